// Celery's events from its message broker, one message a line.
#pragma once

#include "base/bytesource.h"
#include "channel/channel.h"
#include "plan/settings/brokeraddress.h"
#include "remote/growingpause.h"
#include "remote/heldupnews.h"
#include "remote/waker.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

class BrokerConnection;
struct BrokerMessage;

// Listens with queues of its own, which go with the connection, and changes nothing at the broker.
// The queue of events is bounded: where they are not read, the broker keeps the newest. It connects
// when it is asked for the first time; what goes wrong then is its problem. A connection that is
// lost later is made again, after growing pauses; an exchange that is not there yet is waited for.
class CelerySource : public ByteSource
{
public:
    // How many messages the broker keeps for us.
    static constexpr qint64 kMostKept = 20'000;

    // What holds it up goes into `news` in words, and an empty text once nothing does any more.
    CelerySource(BrokerAddress address, std::stop_token stop, Sender<QString> news);
    ~CelerySource() override;

    What next(std::optional<qint64> mostNs) override;
    std::string_view bytes() const override { return m_bytes; }
    QString missed() const override { return m_missedNow; }
    const QString& problem() const override { return m_problem; }
    bool isStopped() const override { return m_stop.stop_requested(); }

private:
    struct Wake
    {
        const Waker& waker;
        void operator()() const { waker.wake(); }
    };

    // Each gives what there is to say, or nothing where it may go on.
    std::optional<What> connect();
    std::optional<What> listen();
    std::optional<What> receive(qint64 untilNs);
    std::optional<What> missedOrBytes();

    bool takeEvent(qint64 untilNs);
    void takeMessage(const BrokerMessage& message);
    void lose(const QString& why);
    void miss(const QString& why);
    void pause(qint64 untilNs);
    std::optional<Problem> declareQueues();

    const BrokerAddress m_address;
    const std::stop_token m_stop;
    HeldUpNews m_news;
    const Waker m_waker;
    const std::stop_callback<Wake> m_onStop;
    std::unique_ptr<BrokerConnection> m_connection;
    bool m_isListening = false;
    bool m_hasConnected = false; // ever
    bool m_hasListened = false;
    QByteArray m_events;     // the queue
    QByteArray m_dropped;    // the queue of what the other one had no room for
    qint64 m_tryAgainNs = 0; // when, monotonic
    GrowingPause m_pause;
    QString m_awaySince; // in words; empty while it is not
    bool m_saysNotJson = true;
    std::string m_bytes;
    QString m_missed; // to be said next
    QString m_missedNow;
    QString m_problem;
};
