#include "remote/brokerconnection.h"

#include "base/clock.h"
#include "base/visibletext.h"
#include "remote/brokerwords.h"
#include "remote/remotetr.h"
#include "remote/waker.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <new>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <utility>

namespace {

constexpr timeval kConnecting{3, 0};
constexpr timeval kClosing{1, 0};
constexpr int kFrameBytes = 131'072;
constexpr quint8 kPersistent = 2;

amqp_bytes_t bytesOf(const QByteArray& bytes)
{
    return {std::size_t(bytes.size()), const_cast<char*>(bytes.constData())};
}

amqp_bytes_t bytesOf(const char* text)
{
    return amqp_cstring_bytes(text);
}

amqp_table_entry_t entryOf(const char* key, qint64 value)
{
    amqp_table_entry_t entry{};
    entry.key = bytesOf(key);
    entry.value.kind = AMQP_FIELD_KIND_I64;
    entry.value.value.i64 = value;
    return entry;
}

amqp_table_entry_t entryOf(const char* key, amqp_bytes_t text)
{
    amqp_table_entry_t entry{};
    entry.key = bytesOf(key);
    entry.value.kind = AMQP_FIELD_KIND_UTF8;
    entry.value.value.bytes = text;
    return entry;
}

amqp_table_entry_t entryOf(const char* key, bool value)
{
    amqp_table_entry_t entry{};
    entry.key = bytesOf(key);
    entry.value.kind = AMQP_FIELD_KIND_BOOLEAN;
    entry.value.value.boolean = value;
    return entry;
}

template <std::size_t size>
amqp_table_t tableOf(std::array<amqp_table_entry_t, size>& entries, std::size_t used = size)
{
    return {int(used), entries.data()};
}

QString shown(const QByteArray& name)
{
    return visibleText(QString::fromUtf8(name));
}

} // namespace

void BrokerConnection::EndsOnStop::operator()() const
{
    ::shutdown(descriptor, SHUT_RDWR);
}

Result<std::unique_ptr<BrokerConnection>>
BrokerConnection::open(const BrokerAddress& address, const QString& name, const Waker& waker,
                       std::stop_token stop, std::chrono::seconds patience)
{
    if (!waker.isThere())
        return Problem{RemoteTr::tr("the system gives no more descriptors")};
    std::unique_ptr<BrokerConnection> connection(
        new BrokerConnection(address, waker, std::move(stop)));
    auto problem = connection->connect();
    if (!problem)
        problem = connection->logIn(name, patience);
    if (!problem)
        problem = connection->openChannel(kChannel);
    if (connection->m_stop.stop_requested())
        problem = Problem{RemoteTr::tr("stopped")};
    if (problem) {
        connection->m_lost = *problem;
        return *problem;
    }
    return connection;
}

BrokerConnection::BrokerConnection(const BrokerAddress& address, const Waker& waker,
                                   std::stop_token stop)
    : m_address(address), m_waker(waker), m_stop(std::move(stop)), m_state(amqp_new_connection())
{
    if (!m_state)
        throw std::bad_alloc();
}

BrokerConnection::~BrokerConnection()
{
    if (!isLost() && !m_isBlocked && !m_stop.stop_requested()) {
        amqp_set_rpc_timeout(m_state, &kClosing);
        amqp_connection_close(asking(), AMQP_REPLY_SUCCESS);
    }
    m_onStop.reset(); // nobody ends it any more once it is closed
    amqp_destroy_connection(m_state);
}

