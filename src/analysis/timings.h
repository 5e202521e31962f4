// The timings of the pool beside those of the sequential run, as numbers.
#pragma once

#include "analysis/runstatistics.h"
#include "plan/estimate.h"
#include "plan/runsettings.h"
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
    // going on; nothing before the pool has finished and the sequential run has come as far, when
    // that was not carried to its end, or when they are not like with like.
    std::optional<double> speedUp() const;
    // False where more goes on in pauses than jobs in hand, so that they cannot be left out: jobs
    // come, or results are read.
    bool isLikeWithLike() const;
    // A pause kept all jobs of a run from going on.
    bool hasStoodStill() const;
    // What the speed-up is out of; nothing where nobody knows beforehand, or the number of workers
    // changed.
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

// How far the two runs have come, 0 to 1, both on one scale of time: that of what the longer one
// takes as a whole. Of one that goes on or was stopped that is what was expected, or what the jobs
// that are done tell.
struct RaceShares
{
    double pool;
    double sequential;
};
RaceShares raceSharesOf(const Timings& timings);
