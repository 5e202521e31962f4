// Sends a run's jobs to their queue at a broker, which takes so many and no more.
#pragma once

#include "plan/arrivals.h"
#include "plan/jobpayload.h"
#include "plan/plannedrun.h"
#include "remote/brokerconnection.h"
#include "remote/engine/jobledger.h"
#include "remote/engine/remotelanes.h"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <vector>

// Used by one thread. A job's queued event is signalled before the job is published. One that the
// queue refuses, as it is full, is published again: until it is taken its sender is blocked, and
// that is signalled. Jobs are published in their order, and so are those that are sent again.
class JobSender
{
public:
    // All outlive it.
    JobSender(const PlannedRun& plan, QByteArray queue, JobLedger& ledger, RemoteLanes& lanes,
              EventWriter events);

    // How many jobs the queue may hold; nothing where it takes them all.
    std::optional<qint64> capacity() const { return m_capacity; }

    // The jobs come as the settings say, counted from then on.
    void begin(qint64 beganNs) { m_beganNs = beganNs; }
    // Publishes what is due, as far as there is room; `started` jobs have left the queue so far.
    void send(BrokerConnection& connection, quint16 channel, int started, qint64 nowNs);
    // When to come again, at the latest, if nothing happens; nothing where there is no need.
    std::optional<std::chrono::nanoseconds> timeToNext(qint64 nowNs) const;

    void takeAnswer(const PublishAnswer& answer, qint64 nowNs);
    // The connection is gone: what was not answered will be sent again, and may be there twice.
    void disconnected();
    // Jobs that were sent and seem to be nowhere: they are sent again, and may be there twice.
    void sendAgain(const std::vector<JobId>& jobs);
    // Nothing is left to send, and nothing on its way.
    bool isDone() const { return m_queued == m_jobs && m_again.empty() && m_onTheWay.empty(); }
    // No more are sent; nobody waits any longer.
    void stop(qint64 nowNs);

private:
    bool isAnyDue(qint64 nowNs) const;
    int room(int started) const;
    void publish(BrokerConnection& connection, quint16 channel, JobId job);
    void block(JobId job, qint64 nowNs);
    void unblock(qint64 nowNs);
    void taken(JobId job, qint64 nowNs);
    void refused(JobId job, qint64 nowNs);

    const QByteArray m_queue;
    JobLedger& m_ledger;
    RemoteLanes& m_lanes;
    const EventWriter m_events;
    const int m_jobs;
    const std::optional<qint64> m_capacity;
    const JobPayloads m_payloads;
    Arrivals m_arrivals;
    std::optional<qint64> m_nextDueNs; // of the next new job, where jobs come over time
    qint64 m_beganNs = 0;
    int m_queued = 0;                    // so far
    std::map<quint64, JobId> m_onTheWay; // by the number of the publishing
    std::set<qint32> m_again;            // that were refused, or not answered
    std::set<qint32> m_mayBeThere;       // … of which nobody knows whether the broker has them
    std::optional<JobId> m_blocked;
    qint64 m_againNs = 0; // when to try again what was refused
    bool m_isStopped = false;
};
