// Jobs that hash files and run programs.
#include "base/clock.h"
#include "base/readytime.h"
#include "fixtures/folder.h"
#include "fixtures/ondisk.h"
#include "fixtures/processes.h"
#include "fixtures/recordedrun.h"
#include "plan/runplanner.h"
#include "pool/sequentialrun.h"
#include "pool/workerpool.h"
#include "work/programs/childprogram.h"
#include "work/workloads.h"

#include <QCryptographicHash>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

using namespace fixtures;
using namespace std::chrono_literals;

namespace {

PlannedRun planned(const RunSettings& settings)
{
    auto plan = planRun(settings);
    if (const auto* problem = std::get_if<InputProblem>(&plan))
        qFatal("%s", qPrintable(problem->message));
    return std::get<PlannedRun>(std::move(plan));
}

RunSettings hashing(const Folder& folder, int workers = 2)
{
    RunSettings settings;
    settings.jobs.work = WorkKind::Hash;
    settings.jobs.input = folder.path();
    settings.jobs.recursive = true;
    settings.pool.workers = workers;
    return settings;
}

RunSettings running(const QString& command, int jobs = 1, int workers = 2)
{
    RunSettings settings;
    settings.jobs.work = WorkKind::Command;
    settings.jobs.command = command;
    settings.jobs.count = jobs;
    settings.pool.workers = workers;
    return settings;
}

RunSettings shell(const char* script, int jobs = 1)
{
    return running(QStringLiteral("sh -c '%1'").arg(QString::fromUtf8(script)), jobs);
}

Recorded runPool(const RunSettings& settings, std::stop_token stop = {},
                 const std::function<void(const Event&)>& onEvent = {})
{
    const PlannedRun plan = planned(settings);
    return record<WorkerPool>(plan.settings, *workloadOf(plan), stop, {}, onEvent);
}

// What the only job did.
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

} // namespace

class TestRealWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // --- Files
    void hashesAreThoseOfOthers()
    {
        const Folder folder;
        const QByteArray contents[] = {"", "abc", QByteArray(1'000'000, 'a'),
                                       QByteArray(256 * 1024, '\0')};
        int number = 0;
        for (const QByteArray& bytes : contents)
            folder.write(QByteArray::number(number++).constData(), bytes);
        const Recorded run = runPool(hashing(folder));
        QVERIFY(run.outcome.allDone());
        for (const auto& end : run.of(EventKind::Finished)) {
            const QByteArray& bytes = contents[end.job.number - 1];
            QCOMPARE(end.details.report->result,
                     QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
            QVERIFY(end.details.cpu && end.details.cpu->ns > 0); // small ones, too
        }
    }

    void aFileThatHasGoneOrChangedFailsItsJobAndTheRestGoOn()
    {
        const Folder folder;
        for (const char* name : {"1", "2", "3", "4"})
            folder.write(name, name);
        const PlannedRun plan = planned(hashing(folder));
        QFile::remove(folder.path("1"));
        folder.write("2", "longer");
        QFile::remove(folder.path("3"));
        QDir().mkpath(folder.path("3"));
        const Recorded run = record<WorkerPool>(plan.settings, *workloadOf(plan));
        QCOMPARE(run.outcome.state, RunState::Finished);
        QCOMPARE(run.outcome.jobsFailed, 3);
        for (const auto& end : run.of(EventKind::Finished)) {
            if (end.job.number == 4)
                QCOMPARE(end.status, JobStatus::Finished);
            else
                QVERIFY2(errorOf(end).contains(folder.path()), qPrintable(errorOf(end)));
        }
    }

    void hashingStopsAtOnce()
    {
        const Folder folder;
        folder.write("large", "");
        QVERIFY(QFile::resize(folder.path("large"), qint64{1} << 40)); // a hole of a terabyte
        std::stop_source stop;
        const Recorded run = runPool(hashing(folder), stop.get_token(), [&](const Event& event) {
            if (event.kind == EventKind::Started)
                stop.request_stop();
        });
        QCOMPARE(run.outcome.jobsCancelled, 1);
    }

    // --- Programs
    void whatProgramsReadFromTheDiskIsCounted()
    {
        const fixtures::FileOnDisk onDisk;
        RunSettings settings;
        settings.jobs.work = WorkKind::Command;
        settings.jobs.command = QStringLiteral("cksum ") + onDisk.path();
        settings.jobs.count = 1;
        const PlannedRun plan = planned(settings);
        const auto work = workloadOf(plan);
        QVERIFY(record<WorkerPool>(plan.settings, *work).outcome.allDone());
        const qint64 first = work->readElsewhereBytes();
        if (first == 0)
            QSKIP("this file system keeps its files in memory, or does not count");
        QVERIFY(first >= fixtures::FileOnDisk::kBytes);
        QVERIFY(record<WorkerPool>(plan.settings, *work).outcome.allDone());
        QVERIFY(work->readElsewhereBytes() - first < fixtures::FileOnDisk::kBytes / 10);
    }

    void aProgramsExitStatusAndOutputAreKept()
    {
        const auto end = onlyEnd(runPool(shell("echo out; echo wrong >&2; exit 3")));
        QCOMPARE(end.status, JobStatus::Failed);
        QCOMPARE(end.details.report->error, QStringLiteral("exit status 3: wrong"));
        QCOMPARE(end.details.report->program->exitStatus, std::optional(3));
        QCOMPARE(end.details.report->program->output, QByteArray("out\n"));
        QCOMPARE(end.details.report->program->errorOutput, QByteArray("wrong\n"));
        QVERIFY(end.details.cpu && end.details.cpu->ns > 0);
        QCOMPARE(end.details.cpu->isReadyKnown(), readyNsOf(getpid()).has_value());
    }

    void programsThatSucceedAreDone()
    {
        const Recorded run = runPool(running(QStringLiteral("true"), 50));
        QVERIFY(run.outcome.allDone());
        QCOMPARE(run.outcome.resultsReceived, 50);
    }

    void eachJobHasItsOwnInputAndNumber()
    {
        const Folder folder;
        const QByteArray evil = "a b'\"$(touch x);*\\";
        folder.write("list", "one\n" + evil + "\n");
        RunSettings settings = running(QStringLiteral("printf %s:%s:%s {} {n} \"{}\""));
        settings.jobs.input = folder.path("list");
        const Recorded run = runPool(settings);
        for (const auto& end : run.of(EventKind::Finished)) {
            const QByteArray input = end.job.number == 1 ? QByteArray("one") : evil;
            QCOMPARE(end.details.report->program->output,
                     input + ':' + QByteArray::number(end.job.number) + ':' + input);
        }
    }

    void aProgramThatCannotBeStartedFailsItsJob()
    {
        const Folder folder;
        folder.write("list", "/no/such/program\n/etc/passwd\ntrue\n");
        RunSettings settings = running(QStringLiteral("{}"));
        settings.jobs.input = folder.path("list");
        const Recorded run = runPool(settings);
        QCOMPARE(run.outcome.jobsFailed, 3); // a name without a folder is not looked for then
        for (const auto& end : run.of(EventKind::Finished))
            QVERIFY2(errorOf(end).contains(QLatin1String("could not be started")),
                     qPrintable(errorOf(end)));
    }

    void aSignalThatEndsAProgramIsNamed()
    {
        const auto end = onlyEnd(runPool(shell("kill -SEGV $$")));
        QCOMPARE(end.status, JobStatus::Failed);
        QVERIFY2(errorOf(end).contains(QLatin1String("signal 11")), qPrintable(errorOf(end)));
    }

    void aFloodOfOutputLeavesItsLast64KiB()
    {
        const auto end = onlyEnd(runPool(shell("head -c 50000000 /dev/zero; echo; echo the end")));
        QCOMPARE(end.status, JobStatus::Finished);
        QCOMPARE(end.details.report->program->output.size(), 64 * 1024);
        QVERIFY(end.details.report->program->output.endsWith("the end\n"));
        QCOMPARE(end.details.report->program->outputBytes, 50'000'000 + 9);
    }

    void theTailOfAnOutputIsBounded()
    {
        OutputTail tail;
        const QByteArray piece(50'000, 'x');
        for (int i = 0; i < 100; ++i)
            tail.add(piece.constData(), piece.size());
        QCOMPARE(tail.kept().size(), 64 * 1024);
        QCOMPARE(tail.all(), 5'000'000);
    }

    void aTimeoutEndsAProgramAndTheRestGoOn()
    {
        RunSettings settings = shell("if [ {n} = 1 ]; then sleep 600; fi", 4);
        settings.jobs.timeout = 200ms;
        const Recorded run = runPool(settings);
        QCOMPARE(run.outcome.jobsFailed, 1);
        for (const auto& end : run.of(EventKind::Finished))
            QCOMPARE(errorOf(end),
                     end.job.number == 1 ? QStringLiteral("timed out after 200 ms") : QString());
    }

    void aProgramThatIgnoresTheRequestIsEndedAfterTheGrace()
    {
        RunSettings settings = shell("trap \"\" TERM; while :; do sleep 0.1; done");
        settings.jobs.timeout = 100ms;
        const Recorded run = runPool(settings);
        QCOMPARE(run.outcome.jobsFailed, 1);
        QVERIFY(run.makespanNs() >= 2'000'000'000);
    }

    void stopDoesNotWaitForTheGraceOfATimeout()
    {
        RunSettings settings = shell("trap \"echo asked\" TERM; while :; do sleep 0.01; done");
        settings.jobs.timeout = 100ms;
        std::stop_source stop;
        std::jthread stopper([&stop] {
            std::this_thread::sleep_for(400ms); // in the two seconds after the timeout
            stop.request_stop();
        });
        const Recorded run = runPool(settings, stop.get_token());
        QCOMPARE(run.outcome.jobsCancelled, 1);
        QVERIFY2(run.makespanNs() < 2'000'000'000, qPrintable(QString::number(run.makespanNs())));
    }

    void stopEndsEveryProgramAndItsChildren_data()
    {
        QTest::addColumn<QByteArray>("script");
        // Each writes the number of a process that must not outlive the run.
        QTest::newRow("itself") << QByteArray("echo $$ >PATH; exec sleep 600");
        QTest::newRow("a child") << QByteArray("sleep 600 & echo $! >PATH; wait");
        QTest::newRow("one that ignores it")
            << QByteArray("trap \"\" TERM; echo $$ >PATH; while :; do sleep 0.1; done");
        QTest::newRow("a child of a child")
            << QByteArray("sh -c \"sleep 600 & echo \\$! >PATH; wait\"; wait");
        QTest::newRow("one in a session of its own")
            << QByteArray("setsid sh -c \"echo \\$\\$ >PATH; exec sleep 600\" & wait; sleep 600");
        QTest::newRow("one in a session of its own without an environment")
            << QByteArray("env -i setsid sh -c \"echo \\$\\$ >PATH; exec sleep 600\" & wait");
        QTest::newRow("one of these that has lost its parent")
            << QByteArray("(env -i setsid sh -c \"echo \\$\\$ >PATH; exec sleep 600\" &); "
                          "sleep 600");
    }

    void stopEndsEveryProgramAndItsChildren()
    {
        QFETCH(QByteArray, script);
        const Folder folder;
        script.replace("PATH", QFile::encodeName(folder.path("process")));
        pid_t process = 0;
        std::stop_source stop;
        {
            const PlannedRun plan = planned(shell(script.constData()));
            const auto work = workloadOf(plan);
            std::jthread stopper([&] {
                process = processIn(folder.path("process"));
                stop.request_stop();
            });
            const Recorded run = record<WorkerPool>(plan.settings, *work, stop.get_token());
            QCOMPARE(run.outcome.jobsCancelled, 1);
        }
        QVERIFY(process > 0);
        QVERIFY2(ends(process), script.constData());
    }

    void stopAnswersWithin50Milliseconds()
    {
        const Folder folder;
        RunSettings settings =
            shell(("trap \"\" TERM; echo $$ >" + QFile::encodeName(folder.path("process")) +
                   "; while :; do sleep 0.1; done")
                      .constData());
        std::stop_source stop;
        qint64 stoppedNs = 0;
        std::jthread stopper([&] {
            processIn(folder.path("process"));
            stoppedNs = monotonicNs();
            stop.request_stop();
        });
        const Recorded run = runPool(settings, stop.get_token());
        stopper.join();
        const qint64 answeredNs = run.of(EventKind::RunEnded).at(0).timeNs - stoppedNs;
        // The promise is measured elsewhere; a machine that is busy may take its time.
        QVERIFY2(answeredNs < 1'000'000'000, qPrintable(QString::number(answeredNs)));
    }

    void whatAProgramLeavesRunningIsNotWaitedFor()
    {
        const Folder folder;
        const Recorded run = runPool(shell(
            ("sleep 600 & echo $! >" + QFile::encodeName(folder.path("process"))).constData()));
        QVERIFY(run.outcome.allDone());
        const pid_t process = processIn(folder.path("process"));
        QVERIFY(isAlive(process)); // as with a shell
        kill(process, SIGKILL);
    }

    void programsHaveNothingToReadAndAProcessGroupOfTheirOwn()
    {
        const auto end = onlyEnd(runPool(shell("cat; ps -o pgid= -p $$; echo $$")));
        const auto lines = end.details.report->program->output.simplified().split(' ');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0], lines[1]);
    }

    void theSequentialRunDoesTheSame()
    {
        const PlannedRun plan = planned(shell("exit {n}", 3));
        const auto work = workloadOf(plan);
        const Recorded run = record<SequentialRun>(plan.settings, *work);
        QCOMPARE(run.outcome.jobsFailed, 3);
        QCOMPARE(errorOf(run.of(EventKind::Finished)[1]), QStringLiteral("exit status 2"));
    }

    void whatFailsIsTriedAgain()
    {
        const Folder folder;
        RunSettings settings =
            shell(("test -e " + QFile::encodeName(folder.path("x")) + " || { touch " +
                   QFile::encodeName(folder.path("x")) + "; exit 1; }")
                      .constData());
        settings.jobs.retries = 1;
        const Recorded run = runPool(settings);
        QVERIFY(run.outcome.allDone());
        QCOMPARE(run.of(EventKind::Finished).size(), 2U);
    }
};

QTEST_GUILESS_MAIN(TestRealWork)
#include "tst_realwork.moc"
