// A real Celery at a real broker is watched: the chart shows what its worker logs.
#include "fixtures/folder.h"
#include "fixtures/realbroker.h"
#include "session/runcontroller.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QtTest>

#include <map>
#include <optional>

using fixtures::Folder;
using fixtures::RealBroker;

namespace {

constexpr int kLongMs = 60'000;
constexpr double kMs = 1e6;

// What the worker logs of a task that has ended.
struct Logged
{
    QString name;
    std::optional<double> seconds{};
};

// Celery's program, of which all output is kept.
class Python
{
public:
    Python(const Folder& folder, const RealBroker& broker, const QStringList& arguments)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("BROKER"),
                           QStringLiteral("amqp://guest:guest@127.0.0.1:%1//").arg(broker.port()));
        environment.insert(QStringLiteral("PYTHONPATH"), QStringLiteral(CELERY));
        environment.insert(QStringLiteral("PYTHONUNBUFFERED"), QStringLiteral("1"));
        environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(folder.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
        process.start(QStringLiteral("/usr/bin/python3"), arguments);
    }
    ~Python()
    {
        process.terminate();
        process.waitForFinished(kLongMs);
    }

    bool says(const QByteArray& words)
    {
        // What the event loop has read meanwhile is there already.
        for (output += process.readAll(); !output.contains(words); output += process.readAll()) {
            if (!process.waitForReadyRead(kLongMs)) {
                qWarning("not said: %s in\n%s", words.constData(), output.constData());
                return false;
            }
        }
        return true;
    }

    QProcess process;
    QByteArray output;
};

} // namespace

class TestWatchCelery : public QObject
{
    Q_OBJECT

    Folder m_folder;
    RealBroker m_broker;

    std::unique_ptr<Python> worker()
    {
        return std::make_unique<Python>(
            m_folder, m_broker,
            QStringList{QStringLiteral("-m"), QStringLiteral("celery"), QStringLiteral("-A"),
                        QStringLiteral("tasks"), QStringLiteral("worker"), QStringLiteral("-E"),
                        QStringLiteral("-c"), QStringLiteral("2"), QStringLiteral("-n"),
                        QStringLiteral("w@host"), QStringLiteral("-l"), QStringLiteral("info")});
    }

    static std::map<QString, Logged> loggedBy(const Python& worker)
    {
        static const QRegularExpression line(QStringLiteral(
            "Task (tasks\\.\\w+)\\[([-0-9a-f]+)\\] (succeeded in ([0-9.e-]+)s|raised "
            "unexpected)"));
        std::map<QString, Logged> logged;
        auto matches = line.globalMatch(QString::fromUtf8(worker.output));
        while (matches.hasNext()) {
            const auto match = matches.next();
            Logged& of = logged[match.captured(2)];
            of.name = match.captured(1);
            if (!match.captured(4).isEmpty())
                of.seconds = match.captured(4).toDouble();
        }
        return logged;
    }

    // Of the attempts that ended so, the names of the jobs and how long they took in seconds.
    static std::multimap<QString, double> shownAs(JobStatus status, const RunRecord& record)
    {
        std::multimap<QString, double> shown;
        for (int i = 0; i < record.pool().laneCount(); ++i) {
            const Lane& lane = record.pool().lane(i);
            for (std::size_t k = 0; k < lane.finishedCount(); ++k) {
                const Span span = lane.span(k);
                const auto name = record.plan.inputs.lines->at(std::size_t(span.job.number) - 1);
                if (span.status == status)
                    shown.emplace(QString::fromUtf8(name),
                                  double(*span.endNs - span.startNs) / (1000 * kMs));
            }
        }
        return shown;
    }

