// What a saved run may not say, and what it says of a run's figures.
#include "analysis/timings.h"
#include "base/clock.h"
#include "files/exports/runreport.h"
#include "files/exports/runtables.h"
#include "files/imports/openedrun.h"
#include "files/trace/runtrace.h"
#include "fixtures/folder.h"
#include "fixtures/textpicture.h"
#include "timeline/runrecord.h"

#include <QTest>

using fixtures::Folder;

namespace {

constexpr qint64 kUnit = fixtures::kUnitNs;

RunSettings settingsOf(int jobs, int workers)
{
    RunSettings settings;
    settings.jobs.count = jobs;
    settings.pool.workers = workers;
    settings.baseline.when = SequentialRunWhen::Off;
    return settings;
}

void send(Timeline& timeline, qint64 unit, EventKind kind, int worker = 0, int job = 0)
{
    timeline.record(Event{fixtures::kBeganAtNs + unit * kUnit, JobId{job}, WorkerId{worker}, kind});
}

OpenedRun opened(const QString& path)
{
    auto run = openRun(path);
    return std::holds_alternative<OpenedRun>(run) ? std::get<OpenedRun>(run) : OpenedRun();
}

// Saves the run, puts one text in place of another, and opens it.
OpenedRun changed(const RunRecord& record, const QByteArray& text, const QByteArray& byText)
{
    const Folder folder;
    const QString path = folder.path("run.json");
    if (!writeRunTrace(record, path).isEmpty())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray bytes = file.readAll();
    file.close();
    if (!bytes.contains(text) || !file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return {};
    file.write(bytes.replace(text, byText));
    file.close();
    return opened(path);
}

// Worker 2 comes twice and goes once.
std::unique_ptr<RunRecord> runWithComings()
{
    auto record = std::make_unique<RunRecord>(PlannedRun(settingsOf(3, 1)));
    Timeline& pool = record->pool();
    send(pool, 0, EventKind::RunBegan);
    send(pool, 1, EventKind::WorkerCame, 2);
    send(pool, 2, EventKind::WorkerWent, 2);
    send(pool, 4, EventKind::WorkerCame, 2);
    fixtures::recordLane(pool, 1, "111222", kUnit);
    send(pool, 6, EventKind::RunEnded);
    pool.conclude({});
    return record;
}

bool saysContradiction(const OpenedRun& run)
{
    return run.notes.join(u' ').contains(QLatin1String("contradict"));
}

} // namespace

class TestSavedTruth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comingsAndGoingsAreReadBack()
    {
        const auto record = runWithComings();
        const OpenedRun run = changed(*record, "worker came", "worker came");
        QVERIFY(run.record);
        QCOMPARE(run.notes, QStringList());
        QCOMPARE(run.record->pool().presentNs(6 * kUnit), (6 + 1 + 2) * kUnit);
    }

    void aWorkerThatComesTwiceIsSaid()
    {
        const OpenedRun run = changed(*runWithComings(), "worker left", "worker came");
        QVERIFY(run.record);
        QVERIFY(saysContradiction(run));
        QCOMPARE(run.record->pool().presentNs(6 * kUnit), (6 + 5) * kUnit);
    }

    void aWorkerThatGoesWithoutHavingComeIsSaid()
    {
        QVERIFY(saysContradiction(changed(*runWithComings(), "worker came", "worker left")));
        QVERIFY(saysContradiction(changed(*runWithComings(), "worker left", "worker slept")));
    }

    void aWorkerThatComesBackBeforeItWentIsSaid()
    {
        // At 4 ms; in microseconds.
        const OpenedRun run = changed(*runWithComings(), "\"cat\":\"worker\",\"ts\":4000",
                                      "\"cat\":\"worker\",\"ts\":1500");
        QVERIFY(run.record);
        QVERIFY(saysContradiction(run));
    }

