#include "pool/feeder.h"

#include "pool/clock.h"

Feeder::Feeder(int jobs, Sender<Job> channel, Sender<Event> events, std::stop_token stop)
    : m_jobs(jobs)
    , m_channel(std::move(channel))
    , m_events(std::move(events))
    , m_stop(std::move(stop))
{
}

bool Feeder::sendWhileThereIsRoom()
{
    while (!isOver()) {
        if (m_channel.trySend(nextJob()) != ChannelOutcome::Done)
            return false;
        ++m_sent;
    }
    m_channel.close();
    return true;
}

void Feeder::sendRest()
{
    while (!isOver() && sendNext())
        ++m_sent;
    m_channel.close();
}

bool Feeder::sendNext()
{
    const Job job = nextJob();
    const ChannelOutcome atOnce = m_channel.trySend(job);
    if (atOnce != ChannelOutcome::WouldBlock)
        return atOnce == ChannelOutcome::Done;
    m_events.send(Event{monotonicNs(), job.id, {}, EventKind::SendBlocked, {}});
    const ChannelOutcome outcome = m_channel.send(job, m_stop);
    m_events.send(Event{monotonicNs(), job.id, {}, EventKind::SendUnblocked, {}});
    return outcome == ChannelOutcome::Done;
}

Job Feeder::nextJob()
{
    const Job job{JobId{m_sent + 1}};
    if (m_queued == m_sent) {
        m_events.send(Event{monotonicNs(), job.id, {}, EventKind::Queued, {}});
        ++m_queued;
    }
    return job;
}
