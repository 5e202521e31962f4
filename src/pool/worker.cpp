#include "pool/worker.h"

#include "pool/jobexecution.h"
#include "pool/workload.h"

Worker::Worker(WorkerId id, const Workload& work, Receiver<Job> jobs, Sender<JobResult> results,
               Sender<Event> events, std::stop_token stop, std::shared_ptr<void> presence)
    : m_id(id)
    , m_work(work)
    , m_jobs(std::move(jobs))
    , m_results(std::move(results))
    , m_events(std::move(events))
    , m_stop(std::move(stop))
    , m_presence(std::move(presence))
{
}

void Worker::work()
{
    sleepPrecisely();
    while (const auto job = m_jobs.receive(m_stop)) {
        if (execute(job->id, m_id, m_work, m_events, m_stop) == JobStatus::Finished)
            m_results.send(resultOf(job->id));
    }
    m_presence.reset();
}
