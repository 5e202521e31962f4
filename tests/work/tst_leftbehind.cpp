// Programs of jobs under signals, shortages and whatever end their run comes to.
#include "base/clock.h"
#include "fixtures/folder.h"
#include "fixtures/processes.h"
#include "fixtures/recordedrun.h"
#include "plan/runplanner.h"
#include "pool/workerpool.h"
#include "work/shortage.h"
#include "work/workloads.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <functional>
#include <thread>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace fixtures;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(RunSettings)

namespace {

// One that runs `script` by a shell, with PATH in it put in place of a file's path.
RunSettings shell(QByteArray script, const QString& path = {}, int jobs = 1)
{
    RunSettings settings;
    settings.jobs.work = WorkKind::Command;
    settings.jobs.command =
        QStringLiteral("sh -c '%1'")
            .arg(QString::fromUtf8(script.replace("PATH", QFile::encodeName(path))));
    settings.jobs.count = jobs;
    settings.pool.workers = 2;
    return settings;
}

std::unique_ptr<const Workload> workOf(const RunSettings& settings)
{
    const auto plan = planRun(settings);
    return workloadOf(std::get<PlannedRun>(plan));
}

Recorded runPool(const RunSettings& settings, const std::stop_token& stop = {})
{
    return record<WorkerPool>(settings, *workOf(settings), stop);
}

Recorded::Said onlyEnd(const Recorded& run)
{
    const auto ends = run.of(EventKind::Finished);
    if (ends.size() != 1)
        qFatal("%zu jobs ended", ends.size());
    return ends.front();
}

QString errorOf(const Recorded::Said& end)
{
    return end.details.report ? end.details.report->error : QString();
}

QByteArray outputOf(const Recorded::Said& end)
{
    return end.details.report && end.details.report->program ? end.details.report->program->output
                                                             : QByteArray();
}

// How often a process has gone to sleep by itself.
qint64 sleepsOf(pid_t process)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(process));
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const QByteArray name = "\nvoluntary_ctxt_switches:";
    const qsizetype at = text.indexOf(name) + name.size();
    return text.mid(at, text.indexOf('\n', at) - at).trimmed().toLongLong();
}

