#include "remote/brokerconnection.h"
#include "remote/waker.h"

#include "fixtures/realbroker.h"

#include <QTcpSocket>
#include <QTest>

#include <optional>
#include <thread>

using namespace std::chrono_literals;

class TestBrokerConnection : public QObject
{
    Q_OBJECT

private:
    using Opened = Result<std::unique_ptr<BrokerConnection>>;

    static Opened open(const BrokerAddress& address, std::stop_token stop = {})
    {
        static const Waker waker;
        return BrokerConnection::open(address, QStringLiteral("test"), waker, std::move(stop));
    }

    std::unique_ptr<BrokerConnection> opened()
    {
        Opened result = open(m_broker.address());
        if (const auto* problem = std::get_if<Problem>(&result))
            qWarning("%s", qPrintable(problem->message));
        auto connection = std::get_if<std::unique_ptr<BrokerConnection>>(&result);
        return connection ? std::move(*connection) : nullptr;
    }

    static QString problemOf(const Opened& opened)
    {
        const auto* problem = std::get_if<Problem>(&opened);
        return problem ? problem->message : QString();
    }

    // The next of that kind, others are passed over; nothing where it does not come.
    template <typename Kind>
    static std::optional<Kind> nextOf(BrokerConnection& connection)
    {
        for (;;) {
            const BrokerEvent event = connection.next(10s);
            if (const auto* wanted = std::get_if<Kind>(&event))
                return *wanted;
            if (std::holds_alternative<Silence>(event) ||
                std::holds_alternative<ConnectionLost>(event))
                return std::nullopt;
        }
    }

    static QByteArray queueOf(BrokerConnection& connection, const QueueOptions& options)
    {
        const auto declared = connection.declareQueue({}, options);
        const auto* name = std::get_if<QByteArray>(&declared);
        return name ? *name : QByteArray();
    }

