// A connection to a message broker (AMQP 0-9-1, RabbitMQ), over TCP or TLS.
#pragma once

#include "base/result.h"
#include "plan/settings/brokeraddress.h"
#include "remote/amqp.h"
#include "remote/brokerevent.h"
#include "remote/brokerincoming.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <unordered_map>

class Waker;
namespace brokerwords {
struct Refusal;
}

// How a queue is declared.
struct QueueOptions
{
    bool isDurable = false;   // outlives the broker's restart
    bool isExclusive = false; // of this connection, and gone with it
    std::optional<qint64> maxLength{};
    bool rejectsWhenFull = true; // else the oldest message is dropped
    QByteArray dropsTo{};        // the queue that gets what is dropped; empty where none does
    std::optional<std::chrono::milliseconds>
        expires{}; // deleted when nobody has used it for so long
    // Kept the way that is cheaper for many small messages (classic queues of version 2, since
    // RabbitMQ 3.10); older brokers keep it their way.
    bool isForMany = false;
};

struct PublishOptions
{
    bool isPersistent = false; // kept over the broker's restart, in a durable queue
    bool isMandatory = false;  // comes back where there is no queue for it
};

// For one thread, which calls next() again and again, at least every few seconds: that also keeps
// the connection alive (heartbeats). Other threads have it look up by its waker. The functions that
// ask the broker for something wait for its answer, kPatience at most; where that is a problem the
// channel may be closed, or the connection lost, as next() then says. No text of a problem holds a
// password. May throw std::bad_alloc.
class BrokerConnection
{
public:
    // Bodies of messages that come may be so long; those of longer ones are left out.
    static constexpr qsizetype kMaxBodyBytes = 4 << 20;
    // Of how much is on its way without this side having answered for 10 s the other side is gone.
    static constexpr std::chrono::seconds kHeartbeat{10};
    static constexpr std::chrono::seconds kPatience{10};

    // Connects, and opens channel 1. Or why that cannot be, in one line: no such host, nobody
    // there, no broker, wrong password, no such vhost, a certificate that is not trusted. `name` is
    // what the broker shows of this connection. `waker` outlives it. A stop ends the connection,
    // also while it is being made. Answers are waited for so long, here and by all that asks.
    static Result<std::unique_ptr<BrokerConnection>>
    open(const BrokerAddress& address, const QString& name, const Waker& waker,
         std::stop_token stop, std::chrono::seconds patience = kPatience);
    // Closes it; what has been published was sent.
    ~BrokerConnection();
    BrokerConnection(const BrokerConnection&) = delete;
    BrokerConnection& operator=(const BrokerConnection&) = delete;

    static constexpr quint16 kChannel = 1;

    // From now on answers are waited for so long at most.
    void setPatience(std::chrono::seconds most);

    // --- What is asked of the broker. Nothing, or the problem.

    // Also one that was closed.
    std::optional<Problem> openChannel(quint16 channel);
    // Ends its consumers; what is unacknowledged goes back to its queue.
    void closeChannel(quint16 channel);
    // From now on each publishing on the channel is answered (PublishAnswer), numbered from 1.
    std::optional<Problem> confirmPublishings(quint16 channel = kChannel);
    // `type` is "fanout", "topic" or "direct".
    std::optional<Problem> declareExchange(const QByteArray& name, const QByteArray& type,
                                           bool isDurable);
    // Whether one of that name is there, of any kind.
    Result<bool> hasExchange(const QByteArray& name);
    // The name, which the broker makes up where it is empty.
    Result<QByteArray> declareQueue(const QByteArray& name, const QueueOptions& options);
    // How many messages are ready in a queue that is there.
    Result<qint64> countMessages(const QByteArray& queue);
    std::optional<Problem> bindQueue(const QByteArray& queue, const QByteArray& exchange,
                                     const QByteArray& routingKey);
    // How many messages it held.
    Result<qint64> purgeQueue(const QByteArray& queue);
    // One that is not there is no problem.
    std::optional<Problem> deleteQueue(const QByteArray& queue);
    // Has its messages come, `prefetch` unacknowledged ones at most (0: as many as there are), or
    // all without being acknowledged.
    std::optional<Problem> consume(const QByteArray& queue, const QByteArray& consumer,
                                   quint16 prefetch, quint16 channel = kChannel);
    // Consumers that begin from now on get what comes into their queues, in place of all whose rank
    // is lower.
    void setRank(qint64 rank) { m_rank = rank; }
    std::optional<Problem> consumeUnacknowledged(const QByteArray& queue,
                                                 const QByteArray& consumer,
                                                 quint16 channel = kChannel);
    // No more of them come; what is unacknowledged stays so.
    std::optional<Problem> cancelConsumer(const QByteArray& consumer, quint16 channel = kChannel);

