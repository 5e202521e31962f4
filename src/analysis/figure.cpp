#include "analysis/figure.h"

#include "analysis/timings.h"

#include <algorithm>

namespace {

std::optional<FigureNumber> numberIf(bool known, FigureNumber number)
{
    return known ? std::optional(number) : std::nullopt;
}

template <typename Number>
std::optional<FigureNumber> numberFrom(const std::optional<Number>& number, Number factor = 1)
{
    return number ? std::optional<FigureNumber>(*number * factor) : std::nullopt;
}

} // namespace

std::optional<FigureNumber> numberOf(Figure figure, const Timings& timings)
{
    constexpr double kPercent = 100;
    const RunStatistics& pool = timings.pool.statistics;
    const bool began = timings.pool.began;
    const bool measured = pool.cpu.spans > 0;
    const auto& outcome = timings.pool.outcome;
    const bool hasResults = outcome && timings.ours;
    switch (figure) {
    case Figure::PoolTime:
        return numberIf(began, pool.elapsedNs);
    case Figure::SequentialTime:
        if (!timings.sequential || !timings.sequential->began)
            return std::nullopt;
        return timings.sequential->statistics.elapsedNs;
    case Figure::SpeedUp:
        return numberFrom(timings.speedUp());
    case Figure::Finished:
        return numberIf(began, qint64(pool.finished));
    case Figure::Failed:
        return numberIf(began, qint64(pool.failed));
    case Figure::Retried:
        return numberIf(began, qint64(pool.retried));
    case Figure::Results:
        return numberIf(hasResults, outcome ? outcome->resultsReceived : 0);
    case Figure::ResultsSum:
        // Hashes and programs have no sum.
        return numberIf(hasResults && timings.settings.jobs.hasDurations(),
                        outcome ? outcome->resultsSum : 0);
    case Figure::Efficiency:
        return numberFrom(timings.efficiency(), kPercent);
    case Figure::Utilisation:
        return numberIf(began, kPercent * pool.utilisation);
    case Figure::AboveIdeal:
        return numberFrom(timings.aboveIdealNs());
    case Figure::WaitMedian:
        return numberFrom(pool.waitMedianNs);
    case Figure::WaitP95:
        return numberFrom(pool.waitP95Ns);
    case Figure::SenderWaited:
        return numberIf(began && timings.ours, pool.blockedNs);
    case Figure::CpuTime:
        return numberIf(measured, qint64(pool.cpu.cpuNs));
    case Figure::CpuShare:
        return numberIf(measured, kPercent * double(pool.cpu.cpuNs) /
                                      std::max(1.0, double(pool.cpu.durationsNs)));
    case Figure::Preempted:
        return numberIf(measured, qint64(pool.cpu.preempted));
    case Figure::Throughput:
        return numberIf(pool.elapsedNs > 0, pool.jobsPerSecond);
    }
    return std::nullopt;
}