std::optional<Problem> BrokerConnection::connect()
{
    amqp_socket_t* const socket =
        m_address.isSecure ? amqp_ssl_socket_new(m_state) : amqp_tcp_socket_new(m_state);
    if (!socket)
        throw std::bad_alloc();
    if (m_address.isSecure) {
        amqp_ssl_socket_set_verify_peer(socket, m_address.isVerified);
        amqp_ssl_socket_set_verify_hostname(socket, m_address.isVerified);
        amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST);
        const QByteArray file = m_address.certificates.toLocal8Bit();
        if (file.isEmpty()) {
            auto* const context = static_cast<SSL_CTX*>(amqp_ssl_socket_get_context(socket));
            SSL_CTX_set_default_verify_paths(context);
        } else if (amqp_ssl_socket_set_cacert(socket, file.constData()) != AMQP_STATUS_OK) {
            return Problem{RemoteTr::tr("no certificates can be read from %1")
                               .arg(visibleText(m_address.certificates))};
        }
    }
    ERR_clear_error();
    errno = 0;
    const int status = amqp_socket_open_noblock(socket, m_address.host.toUtf8().constData(),
                                                m_address.port, &kConnecting);
    if (status != AMQP_STATUS_OK)
        return Problem{brokerwords::notConnected(m_address, status)};
    // Else whoever sends would wait for ever where nothing is taken any more.
    const auto most = unsigned(std::chrono::milliseconds(2 * kHeartbeat).count());
    ::setsockopt(amqp_get_sockfd(m_state), IPPROTO_TCP, TCP_USER_TIMEOUT, &most, sizeof most);
    m_onStop.emplace(m_stop, EndsOnStop{amqp_get_sockfd(m_state)});
    return std::nullopt;
}

void BrokerConnection::setPatience(std::chrono::seconds most)
{
    const timeval answering{time_t(most.count()), 0};
    amqp_set_rpc_timeout(m_state, &answering);
}

std::optional<Problem> BrokerConnection::logIn(const QString& name, std::chrono::seconds patience)
{
    const auto password = brokerpasswords::of(m_address);
    if (const auto* problem = std::get_if<Problem>(&password))
        return *problem;
    const QByteArray named = name.toUtf8();
    std::array capabilities{entryOf("consumer_cancel_notify", true),
                            entryOf("connection.blocked", true),
                            entryOf("authentication_failure_close", true)};
    amqp_table_entry_t capable{};
    capable.key = bytesOf("capabilities");
    capable.value.kind = AMQP_FIELD_KIND_TABLE;
    capable.value.value.table = tableOf(capabilities);
    std::array properties{entryOf("product", bytesOf("Poolscope")),
                          entryOf("connection_name", bytesOf(named)), capable};
    const amqp_table_t table = tableOf(properties);
    const timeval answering{time_t(patience.count()), 0};
    amqp_set_handshake_timeout(m_state, &answering);
    setPatience(patience);
    const amqp_rpc_reply_t reply = amqp_login_with_properties(
        m_state, m_address.vhost.toUtf8().constData(), 0, kFrameBytes, int(kHeartbeat.count()),
        &table, AMQP_SASL_METHOD_PLAIN, m_address.user.toUtf8().constData(),
        std::get<QString>(password).toUtf8().constData());
    m_heardNs = monotonicNs();
    if (reply.reply_type == AMQP_RESPONSE_NORMAL)
        return std::nullopt;
    return Problem{brokerwords::notLetIn(m_address, reply)};
}

void BrokerConnection::lose(const QString& why)
{
    if (!m_lost)
        m_lost = Problem{m_stop.stop_requested() ? RemoteTr::tr("stopped") : why};
}

void BrokerConnection::lookAt(int status)
{
    if (status != AMQP_STATUS_OK)
        lose(brokerwords::lost(m_address, status));
}

amqp_connection_state_t BrokerConnection::asking()
{
    letGo();
    m_mayHaveCome = true; // it keeps what comes before the answer
    return m_state;
}

