#include "analysis/rangestatistics.h"

#include "analysis/percentile.h"
#include "timeline/timeline.h"

#include <numeric>

namespace {

constexpr std::size_t kMaxDurations = 200'000;

} // namespace

RangeStatistics rangeStatisticsOf(const Timeline& timeline, qint64 startNs, qint64 endNs,
                                  qint64 nowNs)
{
    RangeStatistics range;
    range.lengthNs = endNs - startNs;
    qint64 busyNs = 0;
    std::vector<qint64> durations;
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        const std::size_t finished = lane.finishedCount();
        const std::size_t started = lane.startedCount();
        const std::size_t startedBefore = lane.startedBy(startNs - 1, started);
        const std::size_t startedBy = lane.startedBy(endNs, started, startedBefore);
        const std::size_t finishedBefore = lane.finishedBy(startNs - 1, startedBefore, finished);
        const std::size_t finishedBy = lane.finishedBy(endNs, startedBy, finished);
        range.started += startedBy - startedBefore;
        range.finished += finishedBy - finishedBefore;
        busyNs += lane.busyNs(endNs, nowNs) - lane.busyNs(startNs, nowNs);
        if (range.finished > kMaxDurations)
            continue;
        for (std::size_t k = finishedBefore; k < finishedBy; ++k)
            durations.push_back(lane.endNs(k) - lane.startNs(k));
    }
    const qint64 presentNs = timeline.presentNs(endNs) - timeline.presentNs(startNs);
    range.busyShare = presentNs > 0 ? double(busyNs) / double(presentNs) : 0;
    range.jobsPerSecond = double(range.finished) * 1e9 / double(range.lengthNs);
    if (!durations.empty() && range.finished <= kMaxDurations) {
        const double sum = std::accumulate(durations.begin(), durations.end(), 0.0);
        range.meanNs = qint64(sum / double(durations.size()));
        range.medianNs = percentile(durations, 0.5);
        range.p95Ns = percentile(durations, 0.95);
    }
    return range;
}
