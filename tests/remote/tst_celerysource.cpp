// Celery's events come from a real broker, a message a line.
#include "base/clock.h"
#include "fixtures/realbroker.h"
#include "remote/brokerconnection.h"
#include "remote/celerysource.h"
#include "remote/waker.h"

#include <QtTest>

#include <string>
#include <thread>

using fixtures::RealBroker;
using What = ByteSource::What;

namespace {

constexpr qint64 kLongNs = 30'000 * kMsInNs;

// Somebody who publishes as Celery's workers do.
class Publisher
{
public:
    explicit Publisher(const BrokerAddress& address)
    {
        auto opened = BrokerConnection::open(address, QStringLiteral("publisher"), m_waker,
                                             m_stop.get_token());
        if (const auto* problem = std::get_if<Problem>(&opened))
            qFatal("%s", qPrintable(problem->message));
        m_connection = std::move(std::get<std::unique_ptr<BrokerConnection>>(opened));
    }

    void makeExchange()
    {
        if (const auto problem = m_connection->declareExchange("celeryev", "topic", true))
            qFatal("%s", qPrintable(problem->message));
    }
    void publish(const QByteArray& body)
    {
        m_connection->publish("celeryev", "task.multi", body);
        m_connection->next(std::chrono::nanoseconds(0));
    }
    BrokerConnection& connection() { return *m_connection; }

private:
    const Waker m_waker;
    std::stop_source m_stop;
    std::unique_ptr<BrokerConnection> m_connection;
};

} // namespace

class TestCelerySource : public QObject
{
    Q_OBJECT

    RealBroker m_broker;
    Channel<QString> m_news{16};

    static std::string textOf(CelerySource& source, std::size_t most)
    {
        std::string text;
        while (text.size() < most && source.next(kLongNs) == What::Bytes)
            text += source.bytes();
        return text;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_broker.start()); }

    void anExchangeThatIsNotThereIsWaitedForAndSaid()
    {
        const std::stop_source stop;
        CelerySource source(m_broker.address(), stop.get_token(), m_news.sender());
        QCOMPARE(source.next(100 * kMsInNs), What::Silence);
        QVERIFY((*m_news.receiver().tryReceive()).startsWith(QLatin1String("no Celery")));
        Publisher publisher(m_broker.address());
        publisher.makeExchange();
        while (!m_news.receiver().size())
            QCOMPARE(source.next(100 * kMsInNs), What::Silence);
        QCOMPARE(*m_news.receiver().tryReceive(), QString());
        publisher.publish("{\"a\":1}");
        QCOMPARE(textOf(source, 1), std::string("{\"a\":1}\n"));
    }

    void eachMessageIsOneLine()
    {
        const std::stop_source stop;
        Publisher publisher(m_broker.address());
        publisher.makeExchange();
        CelerySource source(m_broker.address(), stop.get_token(), m_news.sender());
        QCOMPARE(source.next(100 * kMsInNs), What::Silence);
        publisher.publish("[{},\n{}]");
        publisher.publish("{\"größe\":1}");
        publisher.publish("");
        publisher.publish("{}");
        const std::string all = "[{}, {}]\n{\"größe\":1}\n\n{}\n";
        QCOMPARE(textOf(source, all.size()), all);
    }

    void whatTheBrokerDropsIsSaid()
    {
        constexpr int kMessages = 4 * int(CelerySource::kMostKept);
        const std::stop_source stop;
        Publisher publisher(m_broker.address());
        publisher.makeExchange();
        CelerySource source(m_broker.address(), stop.get_token(), m_news.sender());
        QCOMPARE(source.next(100 * kMsInNs), What::Silence);
        // Nobody reads meanwhile.
        const QByteArray body = "{\"a\":\"" + QByteArray(1000, 'x') + "\"}";
        for (int i = 0; i < kMessages; ++i)
            publisher.publish(body);
        publisher.publish("{\"last\":1}");
        bool isSaid = false;
        std::string text;
        while (!text.ends_with("{\"last\":1}\n") || !isSaid) {
            const What what = source.next(kLongNs);
            if (what == What::Bytes)
                text += source.bytes();
            isSaid = isSaid || what == What::Missed;
            QVERIFY(what == What::Bytes || what == What::Missed);
        }
        QVERIFY(source.problem().isEmpty());
        const auto lines = std::count(text.begin(), text.end(), '\n');
        QVERIFY2(lines < kMessages && lines > CelerySource::kMostKept,
                 qPrintable(QString::number(lines)));
    }

    void aStopEndsItAtOnce()
    {
        std::stop_source stop;
        Publisher(m_broker.address()).makeExchange();
        CelerySource source(m_broker.address(), stop.get_token(), m_news.sender());
        QCOMPARE(source.next(100 * kMsInNs), What::Silence);
        std::jthread stopper([&stop] { stop.request_stop(); });
        QCOMPARE(source.next(std::nullopt), What::End);
    }

    void nothingOfItIsLeftAtTheBroker()
    {
        Publisher publisher(m_broker.address());
        publisher.makeExchange();
        {
            const std::stop_source stop;
            CelerySource source(m_broker.address(), stop.get_token(), m_news.sender());
            QCOMPARE(source.next(100 * kMsInNs), What::Silence);
        }
        // What is published as mandatory comes back where no queue gets it.
        publisher.connection().publish("celeryev", "x", "{}", {.isMandatory = true});
        QVERIFY(std::holds_alternative<PublishReturned>(
            publisher.connection().next(std::chrono::seconds(10))));
    }

    void noBrokerIsAProblemInOneLine()
    {
        BrokerAddress nowhere = m_broker.address();
        nowhere.port = fixtures::freePorts();
        const std::stop_source stop;
        CelerySource source(nowhere, stop.get_token(), m_news.sender());
        QCOMPARE(source.next(std::nullopt), What::Problem);
        QVERIFY2(source.problem().startsWith(QLatin1String("no broker can be reached at")),
                 qPrintable(source.problem()));
    }
};

QTEST_GUILESS_MAIN(TestCelerySource)
#include "tst_celerysource.moc"