    fixtures::RealBroker m_broker;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_broker.start()); }
    void cleanupTestCase() { m_broker.stop(); }

    void aMessageComesAsItWasSent()
    {
        const auto connection = opened();
        QVERIFY(connection);
        const QByteArray queue = queueOf(*connection, {.isExclusive = true});
        QVERIFY(!connection->confirmPublishings());
        QVERIFY(!connection->consume(queue, "consumer", 1));
        const QByteArray body(300'000, 'x'); // several frames
        QCOMPARE(connection->publish({}, queue, body), quint64(1));
        const auto message = nextOf<BrokerMessage>(*connection);
        QVERIFY(message);
        QCOMPARE(message->body, body);
        QCOMPARE(message->consumer, QByteArray("consumer"));
        QVERIFY(!message->isRedelivered);
        connection->acknowledge(message->tag);
    }

    void whatIsPublishedIsAnswered()
    {
        const auto connection = opened();
        QVERIFY(connection);
        const QByteArray queue = queueOf(*connection, {.isExclusive = true, .maxLength = 1});
        QVERIFY(!connection->confirmPublishings());
        connection->publish({}, queue, "taken");
        connection->publish({}, queue, "too many");
        const auto first = nextOf<PublishAnswer>(*connection);
        QVERIFY(first && first->isTaken && first->upTo == 1);
        const auto second = nextOf<PublishAnswer>(*connection);
        QVERIFY(second && !second->isTaken && second->upTo == 2);
    }

    void whatIsNotAcknowledgedIsDeliveredAgain()
    {
        const auto connection = opened();
        QVERIFY(connection);
        const QByteArray queue = queueOf(*connection, {.isDurable = true});
        QVERIFY(!connection->consume(queue, "first", 1));
        connection->publish({}, queue, "once");
        QVERIFY(nextOf<BrokerMessage>(*connection));
        const auto other = opened();
        QVERIFY(other && !other->consume(queue, "second", 1));
        QVERIFY(!connection->cancelConsumer("first"));
        connection->giveBack(1);
        const auto again = nextOf<BrokerMessage>(*other);
        QVERIFY(again && again->isRedelivered);
        QVERIFY(!other->deleteQueue(queue));
    }

    void whatHasNoQueueComesBack()
    {
        const auto connection = opened();
        QVERIFY(connection);
        connection->publish({}, "nobody", "body", {.isMandatory = true});
        const auto returned = nextOf<PublishReturned>(*connection);
        QVERIFY(returned);
        QCOMPARE(returned->routingKey, QByteArray("nobody"));
        QCOMPARE(returned->body, QByteArray("body"));
    }

    void aQueueThatIsDeletedEndsItsConsumers()
    {
        const auto connection = opened();
        QVERIFY(connection);
        const QByteArray queue = queueOf(*connection, {.isDurable = true});
        QVERIFY(!connection->consume(queue, "mine", 1));
        QVERIFY(!connection->deleteQueue(queue));
        const auto cancelled = nextOf<ConsumerCancelled>(*connection);
        QVERIFY(cancelled);
        QCOMPARE(cancelled->consumer, QByteArray("mine"));
    }

    void aQueueWithOtherArgumentsIsRefusedInOneLine()
    {
        const auto connection = opened();
        QVERIFY(connection);
        const QByteArray queue = "with arguments";
        QVERIFY(std::holds_alternative<QByteArray>(
            connection->declareQueue(queue, {.isDurable = true, .maxLength = 5})));
        const auto again = connection->declareQueue(queue, {.isDurable = true, .maxLength = 6});
        const auto* problem = std::get_if<Problem>(&again);
        QVERIFY(problem);
        QVERIFY2(problem->message.contains(QLatin1String("x-max-length")),
                 qPrintable(problem->message));
        // It goes on, with a new channel.
        QVERIFY(!connection->openChannel(BrokerConnection::kChannel));
        QVERIFY(!connection->deleteQueue(queue));
    }

    void aWakerEndsTheWait()
    {
        const Waker waker;
        const auto result =
            BrokerConnection::open(m_broker.address(), QStringLiteral("test"), waker, {});
        const auto* connection = std::get_if<std::unique_ptr<BrokerConnection>>(&result);
        QVERIFY(connection);
        const std::jthread other([&] { waker.wake(); });
        QVERIFY(std::holds_alternative<Woken>((*connection)->next(60s)));
        QVERIFY(std::holds_alternative<Silence>((*connection)->next(0s)));
    }

    void aStopEndsTheConnection()
    {
        std::stop_source stop;
        const Opened result = open(m_broker.address(), stop.get_token());
        const auto* connection = std::get_if<std::unique_ptr<BrokerConnection>>(&result);
        QVERIFY(connection);
        const std::jthread other([&] { stop.request_stop(); });
        QVERIFY(std::holds_alternative<ConnectionLost>((*connection)->next(60s)));
        QCOMPARE((*connection)->publish({}, "nobody", {}), quint64(0));
    }

    void aWrongPasswordIsSaidAndNotShown()
    {
        BrokerAddress address = m_broker.address();
        address.password = QStringLiteral("s3cret");
        const QString problem = problemOf(open(address));
        QVERIFY2(problem.contains(QLatin1String("wrong user or password")), qPrintable(problem));
        QVERIFY(!problem.contains(QLatin1String("s3cret")));
    }

    void aVhostThatIsNotThereIsNamed()
    {
        BrokerAddress address = m_broker.address();
        address.vhost = QStringLiteral("nowhere");
        const QString problem = problemOf(open(address));
        QVERIFY2(problem.contains(QLatin1String("nowhere")), qPrintable(problem));
    }

    void nobodyThereIsSaid()
    {
        BrokerAddress address = m_broker.address();
        address.port = fixtures::freePorts();
        const QString problem = problemOf(open(address));
        QVERIFY2(
            problem.contains(QStringLiteral("no broker can be reached at %1").arg(address.place())),
            qPrintable(problem));
    }

    void aHostThatIsNotThereIsNamed()
    {
        BrokerAddress address = m_broker.address();
        address.host = QStringLiteral("no-such-host.invalid");
        const QString problem = problemOf(open(address));
        QVERIFY2(problem.contains(QLatin1String("no-such-host.invalid")), qPrintable(problem));
    }

    void tlsWithABrokerThatHasNoneIsRefused()
    {
        BrokerAddress address = m_broker.address();
        address.isSecure = true;
        const QString problem = problemOf(open(address));
        QVERIFY2(problem.contains(QLatin1String("no TLS")), qPrintable(problem));
    }

    void whatIsNoBrokerIsSaid()
    {
        QTcpServer other; // takes connections, and says nothing that a broker would
        QVERIFY(other.listen(QHostAddress::LocalHost));
        BrokerAddress address = m_broker.address();
        address.port = other.serverPort();
        std::stop_source stop;
        QString problem;
        std::jthread trying([&] { problem = problemOf(open(address, stop.get_token())); });
        QVERIFY(other.waitForNewConnection(10'000));
        QTcpSocket* const socket = other.nextPendingConnection();
        socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        QVERIFY(socket->waitForBytesWritten());
        socket->close();
        trying.join();
        QVERIFY2(problem.contains(QLatin1String("is no broker")), qPrintable(problem));
    }

    void aBrokerThatEndsIsSaid()
    {
        const auto connection = opened();
        QVERIFY(connection);
        m_broker.stop();
        QVERIFY(!nextOf<Silence>(*connection));
        QVERIFY(connection->isLost());
        QVERIFY(m_broker.start());
        QVERIFY(opened());
    }
};

QTEST_GUILESS_MAIN(TestBrokerConnection)
#include "tst_brokerconnection.moc"