    void aWaitThatIsSeenToEndAfterTheRunEndsWithIt()
    {
        RunRecord record{settingsOf(2, 1)};
        Timeline& pool = record.pool();
        send(pool, 0, EventKind::RunBegan);
        send(pool, 1, EventKind::SendBlocked, 0, 2);
        send(pool, 3, EventKind::SendUnblocked, 0, 2);
        send(pool, 3, EventKind::Paused);
        send(pool, 4, EventKind::Resumed);
        fixtures::recordLane(pool, 1, "12", kUnit);
        send(pool, 4, EventKind::RunEnded);
        pool.conclude({});
        const OpenedRun same = changed(record, "sender", "sender");
        QCOMPARE(same.record->pool().blocked().endNs(0), 3 * kUnit);
        QCOMPARE(same.record->pool().pauses().endNs(0), 4 * kUnit);
        // As runs were saved before that was seen to.
        const OpenedRun run =
            changed(record, "\"makespan_ns\":\"4000000\"", "\"makespan_ns\":\"2000000\"");
        QVERIFY(run.record);
        QCOMPARE(run.notes, QStringList());
        const Timeline& read = run.record->pool();
        QCOMPARE(read.makespanNs(), 2 * kUnit);
        QCOMPARE(read.blocked().endNs(0), 2 * kUnit);
        const auto statistics =
            timingsOf(*run.record, monotonicNs(), Waits::LeftOut).pool.statistics;
        QCOMPARE(statistics.blockedNs, read.blocked().durationsNs(read.blocked().finishedCount()));
        QCOMPARE(statistics.pausedNs, read.pauses().durationsNs(read.pauses().finishedCount()));
    }

    void morePausesThanAPersonGivesAreSaid()
    {
        RunRecord record{PlannedRun(settingsOf(1, 1))};
        send(record.pool(), 0, EventKind::RunBegan);
        for (int pause = 0; pause < 1001; ++pause) {
            send(record.pool(), 2 * pause, EventKind::Paused);
            send(record.pool(), 2 * pause + 1, EventKind::Resumed);
        }
        fixtures::recordLane(record.pool(), 1, "1", kUnit);
        send(record.pool(), 3000, EventKind::RunEnded);
        record.pool().conclude({});
        const OpenedRun run = changed(record, "pause", "pause");
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().pauses().finishedCount(), std::size_t(1000));
        QVERIFY(saysContradiction(run));
    }

    void whatWasReadFromTheDiskIsKeptAndInTheReports()
    {
        RunSettings settings = settingsOf(1, 1);
        settings.baseline.when = SequentialRunWhen::After;
        RunRecord record{settings};
        RunOutcome outcome;
        for (Timeline* timeline : {&record.pool(), record.sequential()}) {
            send(*timeline, 0, EventKind::RunBegan);
            fixtures::recordLane(*timeline, 1, "1", kUnit);
            send(*timeline, 1, EventKind::RunEnded);
            outcome.readFromDiskBytes = timeline == &record.pool() ? qint64(24) << 20 : 512;
            timeline->conclude(outcome);
        }
        const OpenedRun run = changed(record, "read_from_disk", "read_from_disk");
        QVERIFY(run.record);
        QCOMPARE(run.record->pool().outcome()->readFromDiskBytes, qint64(24) << 20);
        QCOMPARE(run.record->sequential()->outcome()->readFromDiskBytes, 512);
        const Timings timings = timingsOf(*run.record, monotonicNs(), Waits::LeftOut);
        QVERIFY(markdownReport(*run.record, timings, {}).contains("24.00 MiB"));
        QVERIFY(htmlReport(*run.record, timings, {}).contains("24.00 MiB"));

        // A run that was saved before that was counted.
        const OpenedRun old = changed(record, "read_from_disk_bytes", "another_thing");
        QVERIFY(old.record);
        QCOMPARE(old.notes, QStringList());
        QVERIFY(!old.record->pool().outcome()->readFromDiskBytes);
        const Timings ofOld = timingsOf(*old.record, monotonicNs(), Waits::LeftOut);
        QVERIFY(!markdownReport(*old.record, ofOld, {}).contains("MiB"));
    }
};

QTEST_GUILESS_MAIN(TestSavedTruth)
#include "tst_savedtruth.moc"