std::optional<Problem> BrokerConnection::problemWith(const brokerwords::Refusal& refusal,
                                                     quint16 channel)
{
    if (m_lost)
        return m_lost;
    const amqp_rpc_reply_t reply = amqp_get_rpc_reply(m_state);
    if (reply.reply_type == AMQP_RESPONSE_NORMAL) {
        m_heardNs = monotonicNs();
        return std::nullopt;
    }
    if (reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION) {
        if (reply.reply.id == AMQP_CHANNEL_CLOSE_METHOD) {
            Problem problem{brokerwords::refused(
                refusal, *static_cast<const amqp_channel_close_t*>(reply.reply.decoded))};
            answerClosing(channel);
            return problem;
        }
        if (reply.reply.id == AMQP_CONNECTION_CLOSE_METHOD) {
            lose(brokerwords::closedByBroker(
                m_address, *static_cast<const amqp_connection_close_t*>(reply.reply.decoded)));
            return m_lost;
        }
    }
    lose(brokerwords::lost(m_address, reply.library_error));
    return m_lost;
}

std::optional<Problem> BrokerConnection::openChannel(quint16 channel)
{
    m_incoming.forget(channel);
    m_published.erase(channel);
    m_closed.erase(channel);
    amqp_channel_open(asking(), channel);
    return problemWith({RemoteTr::tr("the broker refuses a channel: %1")}, channel);
}

void BrokerConnection::closeChannel(quint16 channel)
{
    if (!isOpen(channel))
        return;
    const amqp_rpc_reply_t reply = amqp_channel_close(asking(), channel, AMQP_REPLY_SUCCESS);
    if (reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION)
        lose(brokerwords::lost(m_address, reply.library_error));
    else if (reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION &&
             reply.reply.id == AMQP_CONNECTION_CLOSE_METHOD)
        lose(brokerwords::closedByBroker(
            m_address, *static_cast<const amqp_connection_close_t*>(reply.reply.decoded)));
    m_incoming.forget(channel);
    m_published.erase(channel);
}

std::optional<Problem> BrokerConnection::confirmPublishings(quint16 channel)
{
    amqp_confirm_select(asking(), channel);
    m_published[channel] = 0;
    return problemWith({RemoteTr::tr("the broker refuses to confirm what is published: %1")},
                       channel);
}

std::optional<Problem> BrokerConnection::declareExchange(const QByteArray& name,
                                                         const QByteArray& type, bool isDurable)
{
    amqp_exchange_declare(asking(), kChannel, bytesOf(name), bytesOf(type), false, isDurable, false,
                          false, amqp_empty_table);
    return problemWith({RemoteTr::tr("the broker refuses the exchange %2: %1"), shown(name)});
}

Result<bool> BrokerConnection::hasExchange(const QByteArray& name)
{
    amqp_exchange_declare(asking(), kChannel, bytesOf(name), bytesOf("topic"), true, false, false,
                          false, amqp_empty_table);
    const amqp_rpc_reply_t reply = amqp_get_rpc_reply(m_state);
    const bool isRefused = reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION &&
                           reply.reply.id == AMQP_CHANNEL_CLOSE_METHOD;
    const bool isMissing =
        isRefused &&
        static_cast<const amqp_channel_close_t*>(reply.reply.decoded)->reply_code == AMQP_NOT_FOUND;
    auto problem =
        problemWith({RemoteTr::tr("the broker refuses the exchange %2: %1"), shown(name)});
    if (!problem)
        return true;
    if (isMissing) // which has closed the channel
        problem = openChannel(kChannel);
    return problem ? Result<bool>(std::move(*problem)) : Result<bool>(false);
}

