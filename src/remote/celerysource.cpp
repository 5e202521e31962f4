#include "remote/celerysource.h"

#include "base/clock.h"
#include "base/visibletext.h"
#include "remote/brokerconnection.h"
#include "remote/remotetr.h"

#include <QTime>

#include <algorithm>
#include <limits>
#include <utility>

#include <poll.h>

namespace {

constexpr char kExchange[] = "celeryev";
constexpr char kOfEvents[] = "events"; // consumers
constexpr char kOfDropped[] = "dropped";
constexpr std::size_t kMostAtOnce = 1 << 16; // bytes
constexpr qint64 kLookAgainNs = 1'000'000'000;

QString timeNow()
{
    return QTime::currentTime().toString(QStringLiteral("HH:mm:ss"));
}

} // namespace

CelerySource::CelerySource(BrokerAddress address, std::stop_token stop, Sender<QString> news)
    : m_address(std::move(address))
    , m_stop(std::move(stop))
    , m_news(std::move(news))
    , m_onStop(m_stop, Wake{m_waker})
{
}

CelerySource::~CelerySource() = default;

ByteSource::What CelerySource::next(std::optional<qint64> mostNs)
{
    const qint64 untilNs = mostNs ? monotonicNs() + *mostNs : std::numeric_limits<qint64>::max();
    m_bytes.clear();
    for (;;) {
        if (m_stop.stop_requested())
            return What::End;
        if (const auto what = missedOrBytes())
            return *what;
        if (monotonicNs() < m_tryAgainNs) {
            if (untilNs <= monotonicNs())
                return What::Silence;
            pause(std::min(untilNs, m_tryAgainNs));
        } else if (const auto what = !m_connection   ? connect()
                                     : m_isListening ? receive(untilNs)
                                                     : listen()) {
            return *what;
        }
    }
}

std::optional<ByteSource::What> CelerySource::missedOrBytes()
{
    if (!m_bytes.empty())
        return What::Bytes;
    m_missedNow = std::exchange(m_missed, {});
    return m_missedNow.isEmpty() ? std::nullopt : std::optional(What::Missed);
}

std::optional<ByteSource::What> CelerySource::connect()
{
    auto opened = BrokerConnection::open(m_address, RemoteTr::tr("Poolscope watches Celery"),
                                         m_waker, m_stop);
    std::optional<Problem> problem;
    if (auto* connection = std::get_if<std::unique_ptr<BrokerConnection>>(&opened)) {
        m_connection = std::move(*connection);
        problem = declareQueues();
    } else {
        problem = std::get<Problem>(std::move(opened));
    }
    if (!problem) {
        m_hasConnected = true;
        return std::nullopt;
    }
    if (m_hasConnected) {
        lose(problem->message);
        return std::nullopt;
    }
    m_problem = problem->message;
    return What::Problem;
}

// What there is no room for goes to a queue that holds one message: enough to know of it.
std::optional<Problem> CelerySource::declareQueues()
{
    QueueOptions options{.isExclusive = true, .maxLength = 1, .rejectsWhenFull = false};
    auto dropped = m_connection->declareQueue({}, options);
    if (auto* problem = std::get_if<Problem>(&dropped))
        return std::move(*problem);
    m_dropped = std::get<QByteArray>(dropped);
    options.maxLength = kMostKept;
    options.dropsTo = m_dropped;
    auto events = m_connection->declareQueue({}, options);
    if (auto* problem = std::get_if<Problem>(&events))
        return std::move(*problem);
    m_events = std::get<QByteArray>(events);
    return std::nullopt;
}

