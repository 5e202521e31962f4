#include "analysis/timings.h"

#include "timeline/runrecord.h"

#include <algorithm>

using std::chrono::nanoseconds;

namespace {

RunTimings runTimingsOf(const Timeline& timeline, qint64 monotonicNowNs, Waits waits)
{
    RunTimings run;
    // The outcome is read first, so that the numbers hold all that was published before it. A run
    // that ended after `monotonicNowNs` was still going on then.
    const RunOutcome* outcome = timeline.outcome();
    const bool wasOver =
        outcome && timeline.elapsedNs(monotonicNowNs) >= timeline.makespanNs().value_or(0);
    if (wasOver)
        run.outcome = *outcome;
    run.began = timeline.beganAtNs().value_or(monotonicNowNs + 1) <= monotonicNowNs;
    run.statistics = statisticsOf(timeline, monotonicNowNs, waits);
    return run;
}

} // namespace

bool Timings::hasStoodStill() const
{
    return pool.statistics.stillNs > 0 || (sequential && sequential->statistics.stillNs > 0);
}

bool Timings::isLikeWithLike() const
{
    const bool goesOnInPauses =
        settings.arrival.kind != ArrivalKind::All || settings.pool.readTime.count() > 0;
    return !goesOnInPauses || !hasStoodStill();
}

std::optional<double> Timings::speedUp() const
{
    if (!pool.finished() || !sequential || !sequential->began || !isLikeWithLike())
        return std::nullopt;
    if (pool.statistics.activeNs() == 0 || (sequential->outcome && !sequential->finished()))
        return std::nullopt;
    const double factor =
        double(sequential->statistics.activeNs()) / double(pool.statistics.activeNs());
    // The sequential run has not yet taken as long as the pool: that says nothing.
    return factor >= 1 || sequential->outcome ? std::optional(factor) : std::nullopt;
}

std::optional<double> Timings::mostSpeedUp() const
{
    if (!estimate.known || pool.statistics.workersChanged || !isLikeWithLike())
        return std::nullopt;
    return estimate.mostSpeedUp;
}

bool Timings::speedUpIsFinal() const
{
    return pool.finished() && sequential && sequential->finished();
}

std::optional<double> Timings::efficiency() const
{
    const auto factor = speedUp();
    if (!factor || !speedUpIsFinal())
        return std::nullopt;
    const RunStatistics& run = pool.statistics;
    return *factor * double(run.activeNs()) / double(run.presentNs - run.presentStillNs);
}

std::optional<qint64> Timings::aboveIdealNs() const
{
    if (!pool.finished() || pool.statistics.workersChanged || !estimate.known)
        return std::nullopt;
    return pool.statistics.elapsedNs - estimate.ideal.count();
}

RaceShares raceSharesOf(const Timings& timings)
{
    const Estimate& estimate = timings.estimate;
    const auto elapsedOf = [](const RunTimings& run) {
        return double(run.statistics.elapsedNs);
    };
    // The whole time of a run. Where it was not known beforehand, or the run was stopped or paused
    // and has taken longer, it is extrapolated from the jobs that are done, half a job at least.
    const auto wholeOf = [&](const RunTimings& run, nanoseconds expected) {
        const double elapsed = elapsedOf(run);
        if (run.finished())
            return elapsed;
        const bool isLate =
            (run.outcome || run.statistics.pausedNs > 0) && elapsed >= double(expected.count());
        if (estimate.known && !isLate)
            return std::max(elapsed, double(expected.count()));
        const auto done = double(run.statistics.finished + run.statistics.failed);
        return elapsed * timings.settings.jobs.count / std::max(done, 0.5);
    };
    const RunTimings none;
    const RunTimings& sequential = timings.sequential ? *timings.sequential : none;
    double wholeNs = std::max(1.0, wholeOf(timings.pool, estimate.ideal));
    if (timings.sequential)
        wholeNs = std::max(wholeNs, wholeOf(sequential, estimate.sequential));
    return {elapsedOf(timings.pool) / wholeNs, elapsedOf(sequential) / wholeNs};
}

Timings timingsOf(const RunRecord& record, qint64 monotonicNowNs, Waits waits)
{
    Timings timings{record.settingsNow(), record.plan.estimate, record.origin.isOurs(),
                    runTimingsOf(record.pool(), monotonicNowNs, waits), std::nullopt};
    if (record.sequential())
        timings.sequential = runTimingsOf(*record.sequential(), monotonicNowNs, Waits::LeftOut);
    return timings;
}
