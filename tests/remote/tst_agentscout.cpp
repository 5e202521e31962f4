#include "remote/agentscout.h"

#include "fixtures/agents.h"
#include "fixtures/realbroker.h"

#include <QTest>

using fixtures::AgentProcess;

namespace {

// Somebody who looks for agents, on a thread of its own.
class Looking
{
public:
    explicit Looking(const BrokerAddress& broker)
        : m_thread([broker, sender = m_news.sender()](const std::stop_token& stop) {
            AgentScout(broker, stop, sender).run();
        })
    {
    }

    // Whether what is known of agents becomes so, within 20 s.
    bool see(const std::function<bool(const AgentsThere&)>& isSo)
    {
        using namespace std::chrono_literals;
        const auto until = std::chrono::steady_clock::now() + 20s;
        while (!isSo(now)) {
            auto news = m_receiver.receiveUntil(until);
            if (!news)
                return false;
            now = std::move(*news);
        }
        return true;
    }

    AgentsThere now;

private:
    const Channel<AgentsThere> m_news{2};
    const Receiver<AgentsThere> m_receiver{m_news.receiver()};
    std::jthread m_thread;
};

} // namespace

class TestAgentScout : public QObject
{
    Q_OBJECT

private:
    fixtures::RealBroker m_broker;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_broker.start()); }
    void cleanupTestCase() { m_broker.stop(); }

    void whereThereIsNoneItIsKnownThatThereIsNone()
    {
        Looking looking(m_broker.address());
        QVERIFY(looking.see([](const AgentsThere& there) { return there.isKnown; }));
        QVERIFY(looking.now.agents.empty());
        QCOMPARE(looking.now.problem, QString());
    }

    void agentsComeAndGo()
    {
        Looking looking(m_broker.address());
        AgentProcess one(m_broker.address(), 3,
                         {QStringLiteral("--name"), QStringLiteral("north")});
        AgentProcess other(m_broker.address(), 1,
                           {QStringLiteral("--name"), QStringLiteral("south")});
        const auto areThere = [](std::size_t count) {
            return [count](const AgentsThere& there) {
                return there.agents.size() == count && there.agents.front().clockErrorNs;
            };
        };
        QVERIFY(looking.see(areThere(2)));
        const AgentThere& north = looking.now.agents.front();
        QCOMPARE(north.hello.host, QStringLiteral("north"));
        QCOMPARE(north.hello.workers, 3);
        QVERIFY(north.hello.cores > 0);
        QVERIFY(!north.hello.allowed.isEmpty());
        QVERIFY(*north.clockErrorNs > 0);
        QVERIFY(*north.clockErrorNs < 1'000'000'000);
        other.signal(SIGTERM);
        QVERIFY(looking.see(areThere(1)));
        one.kill(); // without a word
        QVERIFY(looking.see([](const AgentsThere& there) { return there.agents.empty(); }));
        QVERIFY(looking.now.isKnown);
    }

    void aBrokerThatIsAwayIsSaidAndFoundAgain()
    {
        fixtures::RealBroker broker;
        Looking looking(broker.address());
        QVERIFY(looking.see([](const AgentsThere& there) { return !there.problem.isEmpty(); }));
        QVERIFY(!looking.now.isKnown);
        QVERIFY(broker.start());
        QVERIFY(looking.see([](const AgentsThere& there) { return there.isKnown; }));
        QCOMPARE(looking.now.problem, QString());
        broker.stop();
        QVERIFY(looking.see([](const AgentsThere& there) { return !there.isKnown; }));
        QVERIFY(!looking.now.problem.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestAgentScout)
#include "tst_agentscout.moc"
