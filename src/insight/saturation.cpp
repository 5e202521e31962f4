#include "insight/saturation.h"

#include "timeline/lanesamples.h"
#include "timeline/timeline.h"

#include <algorithm>
#include <vector>

Saturation saturationOf(const Timeline& timeline)
{
    constexpr int kMoments = 1000;
    const qint64 makespanNs = timeline.makespanNs().value_or(timeline.lastNs());
    const std::size_t all = timeline.jobsStarted();
    const std::size_t queuedCount = timeline.queuedCount();
    if (makespanNs == 0 || all == 0)
        return {};
    std::vector<qint64> times;
    times.reserve(kMoments);
    for (int i = 0; i < kMoments; ++i)
        times.push_back(qint64(double(makespanNs) * (i + 0.5) / kMoments));
    std::vector<int> present(kMoments, 0);
    std::vector<int> busy(kMoments, 0);
    std::vector<std::size_t> taken(kMoments, 0);
    std::vector<LaneSample> samples;
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        sampleLane(lane, times, makespanNs, samples);
        const auto presences = lane.presences();
        for (std::size_t k = 0; k < times.size(); ++k) {
            const bool isThere = std::ranges::any_of(presences, [&](const Lane::Presence& there) {
                return there.fromNs <= times[k] && times[k] < there.toNs.value_or(makespanNs + 1);
            });
            present[k] += isThere;
            busy[k] += isThere && samples[k].busy;
            taken[k] += lane.jobsIn(samples[k].started);
        }
    }
    int saturated = 0;
    Saturation found;
    for (std::size_t k = 0; k < times.size(); ++k) {
        const std::size_t came = queuedCount > 0 ? timeline.queuedBy(times[k], queuedCount) : all;
        if (present[k] == 0 || busy[k] < present[k] || came <= taken[k])
            continue;
        if (saturated == 0)
            found.fromNs = times[k];
        found.toNs = times[k];
        ++saturated;
    }
    found.share = double(saturated) / kMoments;
    return found;
}
