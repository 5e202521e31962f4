// Runs at a real broker, on real agents, to which things happen.
#include "fixtures/realbroker.h"
#include "fixtures/runsatbroker.h"

#include <QTest>

#include <list>
#include <map>
#include <random>

using namespace std::chrono_literals;
using fixtures::AgentProcess;
using fixtures::attemptsWithError;
using fixtures::comesTrue;
using fixtures::hasStarted;
using fixtures::RunAtBroker;
using fixtures::sleepingJobs;
using fixtures::wrongWith;

class TestBrokerRuns : public QObject
{
    Q_OBJECT

private:
    static RunSettings withInHand(int prefetch, RunSettings settings)
    {
        settings.pool.prefetch = prefetch;
        return settings;
    }

    fixtures::RealBroker m_broker;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_broker.start()); }
    void cleanupTestCase() { m_broker.stop(); }

    void jobsRunOnTheWorkersOfAllAgents()
    {
        AgentProcess one(m_broker.address(), 2);
        AgentProcess other(m_broker.address(), 1);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(5, 200ms));
        QCOMPARE(wrongWith(run, 5), QString());
        QCOMPARE(run.timeline.laneCount(), 3);
        QVERIFY(!run.timeline.workersChanged());
        const qint64 ms = *run.timeline.makespanNs() / 1'000'000;
        QVERIFY2(ms >= 400 && ms < 600, qPrintable(QString::number(ms)));
    }

    void agentsOnOneHostAreToldApart()
    {
        AgentProcess one(m_broker.address(), 1);
        AgentProcess other(m_broker.address(), 1);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(4, 50ms));
        QCOMPARE(wrongWith(run, 4), QString());
        QCOMPARE(run.hosts.size(), std::size_t(2));
        QCOMPARE(run.hosts[0].host, run.hosts[1].host);
        QCOMPARE(run.hosts[0].name, run.hosts[0].host);
        QCOMPARE(run.hosts[1].name, run.hosts[0].host + QStringLiteral(" (2)"));
    }

    void manyShortJobsAllArrive()
    {
        AgentProcess agent(m_broker.address(), 4);
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(3'000, 0ns));
        QCOMPARE(wrongWith(run, 3'000), QString());
        QCOMPARE(run.outcome().message, QString());
    }

    void aRunWithoutAgentsSaysSo()
    {
        RunAtBroker run(m_broker.address(), sleepingJobs(1, 0ns));
        QVERIFY(run.outcome().state == RunState::Failed);
        QVERIFY2(run.outcome().message.contains(QLatin1String("no agent serves runs")),
                 qPrintable(run.outcome().message));
    }

    void anAgentThatRefusesSaysWhy()
    {
        AgentProcess agent(m_broker.address(), 1,
                           {QStringLiteral("--allow"), QStringLiteral("cpu")});
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(1, 0ns));
        QVERIFY2(run.outcome().message.contains(QLatin1String("not allowed")),
                 qPrintable(run.outcome().message));
    }

    void aFullQueueBlocksTheSender()
    {
        AgentProcess agent(m_broker.address(), 1);
        QVERIFY(agent.isConnected());
        RunSettings settings = sleepingJobs(8, 20ms);
        settings.pool.capacity = 2;
        RunAtBroker run(m_broker.address(), settings);
        QCOMPARE(wrongWith(run, 8), QString());
        QVERIFY(run.timeline.blocked().finishedCount() > 0);
    }

    void failedJobsAreTriedAgainAndCounted()
    {
        AgentProcess agent(m_broker.address(), 2);
        QVERIFY(agent.isConnected());
        RunSettings settings = sleepingJobs(40, 1ms);
        settings.jobs.failRate = 0.5;
        settings.jobs.retries = 1;
        RunAtBroker run(m_broker.address(), settings);
        const RunOutcome& outcome = run.outcome();
        QVERIFY(outcome.state == RunState::Finished);
        QVERIFY(outcome.jobsFailed > 0 && outcome.jobsFailed < 40);
        QCOMPARE(run.timeline.counts().failed, std::size_t(outcome.jobsFailed));
        QVERIFY(run.timeline.counts().retried > 0);
        QCOMPARE(run.timeline.jobsStarted(), std::size_t(40));
    }

    void anAgentKilledInMidRunLosesNoJob()
    {
        AgentProcess one(m_broker.address(), 2);
        AgentProcess other(m_broker.address(), 2);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(24, 100ms));
        QVERIFY(hasStarted(run, 6));
        one.kill();
        QCOMPARE(wrongWith(run, 24), QString());
        // Seen as a bar, unless it had only just begun.
        QVERIFY2(run.outcome().message.contains(QLatin1String("lost their worker")),
                 qPrintable(run.outcome().message));
        QVERIFY(run.timeline.workersChanged());
    }

    void aJobThatLosesItsWorkerThreeTimesHasFailed()
    {
        std::map<QString, AgentProcess> agents;
        for (const QString& name :
             {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}) {
            const QStringList named{QStringLiteral("--name"), name};
            agents.try_emplace(name, m_broker.address(), 1, named);
            QVERIFY(agents.at(name).isConnected());
        }
        RunAtBroker run(m_broker.address(), sleepingJobs(1, 60s));
        for (std::size_t attempt = 1; attempt <= 3; ++attempt) {
            QVERIFY2(hasStarted(run, attempt), qPrintable(QString::number(attempt)));
            agents.at(run.busyHost()).kill();
        }
        QCOMPARE(run.outcome().jobsFailed, qint64(1));
        QVERIFY(run.outcome().state == RunState::Finished);
        QCOMPARE(attemptsWithError(run.timeline, "was lost 3 times"), 1);
    }

    void anAgentThatIsToldToEndGivesItsJobsBack()
    {
        AgentProcess one(m_broker.address(), 1);
        AgentProcess other(m_broker.address(), 1);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(8, 200ms));
        QVERIFY(hasStarted(run, 2));
        one.signal(SIGTERM);
        QVERIFY(one.ends());
        QCOMPARE(wrongWith(run, 8), QString());
        QCOMPARE(attemptsWithError(run.timeline, "worker was lost"), 0);
    }

    void anAgentMayComeWhileItRuns()
    {
        AgentProcess one(m_broker.address(), 1);
        QVERIFY(one.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(30, 100ms));
        QVERIFY(hasStarted(run, 1));
        AgentProcess other(m_broker.address(), 2);
        QVERIFY(comesTrue([&] { return run.timeline.laneCount() == 3; }));
        QCOMPARE(wrongWith(run, 30), QString());
        QVERIFY(run.timeline.lane(2).finishedCount() > 0);
    }

    void stopEndsAllJobsBeforeTheyAreGivenUp()
    {
        AgentProcess agent(m_broker.address(), 3);
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(50, 60s));
        QVERIFY(hasStarted(run, 3));
        QElapsedTimer timer;
        timer.start();
        run.stop();
        const RunOutcome& outcome = run.outcome();
        QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(outcome.state == RunState::Stopped);
        QCOMPARE(outcome.jobsCancelled, qint64(3));
        QVERIFY(agent.says("is over"));
    }

    void aPauseLetsNoJobBegin()
    {
        AgentProcess agent(m_broker.address(), 1);
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(20, 50ms));
        QVERIFY(hasStarted(run, 2));
        run.command(PoolCommand::Kind::Pause);
        QVERIFY(comesTrue([&] { return run.timeline.pauses().startedCount() == 1; }));
        // The one in hand ends; afterwards nothing begins for as long as several would take.
        QVERIFY(comesTrue([&] {
            return run.timeline.startedCount() == run.timeline.finishedCount() &&
                   monotonicNs() - *run.timeline.beganAtNs() - run.timeline.lastNs() > 300'000'000;
        }));
        QVERIFY(run.timeline.startedCount() < 20);
        run.command(PoolCommand::Kind::Resume);
        QCOMPARE(wrongWith(run, 20), QString());
    }

    void aPauseLetsNoJobBeginThatAWorkerHasInHand()
    {
        AgentProcess agent(m_broker.address(), 1);
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_broker.address(), withInHand(10, sleepingJobs(20, 50ms)));
        QVERIFY(hasStarted(run, 2));
        run.command(PoolCommand::Kind::Pause);
        QVERIFY(comesTrue([&] { return run.timeline.pauses().startedCount() == 1; }));
        QVERIFY(comesTrue([&] {
            return run.timeline.startedCount() == run.timeline.finishedCount() &&
                   monotonicNs() - *run.timeline.beganAtNs() - run.timeline.lastNs() > 300'000'000;
        }));
        QVERIFY(run.timeline.startedCount() < 20);
        run.command(PoolCommand::Kind::Resume);
        QCOMPARE(wrongWith(run, 20), QString());
    }

    void manyJobsInHandAllArriveAndTheirOrderIsSaid()
    {
        AgentProcess one(m_broker.address(), 2);
        AgentProcess other(m_broker.address(), 2);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(m_broker.address(), withInHand(25, sleepingJobs(4'000, 0ns)));
        QCOMPARE(wrongWith(run, 4'000), QString());
        QVERIFY2(run.outcome().message.contains(
                     QLatin1String("with 25 jobs in hand at a worker, jobs that began after one")),
                 qPrintable(run.outcome().message));
    }

    void jobsInHandOfAKilledAgentAreDoneByAnother()
    {
        AgentProcess one(m_broker.address(), 2);
        AgentProcess other(m_broker.address(), 2);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(m_broker.address(), withInHand(20, sleepingJobs(200, 10ms)));
        QVERIFY(hasStarted(run, 10));
        one.kill();
        QCOMPARE(wrongWith(run, 200), QString());
        // Two were in work: what was only in hand has lost nothing.
        QVERIFY(attemptsWithError(run.timeline, "was lost") <= 2);
    }

    void aJobThatIsOnlyInHandLosesNoWorker()
    {
        RunAtBroker run(m_broker.address(), withInHand(20, sleepingJobs(3, 60s)));
        for (std::size_t attempt = 1; attempt <= 3; ++attempt) {
            AgentProcess agent(m_broker.address(), 1);
            QVERIFY2(hasStarted(run, attempt), qPrintable(QString::number(attempt)));
            agent.kill();
        }
        AgentProcess last(m_broker.address(), 1);
        QVERIFY(hasStarted(run, 4));
        run.stop();
        QCOMPARE(run.outcome().jobsFailed, qint64(1));
        QVERIFY2(
            run.outcome().message.contains(QLatin1String("attempts that lost their worker: 3")),
            qPrintable(run.outcome().message));
    }

    void anAgentThatIsToldToEndGivesBackWhatIsInHand()
    {
        AgentProcess one(m_broker.address(), 1);
        AgentProcess other(m_broker.address(), 1);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(m_broker.address(), withInHand(10, sleepingJobs(40, 50ms)));
        QVERIFY(hasStarted(run, 2));
        one.signal(SIGTERM);
        QVERIFY(one.ends());
        QCOMPARE(wrongWith(run, 40), QString());
        QCOMPARE(attemptsWithError(run.timeline, "worker was lost"), 0);
    }

    void twoRunsWithManyJobsInHandShareTheAgents()
    {
        AgentProcess agent(m_broker.address(), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker one(m_broker.address(), withInHand(20, sleepingJobs(40, 20ms)));
        QVERIFY(hasStarted(one, 1));
        RunAtBroker other(m_broker.address(), withInHand(20, sleepingJobs(40, 20ms)));
        QCOMPARE(wrongWith(one, 40), QString());
        QCOMPARE(wrongWith(other, 40), QString());
    }

    void twoRunsShareTheAgentsOfABroker()
    {
        AgentProcess agent(m_broker.address(), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker one(m_broker.address(), sleepingJobs(20, 20ms));
        RunAtBroker other(m_broker.address(), sleepingJobs(20, 20ms));
        QCOMPARE(wrongWith(one, 20), QString());
        QCOMPARE(wrongWith(other, 20), QString());
    }

    void aFrozenAgentIsGivenUpAndItsResultCountedOnce()
    {
        AgentProcess one(m_broker.address(), 1);
        AgentProcess other(m_broker.address(), 1);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(12, 1s));
        QVERIFY(hasStarted(run, 2));
        one.signal(SIGSTOP);
        QVERIFY(comesTrue([&] { return attemptsWithError(run.timeline, "worker was lost") > 0; }));
        one.signal(SIGCONT);
        QCOMPARE(wrongWith(run, 12), QString());
    }

    void aBrokerThatRestartsLosesNoJob()
    {
        AgentProcess one(m_broker.address(), 2);
        AgentProcess other(m_broker.address(), 2);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(60, 100ms));
        QVERIFY(hasStarted(run, 8));
        m_broker.stop();
        QVERIFY(m_broker.start());
        QCOMPARE(wrongWith(run, 60), QString());
        QVERIFY2(run.outcome().message.contains(QLatin1String("the broker was away")),
                 qPrintable(run.outcome().message));
    }

    void agentsKilledAtRandomMomentsLoseNoJob()
    {
        bool isNumber = false;
        const int asked = qEnvironmentVariableIntValue("POOLSCOPE_CHAOS_ROUNDS", &isNumber);
        for (int seed = 1; seed <= (isNumber ? asked : 5); ++seed) {
            std::mt19937 random{std::mt19937::result_type(seed)};
            std::list<AgentProcess> agents;
            for (int i = 0; i < 3; ++i)
                QVERIFY(agents.emplace_back(m_broker.address(), 2).isConnected());
            const int count = 40 + int(random() % 100);
            const int prefetch = seed % 2 ? 1 : 1 + int(random() % 20);
            RunAtBroker run(m_broker.address(),
                            withInHand(prefetch, sleepingJobs(count, std::chrono::milliseconds(
                                                                         random() % 30))));
            for (int kills = 0; kills < 2; ++kills) {
                const std::size_t moment = random() % std::size_t(count);
                comesTrue([&] { return run.isOver() || run.timeline.startedCount() >= moment; });
                agents.front().kill();
                agents.pop_front();
            }
            const QString wrong = wrongWith(run, count);
            QVERIFY2(wrong.isEmpty(),
                     qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(wrong)));
        }
    }
};

QTEST_GUILESS_MAIN(TestBrokerRuns)
#include "tst_brokerruns.moc"
