// The program under signals, shortages and readers that do not read.

#include "fixtures/folder.h"

#include <QDirIterator>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using fixtures::Folder;

namespace {

QString program()
{
    return qEnvironmentVariable("POOLSCOPE");
}

QStringList words(const QString& text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

// A pipe that is full, and that nobody reads.
class FullPipe
{
public:
    explicit FullPipe(const QString& path) : m_path(path)
    {
        mkfifo(qPrintable(path), 0600);
        m_descriptor = open(qPrintable(path), O_RDWR | O_CLOEXEC | O_NONBLOCK);
        while (write(m_descriptor, "x", 1) == 1) {
        }
    }
    ~FullPipe() { close(m_descriptor); }
    FullPipe(const FullPipe&) = delete;
    FullPipe& operator=(const FullPipe&) = delete;

    const QString& path() const { return m_path; }

private:
    const QString m_path;
    int m_descriptor;
};

class Program
{
public:
    ~Program()
    {
        if (m_process.state() != QProcess::NotRunning)
            m_process.kill();
        m_process.waitForFinished();
    }

    QProcess& process() { return m_process; }
    void start(const QStringList& arguments) { m_process.start(program(), arguments); }
    void start(const QString& arguments) { start(words(arguments)); }

    // Until it has printed that.
    bool waitForOutput(const char* text)
    {
        while (!m_seen.contains(text) && m_process.waitForReadyRead(20'000))
            m_seen += m_process.readAllStandardOutput();
        return m_seen.contains(text);
    }
    void send(int signal) { kill(pid_t(m_process.processId()), signal); }
    // As somebody who loses patience.
    void sendUntilItEnds(int signal)
    {
        constexpr int kEveryMs = 50;
        do {
            send(signal);
        } while (!m_process.waitForFinished(kEveryMs));
    }

    // Its exit status; −1 where a signal ended it, or nothing did.
    int status()
    {
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(60'000))
            return -1;
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    QByteArray output() { return m_seen += m_process.readAllStandardOutput(); }
    QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
    QByteArray m_seen;
};

// Jobs that say by a file that they have begun, and sleep.
void startSleeping(Program& run, const Folder& folder)
{
    run.process().setWorkingDirectory(folder.path());
    run.start({QStringLiteral("--headless"), QStringLiteral("--work"), QStringLiteral("command"),
               QStringLiteral("--command"),
               QStringLiteral("sh -c \"touch begun; exec sleep 91.7\""), QStringLiteral("--export"),
               folder.path("part.png")});
}

// Whether a process runs that was started with these words.
bool isRunning(const QByteArray& commandLine)
{
    for (const QString& process :
         QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/%1/cmdline").arg(process));
        if (file.open(QIODevice::ReadOnly) && file.readAll().replace('\0', ' ') == commandLine)
            return true;
    }
    return false;
}

} // namespace

class TestSignals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFileInfo(program()).isExecutable(), qPrintable(program())); }

    void eachSignalEndsTheRunAndWhatWasAskedForIsWritten_data() { allSignals(); }
    void eachSignalEndsTheRunAndWhatWasAskedForIsWritten()
    {
        QFETCH(const int, signal);
        const Folder folder;
        Program run;
        run.start(QStringLiteral("--headless --duration 1h --export ") + folder.path("part.png"));
        QVERIFY(run.waitForOutput("worker 3"));
        run.send(signal);
        QCOMPARE(run.status(), 128 + signal);
        QVERIFY(run.output().contains("stopped after 0 of 5 jobs"));
        QCOMPARE(QImage(folder.path("part.png")).width(), 1280);
    }

    void theWindowTooEndsByEachSignalAndWritesWhatWasAskedFor_data() { allSignals(); }
    void theWindowTooEndsByEachSignalAndWritesWhatWasAskedFor()
    {
        QFETCH(const int, signal);
        const Folder folder;
        Program window;
        window.process().setWorkingDirectory(folder.path());
        window.start(QStringList{QStringLiteral("--run"), QStringLiteral("--work"),
                                 QStringLiteral("command"), QStringLiteral("--command"),
                                 QStringLiteral("sh -c \"touch begun; exec sleep 91.3\""),
                                 QStringLiteral("--export"), folder.path("part.png")});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.path("begun")), 30'000);
        window.send(signal);
        QCOMPARE(window.status(), 128 + signal);
        QCOMPARE(QImage(folder.path("part.png")).width(), 1280);
        QVERIFY(!isRunning("sleep 91.3 "));
    }

    void aSignalThatWasIgnoredAtTheStartStaysSo()
    {
        for (const int ignored : {SIGHUP, SIGINT, SIGQUIT}) {
            Program run;
            run.process().setChildProcessModifier([ignored] { signal(ignored, SIG_IGN); });
            run.start(QStringLiteral("--headless --duration 1h"));
            QVERIFY(run.waitForOutput("worker 3"));
            run.send(ignored); // it would be heard before the next
            run.send(SIGTERM);
            QCOMPARE(run.status(), 128 + SIGTERM);
        }
    }

    void aSignalIsHeardWhileNobodyReads_data() { allSignals(); }
    void aSignalIsHeardWhileNobodyReads()
    {
        QFETCH(const int, signal);
        const Folder folder;
        const FullPipe pipe(folder.path("pipe"));
        Program run;
        run.process().setStandardOutputFile(pipe.path());
        startSleeping(run, folder);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.path("begun")), 30'000);
        run.send(signal);
        QCOMPARE(run.status(), 128 + signal);
        QVERIFY(!isRunning("sleep 91.7 "));
        QVERIFY(run.errors().contains("nobody reads it"));
        QCOMPARE(QImage(folder.path("part.png")).width(), 1280);
    }

