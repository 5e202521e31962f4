// A thread that takes jobs from the jobs channel until it is closed and empty.
#pragma once

#include "channel/channel.h"
#include "pool/event.h"
#include "pool/job.h"
#include "pool/thread.h"

#include <memory>
#include <stop_token>

class Workload;

class Worker : public RunningThread
{
public:
    // The worker can only read jobs, and only write results and events. `work` outlives it.
    // `presence` is let go of when the worker leaves, so its last holder knows that all have left.
    Worker(WorkerId id, const Workload& work, Receiver<Job> jobs, Sender<JobResult> results,
           Sender<Event> events, std::stop_token stop, std::shared_ptr<void> presence);

protected:
    // Ranges over the jobs: signals started, does the work, signals finished, sends the result of
    // a job that finished. Ends when the jobs channel is closed and empty, or on stop after the
    // job in hand. Sending waits, so nothing is dropped: whoever owns the other ends drains them
    // until the worker has ended.
    void work() override;

private:
    const WorkerId m_id;
    const Workload& m_work;
    const Receiver<Job> m_jobs;
    const Sender<JobResult> m_results;
    const Sender<Event> m_events;
    const std::stop_token m_stop;
    std::shared_ptr<void> m_presence;
};
