#include "analysis/runstatistics.h"

#include "analysis/percentile.h"
#include "timeline/timeline.h"

#include <vector>

namespace {

std::vector<qint64> waitsOf(const Timeline& timeline)
{
    std::vector<qint64> waits;
    waits.reserve(timeline.startedCount());
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        const std::size_t started = lane.startedCount();
        for (std::size_t k = 0; k < started; ++k) {
            const Span span = lane.span(k);
            const auto index = std::size_t(span.job.number - 1);
            if (index < timeline.queuedCount())
                waits.push_back(span.startNs - timeline.queuedNs(index));
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
    statistics.elapsedNs = timeline.elapsedNs(monotonicNowNs);
    std::size_t ended = 0;
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        const std::size_t finished = lane.finishedCount();
        ended += finished;
        statistics.cancelled += cancelledIn(lane, finished);
        statistics.busyNs += lane.busyNs(statistics.elapsedNs, statistics.elapsedNs);
    }
    statistics.finished = ended - statistics.cancelled;
    if (statistics.elapsedNs > 0) {
        const double seconds = double(statistics.elapsedNs) / 1e9;
        statistics.utilisation =
            double(statistics.busyNs) / (double(statistics.elapsedNs) * timeline.laneCount());
        statistics.jobsPerSecond = double(statistics.finished) / seconds;
    }
    if (waits == Waits::Included) {
        std::vector<qint64> values = waitsOf(timeline);
        if (!values.empty()) {
            statistics.waitMedianNs = percentile(values, 0.5);
            statistics.waitP95Ns = percentile(values, 0.95);
        }
    }
    return statistics;
}
