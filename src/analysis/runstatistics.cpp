#include "analysis/runstatistics.h"

#include "analysis/percentile.h"
#include "timeline/timeline.h"

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
            if (index < timeline.queuedCount())
                waits.push_back(lane.startNs(k) - timeline.queuedNs(index));
        }
    }
    return waits;
}

// Of the first `finished` spans.
std::size_t cancelledIn(const Lane& lane, std::size_t finished)
{
    // Only the job that was in hand when the run was stopped can have been cancelled.
    return finished > 0 && lane.span(finished - 1).status == JobStatus::Cancelled ? 1 : 0;
}

} // namespace

RunStatistics statisticsOf(const Timeline& timeline, qint64 monotonicNowNs, Waits waits)
{
    RunStatistics statistics;
    const qint64 untilNs = timeline.elapsedNs(monotonicNowNs);
    statistics.elapsedNs = untilNs;
    std::size_t ended = 0;
    for (int i = 0; i < timeline.laneCount(); ++i) {
        // All of one moment, though more may have been recorded since.
        const Lane& lane = timeline.lane(i);
        const std::size_t recorded = lane.finishedCount();
        const std::size_t started = lane.startedBy(untilNs, lane.startedCount());
        const std::size_t finished = lane.finishedBy(untilNs, started, recorded);
        ended += finished;
        statistics.cancelled += cancelledIn(lane, finished);
        statistics.busyNs += lane.busyNs(untilNs, started, untilNs);
    }
    statistics.finished = ended - statistics.cancelled;
    if (untilNs > 0) {
        const double seconds = double(untilNs) / 1e9;
        statistics.utilisation =
            double(statistics.busyNs) / (double(untilNs) * timeline.laneCount());
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
