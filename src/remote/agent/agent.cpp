#include "remote/agent/agent.h"

#include "base/clock.h"
#include "base/thread.h"
#include "base/visibletext.h"
#include "remote/brokernames.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QThread>

#include <algorithm>
#include <poll.h>
#include <variant>

namespace {

constexpr qint64 kHelloEveryNs = 1'000'000'000;
constexpr std::chrono::milliseconds kLeaving{1'000};

template <typename... Each>
struct Overloaded : Each...
{
    using Each::operator()...;
};
template <typename... Each>
Overloaded(Each...) -> Overloaded<Each...>;

} // namespace

Agent::Agent(AgentSettings settings, std::function<void(const QString&)> tell)
    : m_settings(std::move(settings))
    , m_tell(std::move(tell))
    , m_id(QRandomGenerator::system()->generate64())
    , m_crew(m_id, m_settings.workers, m_settings.allowed, m_waker, [this](quint64 run) {
        m_tell(QStringLiteral("run %1 is over").arg(QLatin1String(brokernames::hex(run))));
    })
{
}

bool Agent::run(const std::stop_token& stop)
{
    if (!m_waker.isThere() || !m_crew.begin())
        return false;
    const std::stop_callback wakes(stop, [this] { m_waker.wake(); });
    while (!stop.stop_requested())
        connectAndServe(stop);
    return true;
}

void Agent::connectAndServe(const std::stop_token& stop)
{
    auto opened = BrokerConnection::open(
        m_settings.address, QStringLiteral("Poolscope agent on %1").arg(m_settings.host), m_waker,
        {});
    auto* const connection = std::get_if<std::unique_ptr<BrokerConnection>>(&opened);
    std::optional<Problem> problem;
    if (connection)
        problem = introduce(**connection);
    else
        problem = std::get<Problem>(opened);
    if (problem) {
        tellOnce(QStringLiteral("%1; it is tried again").arg(problem->message));
        sleepUntil(monotonicNs() + std::chrono::nanoseconds(m_pause.next()).count(), stop);
        return;
    }
    m_pause.reset();
    m_lastLine.clear();
    m_tell(QStringLiteral("connected to %1; workers: %2; allowed: %3")
               .arg(m_settings.address.shown(), QString::number(m_settings.workers),
                    m_settings.allowed.text()));
    m_crew.connected(**connection);
    serve(**connection, stop);
    m_crew.disconnected();
}

std::optional<Problem> Agent::introduce(BrokerConnection& connection)
{
    using Crew = AgentCrew;
    const QByteArray queue = brokernames::agent(m_id);
    auto problem = connection.declareExchange(brokernames::kToAgents, "fanout", true);
    if (!problem)
        problem = connection.declareExchange(brokernames::kFromAgents, "fanout", true);
    if (!problem) {
        const auto declared = connection.declareQueue(queue, {.isExclusive = true});
        if (const auto* refused = std::get_if<Problem>(&declared))
            problem = *refused;
    }
    if (!problem)
        problem = connection.bindQueue(queue, brokernames::kToAgents, {});
    if (!problem)
        problem = connection.openChannel(Crew::kUnanswered);
    if (!problem)
        problem = connection.consumeUnacknowledged(queue, "control");
    return problem;
}

void Agent::serve(BrokerConnection& connection, const std::stop_token& stop)
{
    m_helloNs = 0;
    qint64 leavingUntilNs = 0;
    while (!connection.isLost()) {
        const qint64 nowNs = monotonicNs();
        if (stop.stop_requested() && !m_isLeaving) {
            m_isLeaving = true;
            m_crew.giveAllBack();
            leavingUntilNs = nowNs + std::chrono::nanoseconds(kLeaving).count();
        }
        if (!m_isLeaving && nowNs > m_helloNs + kHelloEveryNs)
            sayHello(connection);
        m_crew.lookAround();
        if (m_isLeaving && (!m_crew.hasJobs() || nowNs > leavingUntilNs)) {
            sayHello(connection);
            return;
        }
        handle(connection, connection.next(m_crew.timeToNext()));
        // What has come already, before all the rest.
        for (;;) {
            const auto event = connection.nextAtHand();
            if (!event || std::holds_alternative<ConnectionLost>(*event))
                break;
            handle(connection, *event);
        }
    }
    const BrokerEvent lost = connection.next(std::chrono::nanoseconds(0));
    if (const auto* why = std::get_if<ConnectionLost>(&lost))
        m_tell(why->why.message);
}

void Agent::handle(BrokerConnection& connection, const BrokerEvent& event)
{
    std::visit(Overloaded{
                   [&](const BrokerMessage& message) {
                       if (message.isTooLong)
                           return;
                       if (message.channel < AgentCrew::kFirstOfRuns)
                           takeControl(connection, message.body);
                       else
                           m_crew.takeJob(message);
                   },
                   [&](const PublishAnswer& answer) { m_crew.takePublishAnswer(answer); },
                   [&](const ConsumerCancelled& gone) { m_crew.takeCancelled(gone.consumer); },
                   [&](const ChannelClosed& closed) {
                       tellOnce(closed.why.message);
                       m_crew.takeChannelClosed(closed.channel);
                   },
                   [](const auto&) {},
               },
               event);
}

void Agent::takeControl(BrokerConnection& connection, const QByteArray& body)
{
    const auto head = messages::headOf(body);
    if (!head)
        return; // not one of ours
    const auto take = [&]<typename Message>(std::type_identity<Message>, auto use) {
        const auto message = messages::decoded<Message>(body);
        if (const auto* decoded = std::get_if<Message>(&message))
            use(*decoded);
        else
            tellOnce(std::get<Problem>(message).message);
    };
    switch (head->kind) {
    case MessageKind::Offer:
        take(std::type_identity<OfferMessage>{},
             [&](const OfferMessage& offer) { takeOffer(connection, offer); });
        break;
    case MessageKind::RunOver:
        take(std::type_identity<RunOverMessage>{},
             [&](const RunOverMessage& over) { m_crew.takeRunOver(over.run); });
        break;
    case MessageKind::Answer:
        take(std::type_identity<ClaimAnswer>{},
             [&](const ClaimAnswer& answer) { m_crew.takeAnswer(answer); });
        break;
    case MessageKind::Ping:
        take(std::type_identity<PingMessage>{}, [&](const PingMessage& ping) {
            if (!connection.isBlocked())
                connection.publish(
                    {}, brokernames::eventsOf(ping.run),
                    messages::encoded(PongMessage{ping.run, m_id, ping.sentNs, monotonicNs()}), {},
                    AgentCrew::kUnanswered);
        });
        break;
    default:
        break;
    }
}

void Agent::takeOffer(BrokerConnection& connection, const OfferMessage& offer)
{
    const bool isNew = !m_crew.serves(offer.run);
    const auto refusal = m_crew.takeOffer(offer);
    if (!isNew)
        return;
    const QString run = QLatin1String(brokernames::hex(offer.run));
    tellOnce(refusal ? QStringLiteral("run %1 is refused: %2").arg(run, *refusal)
                     : QStringLiteral("run %1 is served").arg(run));
    sayHello(connection, offer.run, refusal.value_or(QString()));
}

// What happens again and again is told once.
void Agent::tellOnce(const QString& line)
{
    if (std::exchange(m_lastLine, line) != line)
        m_tell(line);
}

void Agent::sayHello(BrokerConnection& connection, quint64 run, const QString& refusal)
{
    m_helloNs = monotonicNs();
    if (connection.isBlocked())
        return;
    HelloMessage hello;
    hello.agent = m_id;
    hello.host = m_settings.host;
    hello.version = QCoreApplication::applicationVersion();
    hello.allowed = m_settings.allowed.text();
    hello.workers = m_settings.workers;
    hello.cores = QThread::idealThreadCount();
    hello.isLeaving = m_isLeaving;
    hello.run = run;
    hello.refusal = refusal;
    connection.publish(brokernames::kFromAgents, {}, messages::encoded(hello), {},
                       AgentCrew::kUnanswered);
}
