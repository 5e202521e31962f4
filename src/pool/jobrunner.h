// Jobs on one worker, signalled: what the pool and the sequential run have in common.
#pragma once

#include "pool/measuringbudget.h"
#include "pool/runevents.h"
#include "work/workload.h"

#include <memory>
#include <stop_token>

// How many jobs a worker took, and what became of them. Each is counted where it happens, so that
// the sums can be checked.
struct JobTally
{
    qint64 taken = 0;
    qint64 finished = 0;
    qint64 failed = 0;
    qint64 cancelled = 0;

    JobTally& operator+=(const JobTally& other);
};

// Used by one thread, the worker's.
class JobRunner
{
public:
    // `work` outlives it. A job that fails is tried `retries` times more.
    JobRunner(WorkerId worker, const Workload& work, int retries, EventWriter events,
              std::stop_token stop);

    // Signals started, does the work on the calling thread, signals finished with how it ended, for
    // each attempt; says how the last one did. No exception of the work leaves it. The last signal
    // is stamped and held back, as it crosses to the recorder with the next one at half the cost:
    // before the worker waits for anything it must settle().
    JobStatus execute(JobId job);
    void settle() { m_events.publish(); }

    const JobTally& tally() const { return m_tally; }

private:
    AttemptResult attempt(Attempt attempt);
    AttemptResult perform(Attempt attempt);
    qint64 signalStarted(JobId job, int attempt);

    const WorkerId m_worker;
    const Workload& m_work;
    const int m_retries;
    const EventWriter m_events;
    const std::stop_token m_stop;
    const std::shared_ptr<const JobReport> m_noMemory; // made while there is some
    const bool m_computesElsewhere;
    MeasuringBudget m_measuring;
    JobTally m_tally;
};
