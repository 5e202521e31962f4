#include "pool/worker.h"

#include "base/clock.h"
#include "pool/pausegate.h"
#include "work/workload.h"

Worker::Worker(WorkerId id, const WorkersPlace& place, std::shared_ptr<void> presence)
    : m_id(id)
    , m_place(place)
    , m_runner(id, *place.work, place.retries, place.events, place.stop)
    , m_presence(std::move(presence))
{
}

bool Worker::retire()
{
    Leaving expected = Leaving::NotYet;
    if (!m_leaving.compare_exchange_strong(expected, Leaving::Retired))
        return false;
    m_leave.request_stop();
    return true;
}

void Worker::work()
{
    sleepPrecisely();
    const std::stop_callback leaveOnStop(m_place.stop, [this] { m_leave.request_stop(); });
    const std::stop_token leave = m_leave.get_token();
    while (const auto job = nextJob(leave)) {
        waitAtGate(m_place.stop); // it was closed while this one waited for a job
        if (m_runner.execute(job->id) == JobStatus::Finished)
            sendResult(resultOf(job->id));
    }
    m_runner.settle();
    if (m_leaving.exchange(Leaving::JobsOver) == Leaving::Retired)
        m_place.events.send(Event{monotonicNs(), {}, m_id, EventKind::WorkerWent, {}});
    m_presence.reset();
}

Received<Job> Worker::nextJob(const std::stop_token& leave)
{
    waitAtGate(leave);
    // The run's own stop comes first: it is known to all at once, to leave to one after another.
    if (m_place.stop.stop_requested() || leave.stop_requested())
        return {ChannelOutcome::Stopped, std::nullopt};
    Received<Job> atOnce = m_place.jobs.tryReceive();
    if (atOnce.outcome() != ChannelOutcome::WouldBlock)
        return atOnce;
    m_runner.settle();
    return m_place.jobs.receive(leave);
}

void Worker::sendResult(const JobResult& result)
{
    if (m_place.results.trySend(result) != ChannelOutcome::WouldBlock)
        return;
    m_runner.settle();
    m_place.results.send(result);
}

void Worker::waitAtGate(const std::stop_token& stop)
{
    if (m_place.gate->isOpen())
        return;
    m_runner.settle();
    m_place.gate->pass(stop);
}
