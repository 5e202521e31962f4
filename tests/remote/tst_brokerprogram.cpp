// The program with a broker, as a person types it.
#include "fixtures/processes.h"
#include "fixtures/realbroker.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

namespace {

QString program()
{
    return qEnvironmentVariable("POOLSCOPE");
}

struct Ended
{
    int status;
    QString out;
    QString errors;
};

} // namespace

class TestBrokerProgram : public QObject
{
    Q_OBJECT

private:
    QString url(const char* user = "") const
    {
        return QLatin1String("amqp://") + QLatin1String(user) + QLatin1String("127.0.0.1:") +
               QString::number(m_broker.port());
    }

    static Ended run(const QStringList& arguments)
    {
        QProcess process;
        process.start(program(), arguments);
        if (!process.waitForFinished(60'000))
            process.kill();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    struct End
    {
        void operator()(QProcess* process) const
        {
            process->kill();
            process->waitForFinished();
            delete process;
        }
    };
    using Agent = std::unique_ptr<QProcess, End>;

    // An agent that is connected.
    Agent agent(const QStringList& more = {}) const
    {
        Agent process(new QProcess);
        process->start(program(),
                       QStringList{QStringLiteral("worker"), QStringLiteral("--broker"), url(),
                                   QStringLiteral("--workers"), QStringLiteral("2")} +
                           more);
        return says(*process, "connected to") ? std::move(process) : nullptr;
    }

    static bool says(QProcess& process, const char* words)
    {
        QByteArray said;
        while (!said.contains(words)) {
            if (!process.waitForReadyRead(30'000))
                return false;
            said += process.readAllStandardOutput();
        }
        return true;
    }

    fixtures::RealBroker m_broker;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(!program().isEmpty(), "POOLSCOPE names the program");
        QVERIFY(m_broker.start());
    }
    void cleanupTestCase() { m_broker.stop(); }

    void headlessPrintsTheArticlesOutput()
    {
        const auto worker = agent();
        QVERIFY(worker);
        const Ended ended = run({QStringLiteral("--headless"), QStringLiteral("--broker"), url(),
                                 QStringLiteral("--duration"), QStringLiteral("50ms"),
                                 QStringLiteral("--sequential"), QStringLiteral("off")});
        QVERIFY2(ended.status == 0, qPrintable(ended.errors));
        QCOMPARE(ended.errors, QString());
        QCOMPARE(ended.out.count(QStringLiteral("started  job")), 5);
        QCOMPARE(ended.out.count(QStringLiteral("finished job")), 5);
        QVERIFY(ended.out.contains(QStringLiteral("time using worker pool: ")));
    }

    void aRunIsSavedWithoutThePassword()
    {
        const auto worker = agent();
        QVERIFY(worker);
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("run.json"));
        const Ended ended = run({QStringLiteral("--headless"), QStringLiteral("--broker"),
                                 url("guest:guest@"), QStringLiteral("--duration"),
                                 QStringLiteral("1ms"), QStringLiteral("--export"), file});
        QVERIFY2(ended.status == 0, qPrintable(ended.errors));
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        const QByteArray bytes = saved.readAll();
        QVERIFY(bytes.contains(url().toUtf8()));
        QVERIFY(!bytes.contains("guest"));
        const Ended again = run({QStringLiteral("--headless"), file});
        QVERIFY2(again.status == 0, qPrintable(again.errors));
        // How many workers agents bring is not known before: there is no ideal to be above.
        QVERIFY(bytes.contains("\"known\":false"));
    }

    void aWrongPasswordIsOneLineThatDoesNotShowIt()
    {
        const Ended ended =
            run({QStringLiteral("--headless"), QStringLiteral("--broker"), url("guest:s3cret@"),
                 QStringLiteral("--sequential"), QStringLiteral("off")});
        QCOMPARE(ended.status, 1);
        QVERIFY2((ended.out + ended.errors).contains(QStringLiteral("wrong user or password")),
                 qPrintable(ended.out + ended.errors));
        QVERIFY(!(ended.out + ended.errors).contains(QStringLiteral("s3cret")));
    }

    void whereAgentsRefuseNobodySaysThatThereIsNoneOrThatItGoesOn()
    {
        const auto refusing = agent({QStringLiteral("--allow"), QStringLiteral("cpu")});
        QVERIFY(refusing);
        const Ended ended = run({QStringLiteral("--headless"), QStringLiteral("--broker"), url(),
                                 QStringLiteral("--sequential"), QStringLiteral("off")});
        QCOMPARE(ended.status, 1);
        QVERIFY2(ended.errors.contains(QStringLiteral("not allowed")), qPrintable(ended.errors));
        QVERIFY2(!ended.errors.contains(QStringLiteral("no agent is there")),
                 qPrintable(ended.errors));
        QVERIFY2(!ended.errors.contains(QStringLiteral("it goes on")), qPrintable(ended.errors));
    }

    void whatIsNoAddressIsWrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const QString wrong = QStringLiteral("http://me:s3cret@host");
        QTest::newRow("of a run") << QStringList{QStringLiteral("--headless"),
                                                 QStringLiteral("--broker"), wrong};
        QTest::newRow("of an agent")
            << QStringList{QStringLiteral("worker"), QStringLiteral("--broker"), wrong};
    }
    void whatIsNoAddressIsWrongUsage()
    {
        QFETCH(QStringList, arguments);
        const Ended ended = run(arguments);
        QCOMPARE(ended.status, 2);
        QCOMPARE(ended.errors.count(u'\n'), 1);
        QVERIFY2(ended.errors.contains(QStringLiteral("--broker")), qPrintable(ended.errors));
        QVERIFY(!ended.errors.contains(QStringLiteral("s3cret")));
    }

    void aPasswordIsNotSeenAmongTheProcesses()
    {
        QProcess process;
        process.start(program(),
                      {QStringLiteral("worker"), QStringLiteral("--broker"), url("guest:guest@")});
        QVERIFY(says(process, "connected to"));
        QFile arguments(QStringLiteral("/proc/%1/cmdline").arg(process.processId()));
        QVERIFY(arguments.open(QIODevice::ReadOnly));
        QVERIFY(!arguments.readAll().contains("guest:guest"));
        process.terminate();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 128 + SIGTERM);
    }

    void jobsEndSoonAfterTheirPoolscopeWasKilled()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("process"));
        const auto worker = agent({QStringLiteral("--allow"), QStringLiteral("command:/bin/sh")});
        QVERIFY(worker);
        QProcess process;
        process.start(program(),
                      {QStringLiteral("--headless"), QStringLiteral("--broker"), url(),
                       QStringLiteral("--jobs"), QStringLiteral("1"), QStringLiteral("--work"),
                       QStringLiteral("command"), QStringLiteral("--command"),
                       QStringLiteral("sh -c 'echo $$ > %1; exec sleep 600'").arg(file)});
        QVERIFY(process.waitForStarted());
        const pid_t sleeping = fixtures::processIn(file);
        process.kill();
        QVERIFY(process.waitForFinished());
        QVERIFY(says(*worker, "is over"));
        QVERIFY(fixtures::ends(sleeping));
    }
};

QTEST_GUILESS_MAIN(TestBrokerProgram)
#include "tst_brokerprogram.moc"
