// A thread that takes jobs from the jobs channel until it is closed and empty.
#pragma once

#include "base/thread.h"
#include "channel/channel.h"
#include "pool/job.h"
#include "pool/jobrunner.h"

#include <atomic>
#include <memory>
#include <stop_token>

class PauseGate;
class RunEnd;
class Workload;

// What all workers of a pool share. What is pointed to outlives them.
struct WorkerContext
{
    const Workload* work;
    int retries;
    PauseGate* gate;
    RunEnd* end;        // no wait that is signalled lasts beyond it
    Receiver<Job> jobs; // they can only read jobs, and only write results
    Sender<JobResult> results;
    RunEvents* events;
    std::stop_token stop;
};

class Worker : public RunningThread
{
public:
    // `presence` is let go of when the worker leaves, so its last holder knows that all have left.
    Worker(WorkerId id, const WorkerContext& context, std::shared_ptr<void> presence);

    WorkerId id() const { return m_id; }

    // Any thread, once: asks it to leave after the job in hand, which it signals. False, and
    // nothing will be signalled, when it has left already as there were no more jobs.
    bool retire();

    // What it did; once it has been joined.
    const JobTally& tally() const { return m_runner.tally(); }

protected:
    // Ranges over the jobs: signals started, does the work, signals finished, sends the result of
    // a job that finished; a wait for its result to be taken is signalled. Waits at the gate
    // between two jobs. Ends when the jobs channel is closed and empty, or on stop or retirement
    // after the job in hand. Sending waits, so nothing is dropped: whoever owns the other ends
    // drains them until the worker has ended. One that was asked to leave signals that it went.
    void work() override;

private:
    // Each sends the event that the runner holds back before it waits (JobRunner::settle()).
    Received<Job> nextJob(const std::stop_token& leave);
    void sendResult(const JobResult& result);
    void waitAtGate(const std::stop_token& stop);

    const WorkerId m_id;
    const WorkerContext m_context;
    const EventWriter m_events;
    JobRunner m_runner;
    std::shared_ptr<void> m_presence;
    std::stop_source m_leave; // requested on retirement, and on stop
    // Retirement and the end of the jobs may coincide. Whichever sets this first decides whether
    // WorkerWent is signalled.
    enum class Leaving { NotYet, Retired, JobsOver };
    std::atomic<Leaving> m_leaving{Leaving::NotYet};
};