    static QStringList namesIn(const std::multimap<QString, double>& shown)
    {
        QStringList names;
        for (const auto& [name, seconds] : shown)
            names += name;
        return names;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!QFile::exists(QStringLiteral("/usr/lib/python3/dist-packages/celery")))
            QSKIP("there is no Celery here (python3-celery)");
        QVERIFY(m_broker.start());
    }

    void theChartShowsWhatTheWorkerLogs()
    {
        RunController controller;
        controller.watch(m_broker.address());
        // Nothing of Celery's is made for it: somebody else does, once.
        QTRY_VERIFY_WITH_TIMEOUT(
            controller.heldUpBy().startsWith(QLatin1String("no Celery with events")), kLongMs);
        const auto celery = worker();
        QVERIFY(celery->says("ready."));
        QTRY_COMPARE_WITH_TIMEOUT(controller.heldUpBy(), QString(), kLongMs);
        const auto record = controller.record();
        const Timeline& pool = record->pool();
        QTRY_VERIFY_WITH_TIMEOUT(pool.beganAtNs(), kLongMs); // there is a worker

        Python sender(m_folder, m_broker, {QStringLiteral(CELERY "/sender.py")});
        QVERIFY(sender.says("\n"));
        QTRY_COMPARE_WITH_TIMEOUT(pool.counts().finished + pool.counts().failed, std::size_t(8),
                                  kLongMs);
        sender.process.write(sender.output.trimmed().replace(' ', '\n') + '\n');
        QTRY_COMPARE_WITH_TIMEOUT(pool.counts().cancelled, std::size_t(1), kLongMs);
        QVERIFY(celery->says("Terminating"));

        QSignalSpy finished(&controller, &RunController::finished);
        controller.stop();
        QVERIFY(finished.wait(kLongMs));

        const auto logged = loggedBy(*celery);
        const auto good = shownAs(JobStatus::Finished, *record);
        QCOMPARE(namesIn(good), QStringList({QStringLiteral("tasks.again")}) +
                                    QStringList(6, QStringLiteral("tasks.good")));
        std::multimap<QString, double> loggedGood;
        for (const auto& [uuid, of] : logged) {
            if (of.seconds)
                loggedGood.emplace(of.name, *of.seconds);
        }
        QCOMPARE(namesIn(loggedGood), namesIn(good));
        // The worker stamps an event when its main process hears of it.
        constexpr double kLateS = 0.2;
        double sum = 0;
        for (const auto& [name, seconds] : good)
            sum += seconds;
        for (const auto& [name, seconds] : loggedGood)
            sum -= seconds;
        QVERIFY2(std::abs(sum) < kLateS * double(good.size()), qPrintable(QString::number(sum)));
        QCOMPARE(namesIn(shownAs(JobStatus::Failed, *record)),
                 QStringList{QStringLiteral("tasks.bad")});
        QCOMPARE(namesIn(shownAs(JobStatus::Retried, *record)),
                 QStringList{QStringLiteral("tasks.again")});
        QCOMPARE(namesIn(shownAs(JobStatus::Cancelled, *record)),
                 QStringList{QStringLiteral("tasks.endless")});
        // Two processes, and never more than one task of each at a time.
        QCOMPARE(pool.laneCount(), 2);
        QCOMPARE(record->origin.laneName(1), QStringLiteral("w@host slot 2"));
        QCOMPARE(record->origin.lanes[1].host, QStringLiteral("w@host"));
        // never was queued and taken back.
        QCOMPARE(pool.queuedCount(), std::size_t(10));
        QCOMPARE(record->origin.notes, QStringList());
    }

    void aBrokerThatGoesAwayIsWaitedForAndSaid()
    {
        RunController controller;
        controller.watch(m_broker.address());
        const auto celery = worker();
        QVERIFY(celery->says("ready."));
        const auto record = controller.record();
        QTRY_VERIFY_WITH_TIMEOUT(record->pool().beganAtNs(), kLongMs);
        m_broker.stop();
        QTRY_VERIFY_WITH_TIMEOUT(
            controller.heldUpBy().startsWith(QLatin1String("no connection since ")), kLongMs);
        QVERIFY(m_broker.start());
        QTRY_COMPARE_WITH_TIMEOUT(controller.heldUpBy(), QString(), kLongMs);
        QSignalSpy finished(&controller, &RunController::finished);
        controller.stop();
        QVERIFY(finished.wait(kLongMs));
        QVERIFY2(record->origin.notes.join(u'\n').startsWith(
                     QLatin1String("there was no connection to the broker from ")),
                 qPrintable(record->origin.notes.join(u'\n')));
    }

    void aStopEndsItWhileTheBrokerIsAway()
    {
        RunController controller;
        controller.watch(m_broker.address());
        const auto celery = worker();
        const auto record = controller.record();
        QTRY_VERIFY_WITH_TIMEOUT(record->pool().beganAtNs(), kLongMs);
        m_broker.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.heldUpBy().isEmpty(), kLongMs);
        QSignalSpy finished(&controller, &RunController::finished);
        controller.stop();
        const bool isOver = finished.wait(kLongMs);
        QVERIFY(m_broker.start());
        QVERIFY(isOver);
    }

    void whatCannotBeWatchedIsSaidInOneLine_data()
    {
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("vhost");
        QTest::addColumn<bool>("isThere");
        QTest::addColumn<QString>("why");
        QTest::newRow("wrong password") << QStringLiteral("s3cret") << QStringLiteral("/") << true
                                        << QStringLiteral("wrong user or password");
        QTest::newRow("no such vhost") << QStringLiteral("guest") << QStringLiteral("none") << true
                                       << QStringLiteral("has no vhost none");
        QTest::newRow("no broker") << QStringLiteral("guest") << QStringLiteral("/") << false
                                   << QStringLiteral("no broker can be reached at 127.0.0.1:");
    }
    void whatCannotBeWatchedIsSaidInOneLine()
    {
        QFETCH(QString, password);
        QFETCH(QString, vhost);
        QFETCH(bool, isThere);
        QFETCH(QString, why);
        BrokerAddress address = m_broker.address();
        address.password = password;
        address.vhost = vhost;
        if (!isThere)
            address.port = fixtures::freePorts();
        RunController controller;
        QSignalSpy finished(&controller, &RunController::finished);
        controller.watch(address);
        QVERIFY(finished.count() > 0 || finished.wait(kLongMs));
        const RunOutcome& outcome = *controller.record()->pool().outcome();
        QCOMPARE(outcome.state, RunState::Failed);
        QVERIFY2(outcome.message.contains(why), qPrintable(outcome.message));
        QVERIFY(!outcome.message.contains(u'\n'));
        QVERIFY(!outcome.message.contains(QLatin1String("s3cret")));
    }
};

QTEST_GUILESS_MAIN(TestWatchCelery)
#include "tst_watchcelery.moc"
