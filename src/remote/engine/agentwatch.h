// Looks after the agents of a run: what their clocks show, and whether they are still there.
#pragma once

#include "remote/brokerconnection.h"
#include "remote/engine/knownagents.h"
#include "remote/messages/agentmessages.h"

#include <optional>
#include <vector>

// Used by one thread. Each agent is asked for its clock again and again, by way of its own queue:
// what comes back as there is no such queue tells that it is gone.
class AgentWatch
{
public:
    AgentWatch(quint64 run, KnownAgents& agents) : m_run(run), m_agents(agents) {}

    // From now on by this one; nothing while there is none.
    void use(BrokerConnection* connection, qint64 nowNs);
    // … after it had been away: agents may still be on their way back then.
    void wasAway() { m_wasAway = true; }
    // The broker takes what is published again, of agents as well: what they have to tell since it
    // took nothing is on its way.
    void mayTellAgain(qint64 nowNs) { m_connectedNs = nowNs; }

    // Asks those whose turn it is, and gives those that nobody has heard of for too long.
    std::vector<quint64> lookAround(qint64 nowNs);
    // Asks it soon and often: somebody else was given one of its jobs.
    void suspect(quint64 agent, qint64 nowNs);
    void takePong(const PongMessage& pong, qint64 nowNs);
    // Who is not there any more; nothing where that is not sure.
    std::optional<quint64> goneBy(const PublishReturned& returned, qint64 nowNs) const;
    // Whether enough is known of the clocks of all that serve.
    bool areClocksKnown() const;

private:
    void ping(quint64 id, KnownAgent& agent, qint64 nowNs) const;

    const quint64 m_run;
    KnownAgents& m_agents;
    BrokerConnection* m_connection = nullptr;
    qint64 m_connectedNs = 0;
    bool m_wasAway = false;
};
