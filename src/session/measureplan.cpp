#include "session/measureplan.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

namespace {

using TimeOf = std::map<int, qint64>; // by workers

TimeOf mediansOf(const std::vector<MeasuredTimes>& soFar)
{
    TimeOf times;
    for (const MeasuredTimes& measured : soFar)
        times.emplace(measured.workers, measured.medianNs());
    return times;
}

// The number behind those that have been doubled; nothing where another one brings nothing.
std::optional<int> nextDoubled(const TimeOf& times, int most)
{
    int workers = 1;
    while (true) {
        const auto at = times.find(workers);
        if (at == times.end())
            return workers;
        if (workers >= most)
            return std::nullopt;
        const int doubled = std::min(2 * workers, most);
        const auto next = times.find(doubled);
        if (next != times.end() &&
            double(next->second) >= (1 - MeasurePlan::kWorthDoubling) * double(at->second))
            return std::nullopt;
        workers = doubled;
    }
}

// Those between the smallest number that is good enough and the one before it: all of a few, the
// middle of many.
std::vector<int> aroundTheKnee(const TimeOf& times)
{
    constexpr int kFew = 4;
    const auto byTime = [](const auto& a, const auto& b) {
        return a.second < b.second;
    };
    const qint64 bestNs = std::ranges::min_element(times, byTime)->second;
    const auto enough = std::ranges::find_if(times, [bestNs](const auto& time) {
        return double(time.second) <= (1 + Enough::kWithin) * double(bestNs);
    });
    if (enough == times.begin())
        return {};
    const int below = std::prev(enough)->first;
    const int gap = enough->first - below;
    if (gap > kFew)
        return {below + gap / 2};
    std::vector<int> between;
    for (int workers = below + 1; workers < enough->first; ++workers)
        between.push_back(workers);
    return between;
}

bool mayCompute(WorkKind work)
{
    return work != WorkKind::Sleep;
}

} // namespace

std::vector<int> MeasurePlan::nextNumbers(const std::vector<MeasuredTimes>& soFar, int most) const
{
    const TimeOf times = mediansOf(soFar);
    if (m_numbers.empty()) {
        const auto doubled = nextDoubled(times, most);
        return doubled ? std::vector<int>{*doubled} : aroundTheKnee(times);
    }
    std::vector<int> missing;
    std::ranges::copy_if(m_numbers, std::back_inserter(missing),
                         [&times](int workers) { return !times.contains(workers); });
    return missing;
}

int mostWorthMeasuring(const RunSettings& planned, int cores)
{
    const int most =
        std::clamp(planned.jobs.count, RunSettings::kMinWorkers, RunSettings::kMaxWorkers);
    if (!mayCompute(planned.jobs.work))
        return most;
    const int mostCores = RunSettings::kMaxWorkers / kPerCore;
    return std::min(most, kPerCore * std::clamp(cores, 1, mostCores));
}
