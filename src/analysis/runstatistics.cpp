#include "analysis/runstatistics.h"

#include "analysis/percentile.h"

#include <algorithm>
#include <vector>

namespace {

std::vector<qint64> waitsOf(const Timeline& timeline, qint64 untilNs)
{
    std::vector<qint64> waits;
    waits.reserve(timeline.startedCount());
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        const std::size_t started = lane.startedBy(untilNs, lane.startedCount());
        for (std::size_t k = 0; k < started; ++k) {
            const auto index = std::size_t(lane.job(k).number - 1);
            const bool firstAttempt = k == 0 || lane.job(k - 1) != lane.job(k);
            if (firstAttempt && index < timeline.queuedCount())
                waits.push_back(lane.startNs(k) - timeline.queuedNs(index));
        }
    }
    return waits;
}

// From when on no job is in hand, in a pause from `fromNs` to `toNs`.
qint64 stillFromNs(const Timeline& timeline, qint64 fromNs, qint64 toNs)
{
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        const std::size_t recorded = lane.finishedCount();
        const std::size_t started = lane.startedBy(toNs - 1, lane.startedCount());
        if (started == 0)
            continue;
        if (started > recorded)
            return toNs;
        fromNs = std::max(fromNs, lane.endNs(started - 1));
    }
    return std::min(fromNs, toNs);
}

void addPauses(RunStatistics& statistics, const Timeline& timeline, qint64 untilNs)
{
    const Lane& pauses = timeline.pauses();
    statistics.pausedNs = pauses.busyNs(untilNs, untilNs);
    const std::size_t count = pauses.startedBy(untilNs, pauses.startedCount());
    for (std::size_t i = 0; i < count; ++i) {
        const Span pause = pauses.span(i);
        const qint64 toNs = std::min(pause.endOr(untilNs), untilNs);
        const qint64 fromNs = stillFromNs(timeline, pause.startNs, toNs);
        statistics.stillNs += toNs - fromNs;
        statistics.presentStillNs += timeline.presentNs(toNs) - timeline.presentNs(fromNs);
    }
}

// Whether a span of the lane goes on at the moment.
bool isBusyAt(const Lane& lane, qint64 timeNs)
{
    const std::size_t finished = lane.finishedCount();
    const std::size_t started = lane.startedBy(timeNs, lane.startedCount());
    return lane.finishedBy(timeNs, started, finished) < started;
}

} // namespace

RunStatistics statisticsOf(const Timeline& timeline, qint64 monotonicNowNs, Waits waits)
{
    RunStatistics statistics;
    const qint64 untilNs = timeline.elapsedNs(monotonicNowNs);
    statistics.elapsedNs = untilNs;
    StatusCounts ended;
    for (int i = 0; i < timeline.laneCount(); ++i) {
        // All of one moment, though more may have been recorded since.
        const Lane& lane = timeline.lane(i);
        const std::size_t recorded = lane.finishedCount();
        const std::size_t started = lane.startedBy(untilNs, lane.startedCount());
        const std::size_t finished = lane.finishedBy(untilNs, started, recorded);
        statistics.started += lane.jobsIn(started);
        ended += lane.countsOf(finished);
        statistics.cpu += lane.cpuIn(finished);
        statistics.busyNs += lane.busyNs(untilNs, started, untilNs);
    }
    statistics.finished = ended.finished;
    statistics.failed = ended.failed;
    statistics.cancelled = ended.cancelled;
    statistics.retried = ended.retried;
    statistics.presentNs = timeline.presentNs(untilNs);
    statistics.held = timeline.heldCount();
    statistics.workersChanged = timeline.workersChanged();
    addPauses(statistics, timeline, untilNs);
    statistics.paused = isBusyAt(timeline.pauses(), untilNs);
    statistics.blockedNs = timeline.blocked().busyNs(untilNs, untilNs);
    if (untilNs > 0) {
        const double seconds = double(untilNs) / 1e9;
        statistics.utilisation = double(statistics.busyNs) / double(statistics.presentNs);
        statistics.jobsPerSecond = double(statistics.finished) / seconds;
    }
    if (waits == Waits::Included) {
        std::vector<qint64> values = waitsOf(timeline, untilNs);
        if (!values.empty()) {
            statistics.waitMedianNs = percentile(values, 0.5);
            statistics.waitP95Ns = percentile(values, 0.95);
        }
    }
    return statistics;
}
