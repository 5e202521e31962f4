// The program as a process: what it prints, writes and returns.

#include "fixtures/folder.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

namespace {

struct Ended
{
    int status;
    QStringList out;
    QStringList errors;
};

QString program()
{
    return qEnvironmentVariable("POOLSCOPE");
}

QStringList linesOf(const QByteArray& bytes)
{
    return QString::fromUtf8(bytes).split(u'\n', Qt::SkipEmptyParts);
}

Ended finish(QProcess& process)
{
    if (!process.waitForFinished(60'000))
        process.kill();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            linesOf(process.readAllStandardOutput()), linesOf(process.readAllStandardError())};
}

Ended run(const QStringList& arguments, const QStringList& unset = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : unset)
        environment.remove(name);
    process.setProcessEnvironment(environment);
    process.start(program(), arguments);
    return finish(process);
}

Ended run(const char* arguments)
{
    return run(QString::fromUtf8(arguments).split(u' ', Qt::SkipEmptyParts));
}

} // namespace

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFileInfo(program()).isExecutable(), qPrintable(program())); }

    void headlessPrintsTheArticlesOutput()
    {
        const Ended ended = run("--headless --duration 100ms");
        QCOMPARE(ended.status, 0);
        QVERIFY(ended.errors.isEmpty());
        QCOMPARE(ended.out.size(), 22);
        const QRegularExpression poolLine(
            QStringLiteral("^worker [123] (started |finished) job [1-5]$"));
        QStringList sorted;
        for (int i = 0; i < 10; ++i) {
            QVERIFY2(poolLine.match(ended.out[i]).hasMatch(), qPrintable(ended.out[i]));
            sorted.append(ended.out[i].section(u' ', 2));
        }
        sorted.sort();
        QStringList expected;
        for (int job = 1; job <= 5; ++job)
            expected << QStringLiteral("started  job %1").arg(job)
                     << QStringLiteral("finished job %1").arg(job);
        expected.sort();
        QCOMPARE(sorted, expected);
        const QString stamp = QStringLiteral("^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d ");
        QVERIFY(QRegularExpression(stamp +
                                   QStringLiteral("time using worker pool: 2\\d\\d(\\.\\d+)?ms$"))
                    .match(ended.out[10])
                    .hasMatch());
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(ended.out[11 + i],
                     QStringLiteral("worker 1 %1 job %2")
                         .arg(i % 2 ? QStringLiteral("finished") : QStringLiteral("started "))
                         .arg(i / 2 + 1));
        }
        QVERIFY(QRegularExpression(
                    stamp + QStringLiteral("time without using worker pool: 5\\d\\d(\\.\\d+)?ms$"))
                    .match(ended.out[21])
                    .hasMatch());
    }

    void quietPrintsTheTimingsAlone()
    {
        const Ended ended = run("--headless --quiet --duration 1ms");
        QCOMPARE(ended.status, 0);
        QCOMPARE(ended.out.size(), 2);
    }

    void filesAreHashedAndTheHashesWritten()
    {
        const fixtures::Folder folder;
        folder.write("in/a", "abc");
        folder.write("in/sub/b", "");
        const QStringList arguments{
            QStringLiteral("--headless"), QStringLiteral("--work"),   QStringLiteral("hash"),
            QStringLiteral("--input"),    folder.path("in"),          QStringLiteral("--recursive"),
            QStringLiteral("--quiet"),    QStringLiteral("--export"), folder.path("out.sha256")};
        const Ended ended = run(arguments);
        QVERIFY2(ended.status == 0, qPrintable(ended.errors.join(u'\n')));
        QFile file(folder.path("out.sha256"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  "));
        QVERIFY(lines[1].startsWith(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  "));
    }

    void commandsTakeLinesFromStandardInput()
    {
        QProcess process;
        process.start(program(),
                      {QStringLiteral("--headless"), QStringLiteral("--work"),
                       QStringLiteral("command"), QStringLiteral("--command"),
                       QStringLiteral("test -e {}"), QStringLiteral("--input"), QStringLiteral("-"),
                       QStringLiteral("--sequential"), QStringLiteral("off"),
                       QStringLiteral("--workers"), QStringLiteral("1")});
        process.write("/\n/no/such\n");
        process.closeWriteChannel();
        const Ended ended = finish(process);
        QCOMPARE(ended.status, 1);
        QCOMPARE(ended.out.size(), 5);
        QCOMPARE(ended.out[1], QStringLiteral("worker 1 finished job 1"));
        QCOMPARE(ended.out[3], QStringLiteral("worker 1 failed   job 2: exit status 1"));
    }

    void whatCannotBeReadIsSaidBeforeARunBegins()
    {
        for (const char* arguments :
             {"--headless --work hash --input /no/such", "--headless --work hash",
              "--headless --work command --command no-such-program-here",
              "--headless --work command", "--headless --durations /no/such"}) {
            const Ended ended = run(arguments);
            QCOMPARE(ended.status, 3);
            QVERIFY(ended.out.isEmpty());
            QCOMPARE(ended.errors.size(), 1);
            QVERIFY(ended.errors[0].startsWith(QLatin1String("poolscope: ")));
        }
        QCOMPARE(run("--headless --work command").errors[0],
                 QStringLiteral("poolscope: --command: Enter a command"));
        QCOMPARE(run("--work command --command true --input -").status, 2); // with a window
        QCOMPARE(run("--headless --export x.sha256").status, 2);
    }

    void spreadOrderArrivalAndReaderWorkTogether()
    {
        const Ended ended = run("--headless --quiet --jobs 20 --duration 1ms --spread pareto:1.5 "
                                "--order longest --arrival poisson:500/s --read-time 100us "
                                "--results-capacity 0 --sequential off");
        QCOMPARE(ended.status, 0);
        QCOMPARE(ended.out.size(), 1);
    }

    void aJobThatFailsIsSaidAndIsInTheExitStatus()
    {
        const Ended ended = run("--headless --jobs 2 --workers 1 --duration 0s --fail-rate 100% "
                                "--retries 1 --sequential off");
        QCOMPARE(ended.status, 1);
        QCOMPARE(ended.out.mid(0, 4),
                 (QStringList{
                     QStringLiteral("worker 1 started  job 1"),
                     QStringLiteral("worker 1 failed   job 1: failed on purpose, by the fail rate "
                                    "(tried again)"),
                     QStringLiteral("worker 1 started  job 1 (attempt 2)"),
                     QStringLiteral("worker 1 failed   job 1: failed on purpose, by the fail rate "
                                    "(attempt 2)")}));
        QVERIFY(ended.out.constLast().endsWith(QStringLiteral("(2 of 2 jobs failed)")));
        QCOMPARE(run("--headless --jobs 2 --duration 0s --fail-rate 0% --retries 3").status, 0);
    }

    void withoutTheSequentialRunThereIsOneTiming()
    {
        const Ended ended = run("--headless --quiet --duration 1ms --sequential off");
        QCOMPARE(ended.out.size(), 1);
    }

    void alongsideBothAreThere()
    {
        const Ended ended = run("--headless --duration 1ms --sequential alongside");
        QCOMPARE(ended.status, 0);
        QCOMPARE(ended.out.size(), 22);
    }

    void aHundredThousandJobsAreLoggedInFull()
    {
        const Ended ended =
            run("--headless --jobs 100000 --workers 8 --capacity 3 --duration 0s --sequential off");
        QCOMPARE(ended.status, 0);
        QCOMPARE(ended.out.size(), 200'001);
    }

    void exportsAreWrittenWithoutADisplay()
    {
        QTemporaryDir dir;
        const QString png = dir.filePath(QStringLiteral("timing.png"));
        const QString svg = dir.filePath(QStringLiteral("timing.svg"));
        const Ended ended = run({QStringLiteral("--headless"), QStringLiteral("--quiet"),
                                 QStringLiteral("--duration"), QStringLiteral("1ms"),
                                 QStringLiteral("--export"), png, QStringLiteral("--export"), svg},
                                {QStringLiteral("DISPLAY"), QStringLiteral("QT_QPA_PLATFORM")});
        QCOMPARE(ended.status, 0);
        QVERIFY2(ended.errors.isEmpty(), qPrintable(ended.errors.join(u'\n')));
        QCOMPARE(QImage(png).width(), 1280);
        QVERIFY(QFileInfo(svg).size() > 1000);
    }

    void anUnwritableFileIsSaidBeforeALongRunBegins()
    {
        const Ended ended = run("--headless --duration 1h --export /no/such/folder/a.png");
        QCOMPARE(ended.status, 3);
        QCOMPARE(ended.errors.size(), 1);
        QVERIFY(ended.errors[0].contains(QLatin1String("/no/such/folder")));
        QVERIFY(ended.out.isEmpty());
    }

    void aRunThatWasExportedIsATraceWithAllItsJobs()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("run.json"));
        const Ended ended =
            run("--headless --quiet --jobs 5 --workers 2 --duration 1ms --export " + path.toUtf8());
        QCOMPARE(ended.status, 0);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        // By a reader that knows nothing of runs.
        int jobs = 0;
        const QJsonObject trace = QJsonDocument::fromJson(file.readAll()).object();
        for (const QJsonValue& event : trace.value(QLatin1String("traceEvents")).toArray())
            jobs += event[QLatin1String("cat")] == QLatin1String("job");
        QCOMPARE(jobs, 10); // in the pool and one after another
        QVERIFY(!QJsonDocument(trace).toJson().contains(qgetenv("HOME")));
    }

    void wrongUsageIsOneLineAndStatus2()
    {
        for (const char* arguments :
             {"--jobs 0", "--headless --workers 2000", "--frobnicate", "--export a.gif",
              "--duration 5", "--run file.json", "a.json b.json",
              // Only the benchmarks' program knows it.
              "--bench-start", "--bench-start=0"}) {
            const Ended ended = run(arguments);
            QCOMPARE(ended.status, 2);
            QCOMPARE(ended.errors.size(), 1);
            QVERIFY(ended.errors[0].startsWith(QLatin1String("poolscope: ")));
            QVERIFY(ended.out.isEmpty());
        }
    }

    void helpAndVersionNeedNoDisplay()
    {
        const QStringList unset{QStringLiteral("DISPLAY"), QStringLiteral("WAYLAND_DISPLAY"),
                                QStringLiteral("QT_QPA_PLATFORM")};
        const Ended help = run({QStringLiteral("--help")}, unset);
        QCOMPARE(help.status, 0);
        QVERIFY(help.out.join(u'\n').contains(QLatin1String("--workers")));
        const Ended version = run({QStringLiteral("--version")}, unset);
        QCOMPARE(version.status, 0);
        QVERIFY(version.out.value(0).startsWith(QLatin1String("poolscope ")));
    }

    void noDisplayIsOneLineAndStatus1()
    {
        const Ended ended =
            run(QStringList(), {QStringLiteral("DISPLAY"), QStringLiteral("WAYLAND_DISPLAY"),
                                QStringLiteral("QT_QPA_PLATFORM")});
        QCOMPARE(ended.status, 1);
        QCOMPARE(ended.errors.size(), 1);
        QVERIFY(ended.errors[0].contains(QLatin1String("--headless")));
    }

    void aSignalStopsTheRunAndWhatWasAskedForIsWritten_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    void aSignalStopsTheRunAndWhatWasAskedForIsWritten()
    {
        QFETCH(const int, signal);
        QTemporaryDir dir;
        const QString png = dir.filePath(QStringLiteral("part.png"));
        QProcess process;
        process.start(program(), {QStringLiteral("--headless"), QStringLiteral("--duration"),
                                  QStringLiteral("1h"), QStringLiteral("--export"), png});
        QByteArray seen;
        while (!seen.contains("worker 3") && process.waitForReadyRead(20'000))
            seen += process.readAllStandardOutput();
        QVERIFY(seen.contains("started"));
        kill(pid_t(process.processId()), signal);
        const Ended ended = finish(process);
        QCOMPARE(ended.status, 128 + signal);
        QVERIFY(ended.errors.isEmpty());
        QVERIFY2(ended.out.join(u'\n').contains(QLatin1String("stopped after 0 of 5 jobs")),
                 qPrintable(ended.out.join(u'\n')));
        QCOMPARE(QImage(png).width(), 1280);
    }

    void tooFewThreadsEndTheRunWithOneLineAndStatus1()
    {
        if (!canLimitThreads())
            QSKIP("the number of threads cannot be limited for the program here");
        QProcess process;
        process.start(QStringLiteral("setpriv"),
                      {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"),
                       QStringLiteral("--clear-groups"), QStringLiteral("prlimit"),
                       QStringLiteral("--nproc=20"), program(), QStringLiteral("--headless"),
                       QStringLiteral("--workers"), QStringLiteral("64")});
        const Ended ended = finish(process);
        QCOMPARE(ended.status, 1);
        QCOMPARE(ended.errors.size(), 1);
        QVERIFY2(ended.errors[0].contains(QLatin1String("no more threads")),
                 qPrintable(ended.errors[0]));
    }

    void aThousandWorkersNeedNoMoreFilesThanOne()
    {
        QProcess process;
        process.start(QStringLiteral("prlimit"),
                      {QStringLiteral("--nofile=256"), program(), QStringLiteral("--headless"),
                       QStringLiteral("--quiet"), QStringLiteral("--workers"),
                       QStringLiteral("1024"), QStringLiteral("--jobs"), QStringLiteral("2000"),
                       QStringLiteral("--duration"), QStringLiteral("1ms"),
                       QStringLiteral("--sequential"), QStringLiteral("off")});
        const Ended ended = finish(process);
        QVERIFY2(ended.errors.isEmpty(), qPrintable(ended.errors.join(u'\n')));
        QCOMPARE(ended.status, 0);
    }

    void aReaderThatGoesAwayDoesNotCostThePicture()
    {
        QTemporaryDir dir;
        const QString png = dir.filePath(QStringLiteral("p.png"));
        QProcess process;
        process.start(
            QStringLiteral("sh"),
            {QStringLiteral("-c"),
             QStringLiteral("\"$0\" --headless --jobs 10 --duration 50ms --sequential off "
                            "--export \"$1\" | head -n 1"),
             program(), png});
        finish(process);
        QTRY_COMPARE(QImage(png).width(), 1280);
    }

    void outputThatCannotBeWrittenIsSaid()
    {
        if (!QFileInfo::exists(QStringLiteral("/dev/full")))
            QSKIP("there is no /dev/full");
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(program(), {QStringLiteral("--headless"), QStringLiteral("--duration"),
                                  QStringLiteral("0s")});
        const Ended ended = finish(process);
        QCOMPARE(ended.status, 3);
        QCOMPARE(ended.errors.size(), 1);
    }

private:
    // Limits bind only users other than root, and the program must be readable for that user.
    static bool canLimitThreads()
    {
        if (geteuid() != 0)
            return false;
        QProcess probe;
        probe.start(QStringLiteral("setpriv"),
                    {QStringLiteral("--reuid=65534"), QStringLiteral("--regid=65534"),
                     QStringLiteral("--clear-groups"), QStringLiteral("prlimit"),
                     QStringLiteral("--nproc=20"), program(), QStringLiteral("--version")});
        return probe.waitForFinished() && probe.exitCode() == 0;
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