    // --- What is told the broker: all of it together, when next() is about to wait, or something
    // is asked. Where the connection is lost, or the broker has closed the channel, it is not told,
    // and next() says so.

    // The number of the publishing on its channel, from 1; 0 where it was not sent. Not while
    // isBlocked(): it might wait for long.
    quint64 publish(const QByteArray& exchange, const QByteArray& routingKey,
                    const QByteArray& body, const PublishOptions& options = {},
                    quint16 channel = kChannel);
    // This message, or all up to it.
    void acknowledge(quint64 tag, bool isMultiple = false, quint16 channel = kChannel);
    // Back to its queue, or thrown away.
    void giveBack(quint64 tag, bool toItsQueue = true, quint16 channel = kChannel);

    // --- What comes.

    // The next that comes, within `most`.
    BrokerEvent next(std::chrono::nanoseconds most);
    // What has come with the last of them already; nothing where next() would have to look.
    std::optional<BrokerEvent> nextAtHand();

    // Looks at nothing for so long, so that more comes together; what was told goes first.
    void letMoreCome(std::chrono::nanoseconds pause);

    bool isLost() const { return m_lost.has_value(); }
    // The broker takes no publishings for now; see BrokerBlocked.
    bool isBlocked() const { return m_isBlocked; }

private:
    struct EndsOnStop
    {
        int descriptor;
        void operator()() const;
    };

    BrokerConnection(const BrokerAddress& address, const Waker& waker, std::stop_token stop);

    std::optional<Problem> connect();
    std::optional<Problem> logIn(const QString& name, std::chrono::seconds patience);
    std::optional<Problem> beginConsuming(const QByteArray& queue, const QByteArray& consumer,
                                          quint16 prefetch, bool isUnacknowledged, quint16 channel);
    // The library, to ask the broker for something: what was told before goes first.
    amqp_connection_state_t asking();
    // Why what was asked for last, on that channel, did not come, where it did not.
    std::optional<Problem> problemWith(const brokerwords::Refusal& refusal,
                                       quint16 channel = kChannel);
    bool isOpen(quint16 channel) const { return !isLost() && !m_closed.contains(channel); }
    void lose(const QString& why);
    // The status of the library for what was sent.
    void lookAt(int status);
    std::optional<BrokerEvent> nextFromLibrary();
    void answerClosing(quint16 channel);
    std::optional<BrokerEvent> closing(const amqp_frame_t& frame);
    // Until something may have come.
    void wait(std::chrono::nanoseconds most);
    void loseIfSilent();
    // How often the library is to look after the heartbeats.
    std::chrono::nanoseconds looksAfterEvery() const;
    // What is sent waits for more, so that it crosses in few packets; it goes.
    void holdBack();
    void letGo();
    void setHeldBack(bool isHeldBack);
    bool hasLibraryMore() const;

    const BrokerAddress m_address;
    const Waker& m_waker;
    const std::stop_token m_stop;
    amqp_connection_state_t m_state;
    std::optional<std::stop_callback<EndsOnStop>> m_onStop;
    BrokerIncoming m_incoming{kMaxBodyBytes};
    std::unordered_map<quint16, quint64> m_published; // by channel whose publishings are answered
    std::optional<Problem> m_lost;
    std::set<quint16>
        m_closed; // channels, by the broker: who tells it more there loses all of them
    bool m_isBlocked = false;
    qint64 m_rank = 0;
    bool m_isHeldBack = false;  // what is sent
    bool m_mayHaveCome = true;  // something that the library has, or the system for it
    bool m_mayBeCalled = true;  // by the waker
    qint64 m_heardNs = 0;       // when something came last
    qint64 m_lookedAfterNs = 0; // when the library last saw to its heartbeats
};