// Lets this process have so many descriptors while it lives.
class Descriptors
{
public:
    explicit Descriptors(rlim_t most)
    {
        getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit limit{most, m_before.rlim_max};
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    ~Descriptors() { giveBack(); }
    void giveBack() const { setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    rlimit m_before{};
};

// This test as another program, of which a test can see the end: runs the script.
int runAsAnother(const QStringList& arguments)
{
    for (const int signal : {SIGINT, SIGHUP, SIGQUIT, SIGTERM})
        std::signal(signal, SIG_DFL);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    RunSettings settings = shell(arguments.at(2).toUtf8(), {}, arguments.at(3).toInt());
    settings.pool.workers = arguments.at(4).toInt();
    const Recorded run = runPool(settings);
    for (const auto& end : run.of(EventKind::Finished))
        std::fputs(outputOf(end).constData(), stdout);
    std::fputs(qPrintable(run.outcome.message), stderr);
    return run.outcome.allDone() ? 0 : 1;
}

// Starts that program; `before` is done in it first.
void startAnother(QProcess& another, const QByteArray& script, int jobs = 1, int workers = 1,
                  const std::function<void()>& before = {})
{
    another.setProgram(QCoreApplication::applicationFilePath());
    another.setArguments({QStringLiteral("run"), QString::fromUtf8(script), QString::number(jobs),
                          QString::number(workers)});
    if (before)
        another.setChildProcessModifier(before);
    another.start();
    if (!another.waitForStarted())
        qFatal("the test cannot be started again");
}

} // namespace

class TestLeftBehind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingOutlivesPoolscope_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<QByteArray>("script");
        const std::pair<const char*, QByteArray> scripts[] = {
            {"itself", "echo $$ >PATH; exec sleep 600"},
            {"one that ignores it", "trap \"\" TERM HUP; echo $$ >PATH; while :; do sleep 1; done"},
            {"a child", "sleep 600 & echo $! >PATH; wait"},
            {"one in a session of its own without an environment",
             "env -i setsid sh -c \"echo \\$\\$ >PATH; exec sleep 600\" & wait"},
            {"one of these that has lost its parent",
             "(env -i setsid sh -c \"echo \\$\\$ >PATH; exec sleep 600\" &); sleep 600"},
            {"what a job that has ended left behind",
             "if [ {n} = 1 ]; then sleep 600 & echo $! >PATH; else sleep 601; fi"},
        };
        for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGKILL}) {
            for (const auto& [name, script] : scripts)
                QTest::addRow("%s, %s", sigabbrev_np(signal), name) << signal << script;
        }
    }

    void nothingOutlivesPoolscope()
    {
        QFETCH(int, signal);
        QFETCH(QByteArray, script);
        const Folder folder;
        script.replace("PATH", QFile::encodeName(folder.path("process")));
        QProcess another;
        startAnother(another, script, 2);
        const pid_t process = processIn(folder.path("process"));
        QVERIFY(isAlive(process));
        kill(pid_t(another.processId()), signal);
        QVERIFY(another.waitForFinished());
        QVERIFY(ends(process));
    }

    void whatWasLeftRunningEndsWithPoolscope()
    {
        const Folder folder;
        QProcess another;
        startAnother(another, "env -i setsid sleep 600 & echo $! >" +
                                  QFile::encodeName(folder.path("process")));
        QVERIFY(another.waitForFinished());
        QCOMPARE(another.exitCode(), 0);
        QVERIFY(!isAlive(processIn(folder.path("process"))));
    }

    void whatWasLeftRunningOutlivesItsRun()
    {
        const Folder folder;
        const Recorded run =
            runPool(shell("env -i setsid sleep 600 & echo $! >PATH", folder.path("process")));
        QVERIFY(run.outcome.allDone());
        const pid_t process = processIn(folder.path("process"));
        QVERIFY(isAlive(process));
        kill(process, SIGKILL);
        QVERIFY(ends(process));
    }

    void aStopEndsWhatEarlierJobsHaveLeftRunning()
    {
        const Folder folder;
        std::stop_source stop;
        std::jthread stopper([&] {
            processIn(folder.path("process2"));
            stop.request_stop();
        });
        RunSettings settings = shell("(env -i setsid sleep 600 & echo $! >PATH{n}); "
                                     "if [ {n} = 2 ]; then exec sleep 601; fi",
                                     folder.path("process"), 2);
        settings.pool.workers = 1;
        runPool(settings, stop.get_token());
        QVERIFY(ends(processIn(folder.path("process1"))));
        QVERIFY(ends(processIn(folder.path("process2"))));
    }

    void aTimeoutEndsWhatDescendsFromItsProgramAlone()
    {
        const Folder folder;
        RunSettings settings = shell("env -i setsid sleep 600 & echo $! >PATH{n}; "
                                     "if [ {n} = 1 ]; then wait; fi",
                                     folder.path("process"), 2);
        settings.jobs.timeout = 300ms;
        const Recorded run = runPool(settings);
        QCOMPARE(run.outcome.jobsFailed, 1);
        QVERIFY(ends(processIn(folder.path("process1"))));
        const pid_t other = processIn(folder.path("process2"));
        QVERIFY(isAlive(other));
        kill(other, SIGKILL);
    }

    void noKeeperStaysWhenNothingIsLeft()
    {
        const Folder folder;
        runPool(shell("echo $PPID >PATH", folder.path("keeper")));
        QVERIFY(!isAlive(processIn(folder.path("keeper"))));
    }

    void aKeeperThatIsEndedFailsItsJobsAndTheRestGoOn()
    {
        const Folder folder;
        RunSettings settings =
            shell("if [ {n} = 1 ]; then echo $$ >PATH; kill -KILL $PPID; sleep 600; fi",
                  folder.path("process"), 3);
        settings.pool.workers = 1;
        const Recorded run = runPool(settings);
        QCOMPARE(run.outcome.jobsFailed, 1);
        const auto first = run.of(EventKind::Finished).at(0);
        QVERIFY2(errorOf(first).contains(QLatin1String("jobkeeper")), qPrintable(errorOf(first)));
        QVERIFY(ends(processIn(folder.path("process"))));
    }

    // --- Time
    void aProgramThatHasEndedIsNotTimedOutByAClockThatWasNotSeen()
    {
        const Folder folder;
        RunSettings settings = shell("echo $PPID >PATH; kill -STOP $PPID", folder.path("keeper"));
        settings.jobs.timeout = 100ms;
        std::jthread waker([&] {
            const pid_t keeper = processIn(folder.path("keeper"));
            const qint64 overNs = monotonicNs() + settings.jobs.timeout->count();
            comesTrue([&] { return stateOf(keeper) == 'T' && monotonicNs() > overNs; });
            kill(keeper, SIGCONT);
        });
        const auto end = onlyEnd(runPool(settings));
        QCOMPARE(errorOf(end), QString());
        QCOMPARE(end.status, JobStatus::Finished);
    }

    // --- Programs that are stopped
    void programsHaveASessionWithoutATerminal()
    {
        const auto end = onlyEnd(runPool(shell("ps -o sid=,tty= -p $$; echo $$")));
        const auto words = outputOf(end).simplified().split(' ');
        QCOMPARE(words.size(), 3);
        QCOMPARE(words[0], words[2]);
        QCOMPARE(words[1], QByteArray("?"));
    }

    void aProgramThatIsStoppedIsSaidWhileItStandsStill()
    {
        const Folder folder;
        const RunSettings settings =
            shell("echo $$ >PATH; kill -STOP $$; exit 3", folder.path("process"));
        std::vector<EventKind> kinds;
        // It goes on only because it was said.
        const Recorded run =
            record<WorkerPool>(settings, *workOf(settings), {}, {}, [&](const Event& event) {
                if (event.kind == EventKind::Held)
                    kill(processIn(folder.path("process")), SIGCONT);
                if (event.job == JobId{1})
                    kinds.push_back(event.kind);
            });
        QCOMPARE(onlyEnd(run).status, JobStatus::Failed);
        QCOMPARE(kinds, (std::vector{EventKind::Queued, EventKind::Started, EventKind::Held,
                                     EventKind::Released, EventKind::Finished}));
    }

    void aProgramThatWasStoppedForAWhileSaysSo()
    {
        const Folder folder;
        std::jthread waker([&] {
            const pid_t keeper = processIn(folder.path("process1"));
            const pid_t process = processIn(folder.path("process2"));
            // The keeper has seen it when it sleeps again.
            comesTrue([keeper] { return stateOf(keeper) == 'S'; });
            const qint64 before = sleepsOf(keeper);
            folder.write("process3", "");
            comesTrue([&] { return stateOf(process) == 'T' && sleepsOf(keeper) > before; });
            kill(process, SIGCONT);
        });
        const Recorded run =
            runPool(shell("echo $PPID >PATH1; echo $$ >PATH2; "
                          "while ! [ -e PATH3 ]; do sleep 0.01; done; kill -STOP $$",
                          folder.path("process")));
        const auto end = onlyEnd(run);
        QCOMPARE(end.status, JobStatus::Finished);
        QVERIFY(end.details.report && end.details.report->program);
        QCOMPARE(end.details.report->program->heldBy, SIGSTOP);
        QVERIFY(end.details.report->program->heldNs > 0);
        QVERIFY2(run.outcome.message.contains(QLatin1String("stopped for a while")),
                 qPrintable(run.outcome.message));
    }

    void aProgramThatStaysStoppedTimesOutAndSaysWhy()
    {
        RunSettings settings = shell("kill -STOP $$");
        settings.jobs.timeout = 200ms;
        const auto end = onlyEnd(runPool(settings));
        QCOMPARE(end.status, JobStatus::Failed);
        QVERIFY2(errorOf(end).contains(QLatin1String("stopped, by signal 19")),
                 qPrintable(errorOf(end)));
    }

    void aStopEndsAProgramThatIsStopped()
    {
        const Folder folder;
        std::stop_source stop;
        std::jthread stopper([&] {
            const pid_t process = processIn(folder.path("process"));
            comesTrue([process] { return stateOf(process) == 'T'; });
            stop.request_stop();
        });
        const Recorded run = runPool(shell("echo $$ >PATH; kill -STOP $$", folder.path("process")),
                                     stop.get_token());
        QCOMPARE(run.outcome.jobsCancelled, 1);
        QVERIFY(ends(processIn(folder.path("process"))));
    }

    // --- Shortages
    void programsHaveTheLimitThatPoolscopeWasStartedWith()
    {
        QProcess another;
        startAnother(another, "ulimit -n", 1, 1, [] {
            const rlimit limit{77, 500};
            setrlimit(RLIMIT_NOFILE, &limit);
        });
        QVERIFY(another.waitForFinished());
        QCOMPARE(another.readAllStandardOutput(), QByteArray("77\n"));
    }

    void aShortageOfDescriptorsFailsNoJob()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("UndefinedBehaviorSanitizer needs a descriptor to look at an object");
