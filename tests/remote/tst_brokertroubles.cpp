// Runs at a broker that is in trouble itself, or whose queues others clear.
#include "remote/brokernames.h"
#include "remote/messages/agentmessages.h"

#include "fixtures/realbroker.h"
#include "fixtures/runsatbroker.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <utility>

using namespace std::chrono_literals;
using fixtures::AgentProcess;
using fixtures::attemptsWithError;
using fixtures::comesTrue;
using fixtures::hasStarted;
using fixtures::RealBroker;
using fixtures::RunAtBroker;
using fixtures::sleepingJobs;
using fixtures::wrongWith;

Q_DECLARE_METATYPE(std::optional<int>)

namespace {

// Somebody else at the broker, who meddles with the runs of others.
class Meddler
{
public:
    explicit Meddler(const BrokerAddress& address)
    {
        auto opened = BrokerConnection::open(address, QStringLiteral("meddler"), m_waker, {});
        m_connection = std::move(std::get<std::unique_ptr<BrokerConnection>>(opened));
        if (m_connection->declareExchange(brokernames::kToAgents, "fanout", true))
            qFatal("no exchange");
        const auto queue = m_connection->declareQueue({}, {.isExclusive = true});
        if (m_connection->bindQueue(std::get<QByteArray>(queue), brokernames::kToAgents, {}) ||
            m_connection->consumeUnacknowledged(std::get<QByteArray>(queue), "offers"))
            qFatal("no offers");
    }

    // The run that is offered next; nothing where none is within 10 s.
    std::optional<quint64> nextRun() const
    {
        for (;;) {
            const BrokerEvent event = m_connection->next(10s);
            if (std::holds_alternative<Silence>(event))
                return std::nullopt;
            if (const auto* const message = std::get_if<BrokerMessage>(&event)) {
                const auto offer = messages::decoded<OfferMessage>(message->body);
                if (const auto* const of = std::get_if<OfferMessage>(&offer))
                    return of->run;
            }
        }
    }
    BrokerConnection& connection() const { return *m_connection; }

private:
    const Waker m_waker;
    std::unique_ptr<BrokerConnection> m_connection;
};

} // namespace

class TestBrokerTroubles : public QObject
{
    Q_OBJECT

private:
    // Agents forget a run of which they have heard nothing for 10 s, and a run gives up agents
    // sooner.
    static constexpr qint64 kLongNs = 12'000'000'000;
    // Jobs that are not done before a slow machine has raised an alarm.
    static constexpr int kMany = 400;

