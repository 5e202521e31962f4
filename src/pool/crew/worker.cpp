#include "pool/crew/worker.h"

#include "base/clock.h"
#include "pool/crew/pausegate.h"
#include "pool/runend.h"
#include "work/workload.h"

Worker::Worker(WorkerId id, const WorkerContext& context, std::shared_ptr<void> presence)
    : m_id(id)
    , m_context(context)
    , m_events(context.events->ofWorker(id))
    , m_runner(id, *context.work, context.retries, m_events, context.stop)
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
    const std::stop_callback leaveOnStop(m_context.stop, [this] { m_leave.request_stop(); });
    const std::stop_token leave = m_leave.get_token();
    while (const auto job = nextJob(leave)) {
        // The gate may have been closed while this worker waited for the job. It holds the job now,
        // so only a stop of the run ends this wait: a retiring worker still does its job in hand.
        waitAtGate(m_context.stop);
        if (m_runner.execute(job->id) == JobStatus::Finished)
            sendResult(resultOf(job->id));
    }
    m_runner.settle();
    if (m_leaving.exchange(Leaving::JobsOver) == Leaving::Retired)
        m_events.send(Event{monotonicNs(), {}, m_id, EventKind::WorkerWent, {}});
    m_presence.reset();
}

Received<Job> Worker::nextJob(const std::stop_token& leave)
{
    waitAtGate(leave);
    // The run's own stop is asked, too: every worker sees it at once, while `leave` is requested by
    // a callback that reaches one worker after another.
    if (m_context.stop.stop_requested() || leave.stop_requested())
        return {ChannelOutcome::Stopped, std::nullopt};
    Received<Job> atOnce = m_context.jobs.tryReceive();
    if (atOnce.outcome() != ChannelOutcome::WouldBlock)
        return atOnce;
    m_runner.settle(); // nobody knows how long this waits
    return m_context.jobs.receive(leave);
}

void Worker::sendResult(const JobResult& result)
{
    if (m_context.results.trySend(result) != ChannelOutcome::WouldBlock)
        return;
    m_runner.settle(); // the channel is full: the finished event must not wait as long as this does
    m_events.send(Event{monotonicNs(), result.id, m_id, EventKind::ResultBlocked, {}});
    m_context.results.send(result);
    // Whoever took the last result may have ended the run before this thread was awake again.
    m_events.send(Event{m_context.end->stamp(), result.id, m_id, EventKind::ResultUnblocked, {}});
}

void Worker::waitAtGate(const std::stop_token& stop)
{
    if (m_context.gate->isOpen())
        return;
    m_runner.settle();
    m_context.gate->pass(stop);
}