#endif
        constexpr int kJobs = 300;
        QProcess another;
        startAnother(another, "echo {n}", kJobs, 100, [] {
            const rlimit limit{40, 40};
            setrlimit(RLIMIT_NOFILE, &limit);
        });
        QVERIFY(another.waitForFinished(60'000));
        QCOMPARE(another.readAllStandardOutput().count('\n'), kJobs);
        const QByteArray said = another.readAllStandardError();
        QVERIFY2(said.contains("Too many open files"), said.constData());
        QCOMPARE(another.exitCode(), 0);
    }

    void jobsWaitForDescriptorsAndSayForHowLong_data()
    {
        QTest::addColumn<RunSettings>("settings");
        QTest::newRow("programs") << shell("true");
        RunSettings hashing;
        hashing.jobs.work = WorkKind::Hash;
        hashing.jobs.input = QCoreApplication::applicationFilePath();
        QTest::newRow("files") << hashing;
    }

    void jobsWaitForDescriptorsAndSayForHowLong()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("UndefinedBehaviorSanitizer needs a descriptor to look at an object");
#endif
        QFETCH(RunSettings, settings);
        const auto work = workOf(settings);
        const Descriptors none(0);
        AttemptResult result;
        std::jthread job([&] { result = work->perform({{1}, 1}, {}); });
        QString note;
        QVERIFY(comesTrue([&] { return !(note = work->takeNote()).isEmpty(); }));
        QVERIFY2(note.contains(QLatin1String("Too many open files")), qPrintable(note));
        none.giveBack();
        job.join();
        QCOMPARE(result.status, JobStatus::Finished);
    }

    void aStopEndsTheWaitingForASystemThatHasTooLittle()
    {
        std::stop_source stop;
        Shortage shortage;
        int attempts = 0;
        const int error = shortage.waitOut(
            [&] {
                if (++attempts == 3)
                    stop.request_stop();
                return EAGAIN;
            },
            stop.get_token());
        QCOMPARE(error, ECANCELED);
        QCOMPARE(attempts, 3);
        QVERIFY(!shortage.takeNote().isEmpty());
        QVERIFY(shortage.takeNote().isEmpty()); // it is said once
    }

    void aShortageThatLastsWhileNothingRunsIsAFailure()
    {
        Shortage shortage(20ms);
        QCOMPARE(shortage.waitOut([] { return ENFILE; }, {}), ENFILE);
    }

    void aShortageIsWaitedOutWhileOthersRun()
    {
        Shortage shortage(20ms);
        const Shortage::Use use(shortage);
        const qint64 longAfterNs = monotonicNs() + 200'000'000;
        bool waitedLong = false;
        const int error = shortage.waitOut(
            [&] {
                waitedLong = monotonicNs() > longAfterNs;
                return waitedLong ? 0 : EMFILE;
            },
            {});
        QCOMPARE(error, 0);
        QVERIFY(waitedLong);
    }

    void whatIsNoShortageFailsAtOnce()
    {
        Shortage shortage;
        int attempts = 0;
        QCOMPARE(shortage.waitOut(
                     [&] {
                         ++attempts;
                         return ENOENT;
                     },
                     {}),
                 ENOENT);
        QCOMPARE(attempts, 1);
        QVERIFY(shortage.takeNote().isEmpty());
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("run"))
        return runAsAnother(arguments);
    TestLeftBehind test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_leftbehind.moc"
