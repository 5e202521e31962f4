// Who has which job: what is delivered again, and what has lost its worker.
#pragma once

#include "remote/brokerconnection.h"
#include "remote/engine/agentwatch.h"
#include "remote/engine/jobledger.h"
#include "remote/engine/knownagents.h"
#include "remote/engine/remotelanes.h"
#include "remote/messages/workermessages.h"

#include <map>
#include <optional>

// Used by one thread. Whoever gets a job that somebody may have had before asks (ClaimMessage) and
// waits for the answer: it may begin where nobody has the job; it is thrown away where the job is
// over; and there is no answer while somebody has it, until that is over or its worker is lost.
//
// A worker that has one job in hand at a time has begun it. Where it may have several, those of one
// that is lost count as lost with it only where they were seen to begin, or where it had asked: it
// begins then.
class Custody
{
public:
    // All outlive it. `prefetch` jobs may a worker have in hand.
    Custody(quint64 run, int prefetch, JobLedger& ledger, RemoteLanes& lanes, KnownAgents& agents,
            AgentWatch& watch)
        : m_run(run)
        , m_prefetch(prefetch)
        , m_ledger(ledger)
        , m_lanes(lanes)
        , m_agents(agents)
        , m_watch(watch)
    {
    }

    void use(BrokerConnection* connection) { m_connection = connection; }

    void take(const ClaimMessage& claim);
    // A result of the job has come.
    void jobIsOver(JobId job);
    // The agent is gone: so are its workers, and what they had in hand.
    void agentWent(quint64 agent);

    bool isAnyWaiting() const { return !m_claims.empty(); }
    // Attempts that lost their worker.
    int lost() const { return m_lost; }

private:
    struct Claim
    {
        quint64 agent = 0;
        WorkerId worker{};
    };

    // Decides, where that can be decided now.
    void settle(JobId job);
    void answer(JobId job, bool mayBegin);
    // The worker that had it is lost, on that lane where it was seen there. Whether it is tried
    // again; else it has failed, which is shown there, or where it is wanted now.
    bool lose(JobId job, std::optional<WorkerId> lane);

    const quint64 m_run;
    const int m_prefetch;
    JobLedger& m_ledger;
    RemoteLanes& m_lanes;
    KnownAgents& m_agents;
    AgentWatch& m_watch;
    BrokerConnection* m_connection = nullptr;
    std::map<qint32, Claim> m_claims; // by job
    int m_lost = 0;
};
