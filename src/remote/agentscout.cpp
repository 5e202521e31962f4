#include "remote/agentscout.h"

#include "base/clock.h"
#include "base/thread.h"
#include "remote/brokerconnection.h"
#include "remote/brokernames.h"
#include "remote/remotetr.h"

#include <QRandomGenerator>

#include <algorithm>
#include <tuple>
#include <utility>

namespace {

constexpr qint64 kAskEveryNs = 1'000 * kMsInNs;
constexpr qint64 kAskFirstEveryNs = 50 * kMsInNs;
constexpr int kFirstAnswers = 8;
// They speak every second.
constexpr qint64 kGoneNs = 3'500 * kMsInNs;
constexpr qint64 kNewsEveryNs = 200 * kMsInNs;
constexpr std::chrono::milliseconds kLookAround(50);
// Where nobody reads what the broker keeps for us, it keeps no more.
constexpr qint64 kMostKept = 10'000;

} // namespace

AgentScout::AgentScout(BrokerAddress address, std::stop_token stop, Sender<AgentsThere> news)
    : m_address(std::move(address))
    , m_stop(std::move(stop))
    , m_news(std::move(news))
    , m_id(QRandomGenerator::system()->generate64())
{
}

AgentScout::~AgentScout() = default;

void AgentScout::run()
{
    const std::stop_callback wakes(m_stop, [this] { m_waker.wake(); });
    while (!m_stop.stop_requested()) {
        const auto problem = connect();
        if (!problem)
            listen();
        m_connection.reset();
        m_seen.clear();
        if (problem)
            m_now = {{}, false, problem->message};
        tell();
        sleepUntil(monotonicNs() + std::chrono::nanoseconds(m_pause.next()).count(), m_stop);
    }
}

// Agents answer where a run's agents would: to a queue that is named by who asks.
std::optional<Problem> AgentScout::connect()
{
    auto opened = BrokerConnection::open(m_address, RemoteTr::tr("Poolscope looks for agents"),
                                         m_waker, m_stop);
    if (auto* problem = std::get_if<Problem>(&opened))
        return std::move(*problem);
    m_connection = std::move(std::get<std::unique_ptr<BrokerConnection>>(opened));
    const QByteArray queue = brokernames::eventsOf(m_id);
    auto problem = m_connection->declareExchange(brokernames::kFromAgents, "fanout", true);
    if (!problem) {
        const auto declared = m_connection->declareQueue(
            queue, {.isExclusive = true, .maxLength = kMostKept, .rejectsWhenFull = false});
        if (const auto* refused = std::get_if<Problem>(&declared))
            problem = *refused;
    }
    if (!problem)
        problem = m_connection->bindQueue(queue, brokernames::kFromAgents, {});
    if (!problem)
        problem = m_connection->consumeUnacknowledged(queue, "agents");
    return problem;
}

void AgentScout::listen()
{
    const qint64 beganNs = monotonicNs();
    while (!m_stop.stop_requested()) {
        const BrokerEvent event = m_connection->next(kLookAround);
        if (const auto* message = std::get_if<BrokerMessage>(&event)) {
            take(*message);
        } else if (const auto* lost = std::get_if<ConnectionLost>(&event)) {
            m_now = {{}, false, lost->why.message};
            return;
        } else if (const auto* closed = std::get_if<ChannelClosed>(&event)) {
            m_now = {{}, false, closed->why.message};
            return;
        }
        if (monotonicNs() > m_lookedNs + std::chrono::nanoseconds(kLookAround).count())
            lookAround();
        // By then each that is there has spoken.
        m_now.isKnown = m_now.isKnown || monotonicNs() > beganNs + kAskEveryNs + 200 * kMsInNs;
        if (m_now.isKnown || !m_seen.empty()) {
            m_now.isKnown = true;
            m_now.problem.clear();
            m_pause.reset();
        }
        if (monotonicNs() > m_toldNs + kNewsEveryNs)
            tell();
    }
}

void AgentScout::take(const BrokerMessage& message)
{
    const auto head = messages::headOf(message.body);
    if (!head)
        return; // not one of ours
    if (head->kind == MessageKind::Hello) {
        const auto hello = messages::decoded<HelloMessage>(message.body);
        if (const auto* decoded = std::get_if<HelloMessage>(&hello))
            takeHello(*decoded);
    } else if (head->kind == MessageKind::Pong) {
        const qint64 nowNs = monotonicNs();
        const auto pong = messages::decoded<PongMessage>(message.body);
        const auto* decoded = std::get_if<PongMessage>(&pong);
        const auto agent = decoded ? m_seen.find(decoded->agent) : m_seen.end();
        if (agent != m_seen.end())
            agent->second.clock.add(decoded->sentNs, decoded->agentNs, nowNs);
    }
}

void AgentScout::takeHello(const HelloMessage& hello)
{
    if (hello.isLeaving) {
        m_seen.erase(hello.agent);
        return;
    }
    if (m_seen.size() == kMostAgents && !m_seen.contains(hello.agent))
        return;
    Seen& agent = m_seen[hello.agent];
    agent.hello = hello;
    // What it says to a run is no matter here.
    agent.hello.run = 0;
    agent.hello.refusal.clear();
    agent.heardNs = monotonicNs();
}

void AgentScout::lookAround()
{
    const qint64 nowNs = monotonicNs();
    m_lookedNs = nowNs;
    std::erase_if(m_seen,
                  [nowNs](const auto& seen) { return nowNs > seen.second.heardNs + kGoneNs; });
    for (auto& [id, agent] : m_seen) {
        const qint64 everyNs =
            agent.clock.samples() < kFirstAnswers ? kAskFirstEveryNs : kAskEveryNs;
        if (nowNs > agent.askedNs + everyNs)
            askForClock(agent);
    }
}

void AgentScout::askForClock(Seen& agent)
{
    agent.askedNs = monotonicNs();
    if (!m_connection->isBlocked())
        m_connection->publish({}, brokernames::agent(agent.hello.agent),
                              messages::encoded(PingMessage{m_id, agent.askedNs}));
}

void AgentScout::tell()
{
    m_toldNs = monotonicNs();
    m_now.agents.clear();
    for (const auto& [id, agent] : m_seen) {
        const auto& clock = agent.clock.best();
        m_now.agents.push_back(
            {agent.hello, clock ? std::optional(clock->uncertaintyNs) : std::nullopt});
    }
    std::ranges::sort(m_now.agents, {}, [](const AgentThere& agent) {
        return std::tie(agent.hello.host, agent.hello.agent);
    });
    if (m_now != m_told && m_news.trySend(m_now) == ChannelOutcome::Done)
        m_told = m_now;
}
