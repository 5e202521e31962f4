#include "pool/worker.h"

#include "pool/clock.h"
#include "pool/pausegate.h"
#include "pool/workload.h"

Worker::Worker(WorkerId id, const WorkersPlace& place, std::shared_ptr<void> presence)
    : m_id(id)
    , m_place(place)
    , m_runner(id, *place.work, place.retries, place.events, place.stop)
    , m_presence(std::move(presence))
{
}

void Worker::retire()
{
    m_leave.request_stop();
}

void Worker::work()
{
    sleepPrecisely();
    const std::stop_callback leaveOnStop(m_place.stop, [this] { m_leave.request_stop(); });
    const std::stop_token leave = m_leave.get_token();
    while (const auto job = nextJob(leave)) {
        m_place.gate->pass(m_place.stop); // it was closed while this one waited for a job
        if (m_runner.execute(job->id) == JobStatus::Finished)
            m_place.results.send(resultOf(job->id));
    }
    if (leave.stop_requested() && !m_place.stop.stop_requested())
        m_place.events.send(Event{monotonicNs(), {}, m_id, EventKind::WorkerWent, {}});
    m_presence.reset();
}

Received<Job> Worker::nextJob(const std::stop_token& leave) const
{
    m_place.gate->pass(leave);
    // The run's own stop comes first: it is known to all at once, to leave to one after another.
    return m_place.jobs.receive(m_place.stop.stop_requested() ? m_place.stop : leave);
}