Result<QByteArray> BrokerConnection::declareQueue(const QByteArray& name,
                                                  const QueueOptions& options)
{
    std::array<amqp_table_entry_t, 6> entries;
    std::size_t used = 0;
    if (options.maxLength) {
        entries[used++] = entryOf("x-max-length", *options.maxLength);
        entries[used++] = entryOf(
            "x-overflow", bytesOf(options.rejectsWhenFull ? "reject-publish" : "drop-head"));
    }
    if (!options.dropsTo.isEmpty()) {
        entries[used++] = entryOf("x-dead-letter-exchange", bytesOf(""));
        entries[used++] = entryOf("x-dead-letter-routing-key", bytesOf(options.dropsTo));
    }
    if (options.isForMany)
        entries[used++] = entryOf("x-queue-version", qint64{2});
    if (options.expires)
        entries[used++] = entryOf("x-expires", qint64{options.expires->count()});
    const auto* declared =
        amqp_queue_declare(asking(), kChannel, bytesOf(name), false, options.isDurable,
                           options.isExclusive, false, tableOf(entries, used));
    if (auto problem = problemWith(
            name.isEmpty() ? brokerwords::Refusal{RemoteTr::tr("the broker refuses a queue: %1")}
                           : brokerwords::Refusal{
                                 RemoteTr::tr("the broker refuses the queue %2: %1"), shown(name)}))
        return *problem;
    return QByteArray(static_cast<const char*>(declared->queue.bytes),
                      qsizetype(declared->queue.len));
}

Result<qint64> BrokerConnection::countMessages(const QByteArray& queue)
{
    const auto* declared = amqp_queue_declare(asking(), kChannel, bytesOf(queue), true, false,
                                              false, false, amqp_empty_table);
    if (auto problem =
            problemWith({RemoteTr::tr("the broker refuses the queue %2: %1"), shown(queue)}))
        return *problem;
    return qint64(declared->message_count);
}

std::optional<Problem> BrokerConnection::bindQueue(const QByteArray& queue,
                                                   const QByteArray& exchange,
                                                   const QByteArray& routingKey)
{
    amqp_queue_bind(asking(), kChannel, bytesOf(queue), bytesOf(exchange), bytesOf(routingKey),
                    amqp_empty_table);
    return problemWith(
        {RemoteTr::tr("the broker refuses to bind a queue to %2: %1"), shown(exchange)});
}

Result<qint64> BrokerConnection::purgeQueue(const QByteArray& queue)
{
    const auto* purged = amqp_queue_purge(asking(), kChannel, bytesOf(queue));
    if (auto problem = problemWith(
            {RemoteTr::tr("the broker refuses to clear the queue %2: %1"), shown(queue)}))
        return *problem;
    return qint64(purged->message_count);
}

std::optional<Problem> BrokerConnection::deleteQueue(const QByteArray& queue)
{
    amqp_queue_delete(asking(), kChannel, bytesOf(queue), false, false);
    return problemWith(
        {RemoteTr::tr("the broker refuses to delete the queue %2: %1"), shown(queue)});
}

std::optional<Problem> BrokerConnection::consume(const QByteArray& queue,
                                                 const QByteArray& consumer, quint16 prefetch,
                                                 quint16 channel)
{
    return beginConsuming(queue, consumer, prefetch, false, channel);
}

std::optional<Problem> BrokerConnection::consumeUnacknowledged(const QByteArray& queue,
                                                               const QByteArray& consumer,
                                                               quint16 channel)
{
    return beginConsuming(queue, consumer, 0, true, channel);
}

std::optional<Problem> BrokerConnection::beginConsuming(const QByteArray& queue,
                                                        const QByteArray& consumer,
                                                        quint16 prefetch, bool isUnacknowledged,
                                                        quint16 channel)
{
    const brokerwords::Refusal refusal{
        RemoteTr::tr("the broker refuses what comes from the queue %2: %1"), shown(queue)};
    // Counts for each consumer that begins on the channel after that.
    amqp_basic_qos(asking(), channel, 0, prefetch, false);
    if (auto problem = problemWith(refusal, channel))
        return problem;
    std::array arguments{entryOf("x-priority", m_rank)};
    amqp_basic_consume(asking(), channel, bytesOf(queue), bytesOf(consumer), false,
                       isUnacknowledged, false, tableOf(arguments));
    return problemWith(refusal, channel);
}