std::optional<ByteSource::What> CelerySource::listen()
{
    const auto isThere = m_connection->hasExchange(kExchange);
    std::optional<Problem> problem;
    if (const auto* refused = std::get_if<Problem>(&isThere))
        problem = *refused;
    else if (!std::get<bool>(isThere)) {
        m_news.tell(
            RemoteTr::tr("no Celery with events has been at this broker yet: waiting for one"));
        m_tryAgainNs = monotonicNs() + kLookAgainNs;
        return std::nullopt;
    }
    if (!problem)
        problem = m_connection->bindQueue(m_events, kExchange, "#");
    if (!problem)
        problem = m_connection->consumeUnacknowledged(m_events, kOfEvents);
    if (!problem)
        problem = m_connection->consumeUnacknowledged(m_dropped, kOfDropped);
    if (problem && !m_hasListened) {
        m_problem = problem->message;
        return What::Problem;
    }
    if (problem) {
        lose(problem->message);
        return std::nullopt;
    }
    if (!m_awaySince.isEmpty())
        miss(RemoteTr::tr("there was no connection to the broker from %1 to %2: what happened "
                          "meanwhile is not known")
                 .arg(m_awaySince, timeNow()));
    m_awaySince.clear();
    m_isListening = m_hasListened = true;
    m_pause.reset();
    m_news.tell({});
    return std::nullopt;
}

// All that is there, up to so many bytes.
std::optional<ByteSource::What> CelerySource::receive(qint64 untilNs)
{
    while (m_missed.isEmpty() && m_bytes.size() < kMostAtOnce &&
           takeEvent(m_bytes.empty() ? untilNs : 0)) {
    }
    const bool isSilent = m_bytes.empty() && m_missed.isEmpty() && m_connection;
    return isSilent && untilNs <= monotonicNs() ? std::optional(What::Silence) : std::nullopt;
}

// Whether there was one within the time.
bool CelerySource::takeEvent(qint64 untilNs)
{
    const qint64 leftNs = std::clamp<qint64>(untilNs - monotonicNs(), 0, kLookAgainNs);
    const BrokerEvent event = m_connection->next(std::chrono::nanoseconds(leftNs));
    if (const auto* message = std::get_if<BrokerMessage>(&event)) {
        takeMessage(*message);
        return true;
    }
    if (const auto* lost = std::get_if<ConnectionLost>(&event))
        lose(lost->why.message);
    else if (const auto* closed = std::get_if<ChannelClosed>(&event))
        lose(closed->why.message);
    else if (std::holds_alternative<ConsumerCancelled>(event))
        lose(RemoteTr::tr("somebody has deleted the queue"));
    return false;
}

void CelerySource::takeMessage(const BrokerMessage& message)
{
    if (message.consumer == kOfDropped) {
        miss(RemoteTr::tr("events came faster than they were read: the broker dropped some"));
        return;
    }
    if (message.isTooLong) {
        miss(RemoteTr::tr("a message with events is too long, and left out"));
        return;
    }
    if (!message.contentType.isEmpty() && !message.contentType.contains("json")) {
        if (std::exchange(m_saysNotJson, false))
            miss(RemoteTr::tr("there are events that are not in JSON but in %1: they are left out; "
                              "Celery's event_serializer chooses")
                     .arg(visibleExcerpt(QString::fromUtf8(message.contentType))));
        return;
    }
    const auto begin = m_bytes.size();
    m_bytes.append(message.body.constData(), std::size_t(message.body.size()));
    std::replace(m_bytes.begin() + std::ptrdiff_t(begin), m_bytes.end(), '\n', ' ');
    m_bytes += '\n';
}

void CelerySource::lose(const QString& why)
{
    m_connection.reset();
    m_isListening = false;
    if (m_stop.stop_requested())
        return;
    if (m_awaySince.isEmpty())
        m_awaySince = timeNow();
    m_news.tell(RemoteTr::tr("no connection since %1: %2").arg(m_awaySince, why));
    m_tryAgainNs = monotonicNs() + std::chrono::nanoseconds(m_pause.next()).count();
}

void CelerySource::miss(const QString& why)
{
    m_missed = why;
}

void CelerySource::pause(qint64 untilNs)
{
    constexpr qint64 kNsInS = 1'000'000'000;
    const qint64 leftNs = std::max<qint64>(0, untilNs - monotonicNs());
    pollfd descriptor{m_waker.descriptor(), POLLIN, 0};
    // A connection that waits must be kept alive.
    if (m_connection) {
        const BrokerEvent event = m_connection->next(std::chrono::nanoseconds(leftNs));
        if (const auto* lost = std::get_if<ConnectionLost>(&event))
            lose(lost->why.message);
        return;
    }
    const timespec most{time_t(leftNs / kNsInS), long(leftNs % kNsInS)};
    ::ppoll(&descriptor, 1, &most, nullptr);
    m_waker.wasCalled();
}
