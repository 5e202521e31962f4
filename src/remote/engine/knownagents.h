// The agents that serve a run, as it knows them.
#pragma once

#include "remote/engine/clocktrack.h"
#include "remote/messages/agentmessages.h"
#include "remote/messages/workermessages.h"

#include <QString>

#include <map>
#include <variant>
#include <vector>

struct KnownAgent
{
    HelloMessage hello{};
    bool isServing = false; // it has taken the offer
    bool isGone = false;    // … and is not there any more, as far as anybody knows
    qint64 heardNs = 0;     // when, by our clock
    QString refusal{};      // why it does not serve the run, as it said last
    qint64 pingedNs = 0;
    qint64 suspectedUntilNs = 0; // somebody else was given one of its jobs
    ClockTrack clock{};
    // What it has told before its clock was known, in that order.
    std::vector<std::variant<EventsMessage, ResultsMessage>> waiting{};
};

// Used by one thread.
class KnownAgents
{
public:
    void takeHello(const HelloMessage& hello, quint64 run, qint64 nowNs)
    {
        KnownAgent& agent = m_agents[hello.agent];
        agent.hello = hello;
        agent.heardNs = nowNs;
        agent.isGone = hello.isLeaving;
        // What it says every second is no answer to the offer of the run.
        if (hello.run == run) {
            agent.isServing = hello.refusal.isEmpty();
            agent.refusal = hello.refusal;
        }
    }

    // Nothing where nobody has heard of it.
    KnownAgent* find(quint64 agent)
    {
        const auto found = m_agents.find(agent);
        return found == m_agents.end() ? nullptr : &found->second;
    }

    // Something of the run came from it: it is there, and serves.
    KnownAgent& heard(quint64 id, qint64 nowNs)
    {
        KnownAgent& agent = m_agents[id];
        agent.hello.agent = id;
        agent.heardNs = nowNs;
        agent.isServing = true;
        agent.isGone = false;
        return agent;
    }

    int serving() const
    {
        int count = 0;
        for (const auto& [id, agent] : m_agents)
            count += agent.isServing && !agent.isGone;
        return count;
    }
    // Why one that is there refused the run; empty where none did.
    QString refusal() const
    {
        for (const auto& [id, agent] : m_agents) {
            if (!agent.refusal.isEmpty() && !agent.isGone)
                return agent.refusal;
        }
        return {};
    }

    std::map<quint64, KnownAgent>& all() { return m_agents; }
    const std::map<quint64, KnownAgent>& all() const { return m_agents; }

private:
    std::map<quint64, KnownAgent> m_agents;
};
