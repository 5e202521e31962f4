#include "remote/engine/agentwatch.h"

#include "base/clock.h"
#include "remote/brokernames.h"
#include "remote/engine/runqueues.h"

#include <algorithm>

namespace {

constexpr qint64 kPingEveryNs = 1'000 * kMsInNs;
constexpr qint64 kFirstPingsEveryNs = 5 * kMsInNs;
constexpr qint64 kSuspectedPingsEveryNs = 20 * kMsInNs;
constexpr qint64 kSuspicionNs = 1'000 * kMsInNs;
constexpr qint64 kSilentNs = 5'000 * kMsInNs;
constexpr qint64 kComingBackNs = 7'000 * kMsInNs;

} // namespace

void AgentWatch::use(BrokerConnection* connection, qint64 nowNs)
{
    m_connection = connection;
    m_connectedNs = nowNs;
}

std::vector<quint64> AgentWatch::lookAround(qint64 nowNs)
{
    std::vector<quint64> silent;
    for (auto& [id, agent] : m_agents.all()) {
        if (!agent.isServing || agent.isGone)
            continue;
        const qint64 everyNs = !agent.clock.isKnown()           ? kFirstPingsEveryNs
                               : nowNs < agent.suspectedUntilNs ? kSuspectedPingsEveryNs
                                                                : kPingEveryNs;
        if (nowNs > agent.pingedNs + everyNs)
            ping(id, agent, nowNs);
        if (!m_connection->isBlocked() &&
            nowNs > std::max(agent.heardNs, m_connectedNs) + kSilentNs)
            silent.push_back(id);
    }
    return silent;
}

void AgentWatch::suspect(quint64 id, qint64 nowNs)
{
    if (KnownAgent* const agent = m_agents.find(id)) {
        agent->suspectedUntilNs = nowNs + kSuspicionNs;
        ping(id, *agent, nowNs);
    }
}

void AgentWatch::ping(quint64 id, KnownAgent& agent, qint64 nowNs) const
{
    agent.pingedNs = nowNs;
    if (!m_connection->isBlocked())
        m_connection->publish({}, brokernames::agent(id),
                              messages::encoded(PingMessage{m_run, monotonicNs()}),
                              {.isMandatory = true}, RunQueues::kRest);
}

void AgentWatch::takePong(const PongMessage& pong, qint64 nowNs)
{
    m_agents.heard(pong.agent, nowNs).clock.add(pong.sentNs, pong.agentNs, nowNs);
}

std::optional<quint64> AgentWatch::goneBy(const PublishReturned& returned, qint64 nowNs) const
{
    if (m_wasAway && nowNs < m_connectedNs + kComingBackNs)
        return std::nullopt;
    const auto gone = std::ranges::find_if(m_agents.all(), [&](const auto& known) {
        return brokernames::agent(known.first) == returned.routingKey;
    });
    return gone == m_agents.all().end() ? std::nullopt : std::optional(gone->first);
}

bool AgentWatch::areClocksKnown() const
{
    return std::ranges::all_of(m_agents.all(), [](const auto& known) {
        const KnownAgent& agent = known.second;
        return !agent.isServing || agent.isGone || agent.clock.isKnown();
    });
}
