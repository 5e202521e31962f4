// Runs and agents that come to their broker by a network that cuts, stalls and delays.
#include "fixtures/realbroker.h"
#include "fixtures/runsatbroker.h"
#include "fixtures/slowproxy.h"

#include <QTest>

#include <iterator>
#include <list>
#include <optional>
#include <random>

using namespace std::chrono_literals;
using fixtures::AgentProcess;
using fixtures::attemptsWithError;
using fixtures::comesTrue;
using fixtures::hasStarted;
using fixtures::RealBroker;
using fixtures::RunAtBroker;
using fixtures::sleepingJobs;
using fixtures::SlowProxy;
using fixtures::wrongWith;

class TestBrokerNetwork : public QObject
{
    Q_OBJECT

private:
    static qint64 msOf(std::chrono::nanoseconds time)
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
    }

    RealBroker m_broker;
    // Asks for a sign of life so often that it is soon seen that none comes.
    RealBroker m_hastyBroker{QStringLiteral("heartbeat = 2")};

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_broker.start());
        QVERIFY(m_hastyBroker.start());
    }
    void cleanupTestCase()
    {
        m_broker.stop();
        m_hastyBroker.stop();
    }

    void aRunWhoseConnectionIsCutAgainAndAgainLosesNoJob()
    {
        SlowProxy network(m_broker.address());
        AgentProcess agent(m_broker.address(), 3);
        QVERIFY(agent.isConnected());
        RunAtBroker run(network.address(), sleepingJobs(60, 60ms));
        for (const std::size_t moment : {5U, 20U, 40U}) {
            QVERIFY(hasStarted(run, moment));
            const int before = network.connections();
            network.cut();
            QVERIFY(comesTrue([&] { return network.connections() > before; }));
        }
        QCOMPARE(wrongWith(run, 60), QString());
        QVERIFY2(run.outcome().message.contains(QLatin1String("the broker was away")),
                 qPrintable(run.outcome().message));
    }

    void anAgentWhoseConnectionIsCutAgainAndAgainLosesNoJob()
    {
        SlowProxy network(m_broker.address());
        AgentProcess agent(network.address(), 3);
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(60, 60ms));
        for (const std::size_t moment : {5U, 20U, 40U}) {
            QVERIFY(hasStarted(run, moment));
            const int before = network.connections();
            network.cut();
            QVERIFY(comesTrue([&] { return network.connections() > before; }));
        }
        QCOMPARE(wrongWith(run, 60), QString());
    }

    void bothSidesMayBeCutAtOnce()
    {
        SlowProxy network(m_broker.address());
        AgentProcess one(network.address(), 2);
        AgentProcess other(network.address(), 2);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(network.address(), sleepingJobs(80, 40ms));
        for (const std::size_t moment : {6U, 40U}) {
            QVERIFY(hasStarted(run, moment));
            network.cut();
        }
        QCOMPARE(wrongWith(run, 80), QString());
    }

    void aRunWhoseConnectionStallsNoticesThat()
    {
        SlowProxy network(m_hastyBroker.address());
        AgentProcess agent(m_hastyBroker.address(), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker run(network.address(), sleepingJobs(20, 100ms));
        QVERIFY(hasStarted(run, 5));
        const int before = network.connections();
        network.stall();
        QVERIFY(run.isHeldUpBy("no longer answers"));
        QVERIFY(comesTrue([&] { return network.connections() > before; }));
        QCOMPARE(wrongWith(run, 20), QString());
        QVERIFY2(run.outcome().message.contains(QLatin1String("the broker was away")),
                 qPrintable(run.outcome().message));
    }

    void anAgentWhoseConnectionStallsNoticesThat()
    {
        SlowProxy network(m_hastyBroker.address());
        AgentProcess agent(network.address(), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_hastyBroker.address(), sleepingJobs(20, 100ms));
        QVERIFY(hasStarted(run, 5));
        network.stall();
        QVERIFY(agent.says("no longer answers"));
        QVERIFY(agent.isConnected());
        QCOMPARE(wrongWith(run, 20), QString());
    }

    // Agents give a run up of which they hear nothing for that long, and take its offer anew.
    void aStallThatOutlastsTheLeaseLosesNoJob()
    {
        SlowProxy network(m_broker.address());
        AgentProcess agent(m_broker.address(), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker run(network.address(), sleepingJobs(30, 100ms));
        QVERIFY(hasStarted(run, 10));
        network.stall();
        QVERIFY(agent.says("is over"));
        QCOMPARE(wrongWith(run, 30), QString());
        QCOMPARE(network.connections(), 2);
    }

    void jobsGoOnElsewhereWhileAnAgentStalls()
    {
        SlowProxy network(m_broker.address());
        AgentProcess one(network.address(), 1);
        AgentProcess other(m_broker.address(), 1);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(20, 100ms));
        QVERIFY(hasStarted(run, 6));
        network.stall();
        QCOMPARE(wrongWith(run, 20), QString());
    }

    void aStopEndsAllJobsThoughTheConnectionStalls()
    {
        SlowProxy network(m_broker.address());
        AgentProcess agent(m_broker.address(), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker run(network.address(), sleepingJobs(10, 60s));
        QVERIFY(hasStarted(run, 2));
        network.stall();
        QElapsedTimer timer;
        timer.start();
        run.stop();
        QVERIFY(agent.says("is over"));
        QVERIFY(run.outcome().state == RunState::Stopped);
        QVERIFY2(timer.elapsed() < 8'000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(run.outcome().jobsCancelled, qint64(2));
    }

    void aStopEndsAllJobsWhileTheRunHasNoConnection()
    {
        std::optional<SlowProxy> network(m_broker.address());
        AgentProcess agent(m_broker.address(), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker run(network->address(), sleepingJobs(10, 60s));
        QVERIFY(hasStarted(run, 2));
        network->stall();
        network->cut();
        QElapsedTimer timer;
        timer.start();
        run.stop();
        QVERIFY(agent.says("is over"));
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(run.outcome().state == RunState::Stopped);
    }

    void connectionsCutAtRandomMomentsLoseNoJob()
    {
        bool isNumber = false;
        const int asked = qEnvironmentVariableIntValue("POOLSCOPE_CHAOS_ROUNDS", &isNumber);
        for (int seed = 1; seed <= (isNumber ? asked : 5); ++seed) {
            std::mt19937 random{std::mt19937::result_type(seed)};
            std::list<SlowProxy> networks;
            for (int i = 0; i < 3; ++i)
                networks.emplace_back(m_broker.address());
            AgentProcess one(networks.front().address(), 2);
            AgentProcess other(std::next(networks.begin())->address(), 2);
            QVERIFY(one.isConnected() && other.isConnected());
            const int count = 100 + int(random() % 100);
            RunAtBroker run(networks.back().address(),
                            sleepingJobs(count, std::chrono::milliseconds(random() % 30)));
            for (int cuts = 0; cuts < 6; ++cuts) {
                const std::size_t moment = random() % std::size_t(count);
                const auto whose = std::next(networks.begin(), std::ptrdiff_t(random() % 3));
                comesTrue([&] { return run.isOver() || run.timeline.startedCount() >= moment; });
                whose->cut();
            }
            const QString wrong = wrongWith(run, count);
            QVERIFY2(wrong.isEmpty(),
                     qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(wrong)));
        }
    }

    // A program that writes to a connection that takes nothing more does not wait for ever.
    void whatIsPublishedIntoAStallHoldsNobodyUp()
    {
        SlowProxy network(m_hastyBroker.address());
        const Waker waker;
        const auto opened =
            BrokerConnection::open(network.address(), QStringLiteral("test"), waker, {});
        const auto* const connection = std::get_if<std::unique_ptr<BrokerConnection>>(&opened);
        QVERIFY(connection);
        network.stall();
        const QByteArray body(1 << 20, 'x');
        QElapsedTimer timer;
        for (timer.start(); !(*connection)->isLost() && timer.elapsed() < 60'000;)
            (*connection)->publish({}, "nobody", body);
        QVERIFY((*connection)->isLost());
        QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
    }

    void aStopEndsAllJobsBeforeTheyAreGivenUpThoughTheNetworkIsSlow()
    {
        constexpr auto kDelay = 50ms;
        SlowProxy network(m_broker.address());
        AgentProcess agent(network.address(), 3);
        QVERIFY(agent.isConnected());
        RunAtBroker run(network.address(), sleepingJobs(50, 60s));
        QVERIFY(hasStarted(run, 3));
        network.delay(kDelay, kDelay);
        QElapsedTimer timer;
        timer.start();
        run.stop();
        QVERIFY(agent.says("is over"));
        // From the run to the broker, from there to the agent.
        QVERIFY2(timer.elapsed() < 2'000 + msOf(4 * kDelay),
                 qPrintable(QString::number(timer.elapsed())));
        QVERIFY(run.outcome().state == RunState::Stopped);
        QCOMPARE(run.outcome().jobsCancelled, qint64(3));
    }

    void aNetworkThatIsSlowLosesNothing()
    {
        SlowProxy network(m_broker.address());
        network.delay(50ms, 50ms);
        AgentProcess one(network.address(), 2);
        AgentProcess other(network.address(), 1);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(network.address(), sleepingJobs(12, 200ms));
        QCOMPARE(wrongWith(run, 12), QString());
        QCOMPARE(run.outcome().message, QString());
    }
};

QTEST_GUILESS_MAIN(TestBrokerNetwork)
#include "tst_brokernetwork.moc"
