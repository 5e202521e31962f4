#include "pool/feeder.h"

#include "base/clock.h"
#include "base/thread.h"
#include "plan/schedulingrules.h"

#include <algorithm>

namespace {

// Jobs that cross the channels together.
constexpr int kMostSent = 64;

} // namespace

Feeder::Feeder(const RunSettings& settings, Sender<Job> channel, EventWriter events,
               std::stop_token stop, RunEnd& end)
    : m_jobs(settings.jobs.count)
    , m_arrivals(settings)
    , m_channel(std::move(channel))
    , m_events(std::move(events))
    , m_stop(std::move(stop))
    , m_end(end)
{
    m_batch.reserve(kMostSent);
}

bool Feeder::sendWhileThereIsRoom()
{
    if (!m_arrivals.areAllAtOnce())
        return false;
    while (!isOver()) {
        if (!sendBatch())
            return false;
    }
    m_channel.close();
    return true;
}

void Feeder::sendRest()
{
    const bool together = m_arrivals.areAllAtOnce();
    if (!together)
        sleepPrecisely();
    while (!isOver() && ((together && sendBatch()) || sendNext())) {
    }
    m_channel.close();
}

// Sends no more than there is room for: a job counts as queued when it is offered, not before.
bool Feeder::sendBatch()
{
    const int count = std::min(sentWithoutWait(m_channel.room(), m_jobs - m_sent), kMostSent);
    if (count == 0)
        return false;
    m_batch.clear();
    const qint64 offeredNs = monotonicNs(); // all of them, together
    for (int number = m_sent + 1; number <= m_sent + count; ++number) {
        m_batch.push_back(Job{JobId{number}});
        m_events.put(Event{offeredNs, JobId{number}, {}, EventKind::Queued, {}});
    }
    m_events.publish();
    m_channel.sendAll(m_batch);
    m_sent += count;
    return true;
}

bool Feeder::sendNext()
{
    if (!m_arrivals.areAllAtOnce() && !sleepUntil(m_beganNs + m_arrivals.nextNs(), m_stop))
        return false;
    Job job{JobId{m_sent + 1}};
    m_events.send(Event{monotonicNs(), job.id, {}, EventKind::Queued, {}});
    ChannelOutcome outcome = m_channel.trySend(job);
    if (outcome == ChannelOutcome::WouldBlock) {
        m_events.send(Event{m_end.stamp(), job.id, {}, EventKind::SendBlocked, {}});
        outcome = m_channel.send(job, m_stop);
        m_events.send(Event{m_end.stamp(), job.id, {}, EventKind::SendUnblocked, {}});
    }
    if (outcome != ChannelOutcome::Done)
        return false;
    ++m_sent;
    return true;
}