    void aSignalIsHeardWhileNobodyReadsErrors()
    {
        const Folder folder;
        folder.write("gone/file", "");
        const FullPipe pipe(folder.path("pipe"));
        Program run;
        run.process().setWorkingDirectory(folder.path());
        run.process().setStandardErrorFile(pipe.path());
        // The folder of the export goes away meanwhile, which is to be said.
        run.start({QStringLiteral("--headless"), QStringLiteral("--jobs"), QStringLiteral("1"),
                   QStringLiteral("--sequential"), QStringLiteral("off"), QStringLiteral("--work"),
                   QStringLiteral("command"), QStringLiteral("--command"),
                   QStringLiteral("rm -r gone"), QStringLiteral("--export"),
                   QStringLiteral("gone/timings.csv")});
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(folder.path("gone")), 30'000);
        run.send(SIGTERM);
        QCOMPARE(run.status(), 128 + SIGTERM);
    }

    void theSecondSignalEndsItAtOnce()
    {
        const Folder folder;
        const FullPipe pipe(folder.path("pipe"));
        Program run;
        run.process().setStandardOutputFile(pipe.path());
        startSleeping(run, folder);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.path("begun")), 30'000);
        run.sendUntilItEnds(SIGINT);
        QCOMPARE(run.status(), 128 + SIGINT);
        QVERIFY(!isRunning("sleep 91.7 "));
        QVERIFY(!run.errors().contains("nobody reads it")); // it did not wait to find that out
    }

    void aSignalThatIsSentTwiceRightAwayIsOne()
    {
        const Folder folder;
        Program run;
        run.start(QStringLiteral("--headless --duration 1h --export ") + folder.path("part.png"));
        QVERIFY(run.waitForOutput("worker 3"));
        run.send(SIGTERM); // as timeout(1) does
        run.send(SIGTERM);
        QCOMPARE(run.status(), 128 + SIGTERM);
        QCOMPARE(QImage(folder.path("part.png")).width(), 1280);
    }

    void aSignalDuringAnExportCancelsItAndLeavesNoHalf()
    {
        const Folder folder;
        Program run;
        run.start(QStringLiteral("--headless --quiet --jobs 500000 --duration 0s --sequential off "
                                 "--export %1 --export %2")
                      .arg(folder.path("timings.csv"), folder.path("run.json.gz")));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.path("timings.csv")), 60'000);
        run.send(SIGINT); // while it writes the other
        QCOMPARE(run.status(), 128 + SIGINT);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 QStringList{QStringLiteral("timings.csv")});
        QVERIFY(run.errors().contains("was not written"));
    }

    void aJobThatStandsStillIsSaidMeanwhile()
    {
        const Folder folder;
        Program run;
        run.process().setWorkingDirectory(folder.path());
        run.process().setReadChannel(QProcess::StandardError);
        run.start({QStringLiteral("--headless"), QStringLiteral("--jobs"), QStringLiteral("1"),
                   QStringLiteral("--sequential"), QStringLiteral("off"), QStringLiteral("--work"),
                   QStringLiteral("command"), QStringLiteral("--command"),
                   QStringLiteral("sh -c \"echo $$ >process; kill -STOP $$\"")});
        QByteArray errors;
        while (!errors.contains("stand still") && run.process().waitForReadyRead(20'000))
            errors += run.errors();
        QVERIFY2(errors.contains("stand still, as a signal has stopped what they run: 1"), errors);
        QFile process(folder.path("process"));
        QVERIFY(process.open(QIODevice::ReadOnly));
        kill(process.readAll().trimmed().toInt(), SIGCONT);
        QCOMPARE(run.status(), 0);
    }

    void textOfOthersIsPrintedVisibly()
    {
        Program run;
        run.start({QStringLiteral("--headless"), QStringLiteral("--jobs"), QStringLiteral("1"),
                   QStringLiteral("--sequential"), QStringLiteral("off"), QStringLiteral("--work"),
                   QStringLiteral("command"), QStringLiteral("--command"),
                   QStringLiteral("sh -c \"printf '\\033[31m\\342\\200\\256a\\rb' >&2; exit 3\"")});
        QCOMPARE(run.status(), 1);
        const QByteArray output = run.output();
        QVERIFY2(output.contains(": \\u202ea\\rb"), output.constData());
        for (const char* unseen : {"\033", "[31m", "\r", "\342\200\256"})
            QVERIFY(!output.contains(unseen));

        Program usage;
        usage.start({QStringLiteral("--jobs"), QStringLiteral("5\033[31m\nworker 1 done")});
        QCOMPARE(usage.status(), 2);
        const QByteArray errors = usage.errors();
        QCOMPARE(errors.count('\n'), 1);
        QVERIFY2(errors.contains("5\\033[31m\\nworker 1 done"), errors.constData());
    }

    void outputThatCannotBeWrittenIsSaidByHelpAndVersionToo()
    {
        if (!QFileInfo::exists(QStringLiteral("/dev/full")))
            QSKIP("there is no /dev/full");
        for (const char* option : {"--help", "--version"}) {
            Program run;
            run.process().setStandardOutputFile(QStringLiteral("/dev/full"));
            run.start(QString::fromLatin1(option));
            QCOMPARE(run.status(), 3);
            QCOMPARE(run.errors(), QByteArray("poolscope: standard output could not be written\n"));
        }
    }

    void withoutAnyOfTheStandardDescriptorsItRunsAsEver()
    {
        const Folder folder;
        Program run;
        run.process().start(QStringLiteral("sh"),
                            {QStringLiteral("-c"), QStringLiteral("exec \"$@\" <&- >&- 2>&-"),
                             QStringLiteral("sh"), program(), QStringLiteral("--headless"),
                             QStringLiteral("--jobs"), QStringLiteral("1000"),
                             QStringLiteral("--duration"), QStringLiteral("0s"),
                             QStringLiteral("--fail-rate"), QStringLiteral("100%"),
                             QStringLiteral("--export"), folder.path("jobs.csv")});
        QCOMPARE(run.status(), 1);
        QFile file(folder.path("jobs.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("worker 1 started"));
    }

    void aLimitOfTheFilesSizeIsAnErrorOfWriting()
    {
        const Folder folder;
        Program run;
        run.process().setStandardOutputFile(folder.path("log"));
        run.process().start(
            QStringLiteral("prlimit"),
            {QStringLiteral("--fsize=10000"), program(), QStringLiteral("--headless"),
             QStringLiteral("--jobs"), QStringLiteral("1000"), QStringLiteral("--duration"),
             QStringLiteral("0s"), QStringLiteral("--sequential"), QStringLiteral("off")});
        QCOMPARE(run.status(), 3);
        QCOMPARE(run.errors(), QByteArray("poolscope: standard output could not be written\n"));
        QCOMPARE(QFileInfo(folder.path("log")).size(), 10'000);
    }

    // Whatever the limit, it ends by itself and says why.
    void aLimitOfMemoryIsNoCrash()
    {
        const int least = leastMegabytes();
        if (least == 0)
            QSKIP("its memory cannot be limited here");
        int refused = 0;
        for (int megabytes = least; megabytes < least + 60; megabytes += 4) {
            Program run;
            run.process().start(
                QStringLiteral("prlimit"),
                QStringList{QStringLiteral("--as=%1").arg(qint64{megabytes} << 20), program()} +
                    words(QStringLiteral("--headless --quiet --jobs 1000 --workers 6 --duration 0s "
                                         "--sequential alongside")));
            const int status = run.status();
            const QByteArray errors = run.errors();
            QVERIFY2(status == 0 || status == 1, qPrintable(QStringLiteral("%1 MB: %2 %3")
                                                                .arg(megabytes)
                                                                .arg(status)
                                                                .arg(QString::fromUtf8(errors))));
            QCOMPARE(errors.isEmpty(), status == 0);
            refused += status == 1;
        }
        QVERIFY(refused > 0);
    }

private:
    static void allSignals()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGHUP") << SIGHUP;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGQUIT") << SIGQUIT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }

    // With which the program and its libraries can be loaded; 0 where none is enough.
    static int leastMegabytes()
    {
        for (int megabytes = 32; megabytes < 1024; megabytes += 4) {
            QProcess process;
            process.start(QStringLiteral("prlimit"),
                          {QStringLiteral("--as=%1").arg(qint64{megabytes} << 20), program(),
                           QStringLiteral("--version")});
            if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit &&
                process.exitCode() == 0)
                return megabytes;
        }
        return 0;
    }
};

QTEST_GUILESS_MAIN(TestSignals)
#include "tst_signals.moc"
