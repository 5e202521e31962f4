#include "remote/engine/jobsender.h"

#include "base/clock.h"
#include "remote/messages/jobmessage.h"

#include <algorithm>

namespace {

// So many are on their way at most: enough that no time is lost, and few to send again. They are
// sent many at a time, which costs the broker much less than one by one.
constexpr int kMostOnTheWay = 2'048;
constexpr int kFewOnTheWay = kMostOnTheWay / 2;
// A full queue is asked again after so long, unless a job is known to have left it.
constexpr qint64 kAskAgainNs = 2'000'000;

std::optional<qint64> limitOf(const RunSettings& settings)
{
    if (settings.channelCapacity() >= settings.jobs.count)
        return std::nullopt;
    return std::max(1, settings.channelCapacity()); // a queue cannot hand over without holding
}

} // namespace

JobSender::JobSender(const PlannedRun& plan, QByteArray queue, JobLedger& ledger,
                     RemoteLanes& lanes, EventWriter events)
    : m_queue(std::move(queue))
    , m_ledger(ledger)
    , m_lanes(lanes)
    , m_events(std::move(events))
    , m_jobs(plan.settings.jobs.count)
    , m_capacity(limitOf(plan.settings))
    , m_payloads{plan.durations, plan.inputs}
    , m_arrivals(plan.settings)
{
}

// How many it is sure to take; one more is tried.
int JobSender::room(int started) const
{
    const int onTheWay = int(m_onTheWay.size());
    const int most = onTheWay > kFewOnTheWay ? 0 : kMostOnTheWay - onTheWay;
    if (!m_capacity)
        return most;
    const qint64 sure = *m_capacity - (m_ledger.sent() - started) - onTheWay;
    return int(std::min<qint64>(most, std::max<qint64>(sure, onTheWay == 0 ? 1 : 0)));
}

bool JobSender::isAnyDue(qint64 nowNs) const
{
    if (m_queued == m_jobs)
        return false;
    return m_arrivals.areAllAtOnce() || (m_nextDueNs && *m_nextDueNs <= nowNs);
}

void JobSender::send(BrokerConnection& connection, quint16 channel, int started, qint64 nowNs)
{
    if (m_isStopped || connection.isLost())
        return;
    if (!m_arrivals.areAllAtOnce() && !m_nextDueNs && m_queued < m_jobs)
        m_nextDueNs = m_beganNs + m_arrivals.nextNs();
    for (int left = room(started); left > 0; --left) {
        if (!m_again.empty()) {
            if (connection.isBlocked() || nowNs < m_againNs)
                return;
            const JobId job{*m_again.begin()};
            m_again.erase(m_again.begin());
            publish(connection, channel, job);
            continue;
        }
        if (!isAnyDue(nowNs))
            return;
        const JobId job{++m_queued};
        const qint64 offeredNs = monotonicNs();
        m_lanes.queued(job, offeredNs);
        m_events.put(Event{offeredNs, job, {}, EventKind::Queued, {}});
        m_events.publish();
        if (!m_arrivals.areAllAtOnce()) {
            m_nextDueNs.reset();
            if (m_queued < m_jobs)
                m_nextDueNs = m_beganNs + m_arrivals.nextNs();
        }
        if (connection.isBlocked()) {
            m_again.insert(job.number);
            block(job, offeredNs);
            return;
        }
        publish(connection, channel, job);
    }
}

void JobSender::publish(BrokerConnection& connection, quint16 channel, JobId job)
{
    JobMessage message;
    message.job = job;
    message.mustAsk = m_mayBeThere.contains(job.number);
    message.payload = m_payloads.of(job);
    const quint64 number = connection.publish({}, m_queue, messages::encoded(message),
                                              {.isPersistent = true}, channel);
    if (number == 0)
        m_again.insert(job.number);
    else
        m_onTheWay.emplace(number, job);
}

std::optional<std::chrono::nanoseconds> JobSender::timeToNext(qint64 nowNs) const
{
    if (m_isStopped)
        return std::nullopt;
    std::optional<qint64> nextNs = m_nextDueNs;
    if (!m_again.empty())
        nextNs = std::min(nextNs.value_or(m_againNs), m_againNs);
    if (!nextNs)
        return std::nullopt;
    return std::chrono::nanoseconds(std::max<qint64>(0, *nextNs - nowNs));
}

void JobSender::takeAnswer(const PublishAnswer& answer, qint64 nowNs)
{
    auto at = answer.isMultiple ? m_onTheWay.begin() : m_onTheWay.find(answer.upTo);
    while (at != m_onTheWay.end() && at->first <= answer.upTo) {
        const JobId job = at->second;
        at = m_onTheWay.erase(at);
        if (answer.isTaken)
            taken(job, nowNs);
        else
            refused(job, nowNs);
        if (!answer.isMultiple)
            break;
    }
}

void JobSender::taken(JobId job, qint64 nowNs)
{
    m_ledger.send(job);
    m_mayBeThere.erase(job.number);
    if (m_blocked == job)
        unblock(nowNs);
}

void JobSender::refused(JobId job, qint64 nowNs)
{
    m_again.insert(job.number);
    m_againNs = nowNs + kAskAgainNs;
    block(job, nowNs);
}

void JobSender::block(JobId job, qint64 nowNs)
{
    if (m_blocked)
        return;
    m_blocked = job;
    m_events.send(Event{nowNs, job, {}, EventKind::SendBlocked, {}});
}

void JobSender::unblock(qint64 nowNs)
{
    if (m_blocked)
        m_events.send(Event{nowNs, *m_blocked, {}, EventKind::SendUnblocked, {}});
    m_blocked.reset();
}

void JobSender::disconnected()
{
    for (const auto& [number, job] : m_onTheWay) {
        m_again.insert(job.number);
        m_mayBeThere.insert(job.number);
    }
    m_onTheWay.clear();
    m_againNs = 0;
}

void JobSender::sendAgain(const std::vector<JobId>& jobs)
{
    for (const JobId job : jobs) {
        m_again.insert(job.number);
        m_mayBeThere.insert(job.number);
    }
}

void JobSender::stop(qint64 nowNs)
{
    m_isStopped = true;
    unblock(nowNs);
}