    // Whether nothing of the run begins or ends for that long.
    static bool standsStill(const RunAtBroker& run, qint64 forNs)
    {
        return QTest::qWaitFor(
            [&] {
                return monotonicNs() - *run.timeline.beganAtNs() - run.timeline.lastNs() > forNs;
            },
            40'000);
    }

    bool raise(const QString& alarm)
    {
        m_alarm = alarm;
        return alarm == QLatin1String("memory")
                   ? m_broker.control(
                         {QStringLiteral("set_vm_memory_high_watermark"), QStringLiteral("0")})
                   : m_broker.control(
                         {QStringLiteral("set_disk_free_limit"), QStringLiteral("100000GB")});
    }
    // Asking the broker takes some seconds: it is not asked in vain.
    bool endAlarm()
    {
        if (m_alarm.isEmpty())
            return true;
        const bool isOver =
            m_alarm == QLatin1String("memory")
                ? m_broker.control(
                      {QStringLiteral("set_vm_memory_high_watermark"), QStringLiteral("0.4")})
                : m_broker.control({QStringLiteral("set_disk_free_limit"), QStringLiteral("50MB")});
        if (isOver)
            m_alarm.clear();
        return isOver;
    }

    RealBroker m_broker;
    QString m_alarm; // that is raised; empty without one

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_broker.start()); }
    void cleanupTestCase() { m_broker.stop(); }
    void cleanup() { QVERIFY(endAlarm()); }

    void aBrokerThatIsShortHoldsARunUpAndLosesNothing_data()
    {
        QTest::addColumn<QString>("alarm");
        QTest::newRow("memory") << QStringLiteral("memory");
        QTest::newRow("disk") << QStringLiteral("disk");
    }
    void aBrokerThatIsShortHoldsARunUpAndLosesNothing()
    {
        QFETCH(QString, alarm);
        AgentProcess agent(m_broker.address(), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(kMany, 100ms));
        QVERIFY(hasStarted(run, 5));
        QVERIFY(raise(alarm));
        QVERIFY(run.isHeldUpBy("short of memory or disk"));
        QVERIFY(standsStill(run, kLongNs));
        QVERIFY(!run.isOver());
        QVERIFY(endAlarm());
        AgentProcess others(m_broker.address(), 20); // for the rest
        QCOMPARE(wrongWith(run, kMany), QString());
        QVERIFY2(run.outcome().message.contains(QLatin1String("short of memory or disk")),
                 qPrintable(run.outcome().message));
        // Nobody was lost, though nobody could tell anything.
        QCOMPARE(attemptsWithError(run.timeline, "worker was lost"), 0);
        QCOMPARE(run.timeline.counts().retried, std::size_t(0));
    }

    void jobsThatOutlastTheAlarmAreNotBegunAgain()
    {
        AgentProcess agent(m_broker.address(), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(4, 20s));
        QVERIFY(hasStarted(run, 2));
        QVERIFY(raise(QStringLiteral("memory")));
        QVERIFY(standsStill(run, kLongNs));
        QVERIFY(endAlarm());
        QVERIFY(QTest::qWaitFor([&] { return run.timeline.counts().finished == 2; }, 30'000));
        QCOMPARE(run.timeline.counts().retried, std::size_t(0));
    }

    void jobsThatComeDuringTheAlarmWaitForItsEnd()
    {
        AgentProcess agent(m_broker.address(), 2);
        QVERIFY(agent.isConnected());
        RunSettings settings = sleepingJobs(160, 1ms);
        settings.arrival.kind = ArrivalKind::Every;
        settings.arrival.every = 100ms;
        RunAtBroker run(m_broker.address(), settings);
        QVERIFY(hasStarted(run, 3));
        QVERIFY(raise(QStringLiteral("memory")));
        QVERIFY(run.isHeldUpBy("short of memory or disk"));
        QVERIFY(comesTrue([&] { return run.timeline.blocked().startedCount() == 1; }));
        QVERIFY(!run.isOver());
        QVERIFY(endAlarm());
        QCOMPARE(wrongWith(run, 160), QString());
        QCOMPARE(run.timeline.blocked().finishedCount(), std::size_t(1));
    }

    void anAgentThatIsToldToEndDuringTheAlarmEnds()
    {
        AgentProcess one(m_broker.address(), 1);
        AgentProcess other(m_broker.address(), 1);
        QVERIFY(one.isConnected() && other.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(kMany, 200ms));
        QVERIFY(hasStarted(run, 4));
        QVERIFY(raise(QStringLiteral("memory")));
        QVERIFY(run.isHeldUpBy("short of memory or disk"));
        one.signal(SIGTERM);
        QVERIFY(one.ends());
        QVERIFY(endAlarm());
        AgentProcess others(m_broker.address(), 20); // for the rest
        QCOMPARE(wrongWith(run, kMany), QString());
    }

    void aStopEndsAllJobsDuringTheAlarm_data()
    {
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("that the run has just not noticed") << false;
        QTest::newRow("that the run knows of") << true;
    }
    void aStopEndsAllJobsDuringTheAlarm()
    {
        QFETCH(bool, isKnown);
        const QTemporaryDir folder;
        AgentProcess agent(m_broker.address(), 1,
                           {QStringLiteral("--allow"), QStringLiteral("command:/bin/sh")});
        QVERIFY(agent.isConnected());
        RunSettings settings = sleepingJobs(3, 0ns);
        settings.jobs.work = WorkKind::Command;
        settings.jobs.command =
            QStringLiteral("sh -c 'echo $$ > %1/{n}; exec sleep 600'").arg(folder.path());
        RunAtBroker run(m_broker.address(), settings);
        const pid_t job = fixtures::processIn(folder.filePath(QStringLiteral("1")));
        QVERIFY(hasStarted(run, 1));
        QVERIFY(raise(QStringLiteral("memory")));
        if (isKnown)
            QVERIFY(run.isHeldUpBy("short of memory or disk"));
        QElapsedTimer timer;
        timer.start();
        run.stop();
        QVERIFY(run.outcome().state == RunState::Stopped);
        const qint64 ms = timer.elapsed();
        QVERIFY2(ms < (isKnown ? 1'500 : 8'000), qPrintable(QString::number(ms)));
        QCOMPARE(run.outcome().jobsCancelled, qint64(1));
        QVERIFY(fixtures::ends(job));
        // The agent serves the next one.
        QVERIFY(endAlarm());
        settings.jobs.command = QStringLiteral("sh -c 'exit 0' {n}");
        RunAtBroker next(m_broker.address(), settings);
        QCOMPARE(wrongWith(next, 3), QString());
    }

    void aRunThatCannotBeginDuringTheAlarmSaysSo()
    {
        AgentProcess agent(m_broker.address(), 1);
        QVERIFY(agent.isConnected());
        QVERIFY(raise(QStringLiteral("memory")));
        RunAtBroker run(m_broker.address(), sleepingJobs(1, 0ns));
        QVERIFY(run.outcome().state == RunState::Failed);
        QVERIFY2(run.outcome().message.contains(QLatin1String("short of memory or disk")),
                 qPrintable(run.outcome().message));
    }

    void jobsThatSomebodyHasThrownAwayAreSentAgain_data()
    {
        QTest::addColumn<std::optional<int>>("capacity");
        QTest::newRow("from a queue that takes all") << std::optional<int>();
        QTest::newRow("from a queue that takes some") << std::optional(3);
    }
    void jobsThatSomebodyHasThrownAwayAreSentAgain()
    {
        QFETCH(std::optional<int>, capacity);
        const Meddler meddler(m_broker.address());
        AgentProcess agent(m_broker.address(), 1);
        QVERIFY(agent.isConnected());
        RunSettings settings = sleepingJobs(12, 100ms);
        settings.pool.capacity = capacity;
        RunAtBroker run(m_broker.address(), settings);
        QVERIFY(hasStarted(run, 3));
        const auto id = meddler.nextRun();
        QVERIFY(id);
        const auto thrown = meddler.connection().purgeQueue(brokernames::jobsOf(*id));
        QVERIFY(std::get<qint64>(thrown) > 0);
        QCOMPARE(wrongWith(run, 12), QString());
        QCOMPARE(run.timeline.counts().retried, std::size_t(0));
    }

    void aRunWhoseJobsQueueIsDeletedLosesNoJob()
    {
        const Meddler meddler(m_broker.address());
        AgentProcess agent(m_broker.address(), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(20, 100ms));
        QVERIFY(hasStarted(run, 4));
        const auto id = meddler.nextRun();
        QVERIFY(id && !meddler.connection().deleteQueue(brokernames::jobsOf(*id)));
        QCOMPARE(wrongWith(run, 20), QString());
    }

    void aRunWhoseResultsQueueIsDeletedFailsWithThat()
    {
        const Meddler meddler(m_broker.address());
        AgentProcess agent(m_broker.address(), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker run(m_broker.address(), sleepingJobs(20, 100ms));
        QVERIFY(hasStarted(run, 4));
        const auto id = meddler.nextRun();
        QVERIFY(id && !meddler.connection().deleteQueue(brokernames::resultsOf(*id)));
        QVERIFY(run.outcome().state == RunState::Failed);
        QVERIFY2(run.outcome().message.contains(QLatin1String("deleted the queues")),
                 qPrintable(run.outcome().message));
    }
};

QTEST_GUILESS_MAIN(TestBrokerTroubles)
#include "tst_brokertroubles.moc"