std::optional<Problem> BrokerConnection::cancelConsumer(const QByteArray& consumer, quint16 channel)
{
    if (!m_lost && !isOpen(channel))
        return std::nullopt; // it has gone with its channel
    amqp_basic_cancel(asking(), channel, bytesOf(consumer));
    return problemWith({RemoteTr::tr("the broker refuses to send no more: %1")}, channel);
}

quint64 BrokerConnection::publish(const QByteArray& exchange, const QByteArray& routingKey,
                                  const QByteArray& body, const PublishOptions& options,
                                  quint16 channel)
{
    loseIfSilent();
    if (!isOpen(channel))
        return 0;
    holdBack();
    amqp_basic_properties_t properties{};
    properties._flags = AMQP_BASIC_DELIVERY_MODE_FLAG;
    properties.delivery_mode = options.isPersistent ? kPersistent : 1;
    const int status = amqp_basic_publish(m_state, channel, bytesOf(exchange), bytesOf(routingKey),
                                          options.isMandatory, false, &properties, bytesOf(body));
    lookAt(status);
    m_mayHaveCome = m_mayHaveCome || hasLibraryMore(); // it reads for its heartbeats
    if (isLost())
        return 0;
    const auto answered = m_published.find(channel);
    return answered == m_published.end() ? 0 : ++answered->second;
}

void BrokerConnection::acknowledge(quint64 tag, bool isMultiple, quint16 channel)
{
    if (!isOpen(channel))
        return;
    holdBack();
    lookAt(amqp_basic_ack(m_state, channel, tag, isMultiple));
}

void BrokerConnection::giveBack(quint64 tag, bool toItsQueue, quint16 channel)
{
    if (!isOpen(channel))
        return;
    holdBack();
    lookAt(amqp_basic_reject(m_state, channel, tag, toItsQueue));
}

BrokerEvent BrokerConnection::next(std::chrono::nanoseconds most)
{
    const qint64 untilNs = monotonicNs() + most.count();
    for (bool hasLooked = false;; hasLooked = true) {
        if (auto event = nextAtHand())
            return std::move(*event);
        const std::chrono::nanoseconds left(std::max<qint64>(0, untilNs - monotonicNs()));
        if (hasLooked && left.count() == 0)
            return Silence{};
        wait(std::min(left, looksAfterEvery()));
    }
}

std::optional<BrokerEvent> BrokerConnection::nextAtHand()
{
    if (m_stop.stop_requested())
        lose({});
    if (!m_lost && m_mayHaveCome) {
        if (auto event = nextFromLibrary()) {
            if (const auto* blocked = std::get_if<BrokerBlocked>(&*event))
                m_isBlocked = blocked->isBlocked;
            return event;
        }
    }
    if (m_lost)
        return ConnectionLost{*m_lost};
    if (std::exchange(m_mayBeCalled, false) && m_waker.wasCalled())
        return Woken{};
    return std::nullopt;
}

void BrokerConnection::letMoreCome(std::chrono::nanoseconds pause)
{
    letGo();
    std::this_thread::sleep_for(pause);
}

std::optional<BrokerEvent> BrokerConnection::nextFromLibrary()
{
    for (;;) {
        amqp_maybe_release_buffers(m_state);
        amqp_frame_t frame{};
        constexpr timeval kAtOnce{0, 0};
        const int status = amqp_simple_wait_frame_noblock(m_state, &frame, &kAtOnce);
        if (status == AMQP_STATUS_TIMEOUT) {
            m_mayHaveCome = false;
            m_lookedAfterNs = monotonicNs();
            return std::nullopt;
        }
        lookAt(status);
        if (m_lost)
            return std::nullopt;
        // What the system still has for a socket it says when it is waited for; TLS may have read
        // more than it has given.
        m_mayHaveCome = m_address.isSecure || hasLibraryMore();
        if (BrokerIncoming::isClosing(frame)) {
            if (auto event = closing(frame))
                return event;
        } else if (auto event = m_incoming.take(frame)) {
            return event;
        }
        if (m_lost || !m_mayHaveCome)
            return std::nullopt;
    }
}

