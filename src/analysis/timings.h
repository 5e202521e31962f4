// The timings of the pool beside those of the sequential run, as numbers.
#pragma once

#include "analysis/runstatistics.h"
#include "plan/estimate.h"
#include "plan/settings/runsettings.h"
#include "pool/runoutcome.h"

#include <optional>

class RunRecord;

struct RunTimings
{
    RunStatistics statistics;
    bool began = false;
    std::optional<RunOutcome> outcome; // nothing while it goes on

    bool finished() const { return outcome && outcome->state == RunState::Finished; }
    bool running() const { return began && !outcome; }
};

struct Timings
{
    RunSettings settings;
    Estimate estimate;
    bool ours = true; // a run of Poolscope, with results
    RunTimings pool;
    std::optional<RunTimings> sequential; // nothing when it is off

    // Sequential time so far ÷ makespan, both without the time in which a pause kept all jobs from
    // going on. Nothing before the pool has finished and the sequential run has taken as long, when
    // one of them was stopped or failed, or when they cannot be compared (isLikeWithLike()).
    std::optional<double> speedUp() const;
    // False where a run was paused while jobs came or results were read: these go on in a pause, so
    // that its time cannot be left out.
    bool isLikeWithLike() const;
    // A pause kept all jobs of a run from going on.
    bool hasStoodStill() const;
    // The largest speed-up that is possible; nothing where the durations are not known beforehand,
    // or the number of workers changed.
    std::optional<double> mostSpeedUp() const;
    // Both have run to their end.
    bool speedUpIsFinal() const;
    // Speed-up ÷ workers, their mean where their number changed, once it is final; without pauses.
    std::optional<double> efficiency() const;
    // Makespan − ideal, once the pool has finished; nothing when its number of workers changed.
    std::optional<qint64> aboveIdealNs() const;
};

// What had been recorded at `monotonicNowNs`. Any thread; see statisticsOf for the cost.
Timings timingsOf(const RunRecord& record, qint64 monotonicNowNs, Waits waits);

// How far the two runs have come, 0 to 1, both on one scale: the whole time of the longer one. For
// a run that goes on or was stopped the whole time is the expected one, or extrapolated from the
// jobs that are done.
struct RaceShares
{
    double pool;
    double sequential;
};
RaceShares raceSharesOf(const Timings& timings);