bool BrokerConnection::hasLibraryMore() const
{
    return amqp_frames_enqueued(m_state) || amqp_data_in_buffer(m_state);
}

std::optional<BrokerEvent> BrokerConnection::closing(const amqp_frame_t& frame)
{
    const amqp_method_t& method = frame.payload.method;
    if (method.id == AMQP_CONNECTION_CLOSE_METHOD) {
        lose(brokerwords::closedByBroker(
            m_address, *static_cast<const amqp_connection_close_t*>(method.decoded)));
        return std::nullopt;
    }
    const QString why =
        brokerwords::refused({RemoteTr::tr("the broker refuses what was asked for: %1")},
                             *static_cast<const amqp_channel_close_t*>(method.decoded));
    answerClosing(frame.channel);
    return ChannelClosed{frame.channel, Problem{why}};
}

void BrokerConnection::answerClosing(quint16 channel)
{
    amqp_channel_close_ok_t answer{};
    lookAt(amqp_send_method(m_state, channel, AMQP_CHANNEL_CLOSE_OK_METHOD, &answer));
    m_incoming.forget(channel);
    m_closed.insert(channel);
}

void BrokerConnection::wait(std::chrono::nanoseconds most)
{
    constexpr qint64 kNsInS = 1'000'000'000;
    letGo();
    std::array<pollfd, 2> descriptors{pollfd{amqp_get_sockfd(m_state), POLLIN, 0},
                                      pollfd{m_waker.descriptor(), POLLIN, 0}};
    const timespec until{time_t(most.count() / kNsInS), long(most.count() % kNsInS)};
    ::ppoll(descriptors.data(), descriptors.size(), &until, nullptr);
    // The library looks after the heartbeats whenever it is asked for what came.
    const qint64 nowNs = monotonicNs();
    const bool areHeartbeatsDue = nowNs > m_lookedAfterNs + looksAfterEvery().count();
    if (descriptors[0].revents != 0)
        m_heardNs = nowNs;
    m_mayHaveCome = descriptors[0].revents != 0 || areHeartbeatsDue;
    m_mayBeCalled = descriptors[1].revents != 0;
}

// A quarter of what was agreed upon: the broker may want to hear more often than we.
std::chrono::nanoseconds BrokerConnection::looksAfterEvery() const
{
    const int agreed = amqp_get_heartbeat(m_state);
    return std::chrono::nanoseconds(agreed > 0 ? std::chrono::seconds(agreed) : kHeartbeat) / 4;
}

// Where nothing has come for twice as long as was agreed upon the library, when it publishes, would
// wait for something without end: amqp_try_recv() of librabbitmq 0.11.
void BrokerConnection::loseIfSilent()
{
    constexpr std::chrono::milliseconds kBefore(100);
    const int agreed = amqp_get_heartbeat(m_state);
    if (m_lost || agreed == 0)
        return;
    const std::chrono::nanoseconds most = 2 * std::chrono::seconds(agreed) - kBefore;
    if (monotonicNs() < m_heardNs + most.count())
        return;
    pollfd socket{amqp_get_sockfd(m_state), POLLIN, 0};
    if (::poll(&socket, 1, 0) == 0)
        lookAt(AMQP_STATUS_HEARTBEAT_TIMEOUT);
}

void BrokerConnection::holdBack()
{
    if (!std::exchange(m_isHeldBack, true))
        setHeldBack(true);
}

void BrokerConnection::letGo()
{
    if (std::exchange(m_isHeldBack, false))
        setHeldBack(false);
}

void BrokerConnection::setHeldBack(bool isHeldBack)
{
    const int value = isHeldBack;
    ::setsockopt(amqp_get_sockfd(m_state), IPPROTO_TCP, TCP_CORK, &value, sizeof value);
}
