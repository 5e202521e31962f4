// The runs of a session: what is kept, what is let go, what is asked about.
#include "app/actions/runfiles.h"
#include "app/actions/runkeeper.h"
#include "session/sessionruns.h"
#include "timeline/runrecord.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QMessageBox>
#include <QTest>
#include <QWidget>

namespace {

std::shared_ptr<const RunRecord> endedRun(RunSettings settings, std::chrono::nanoseconds time)
{
    settings.baseline.when = SequentialRunWhen::Off;
    auto record = std::make_shared<RunRecord>(settings, RunOrigin::hereAndNow());
    record->pool().beginElsewhere();
    record->pool().record(Event{time.count(), {}, {}, EventKind::RunEnded});
    record->pool().conclude({});
    return record;
}

std::shared_ptr<const RunRecord> runOf(std::chrono::seconds time)
{
    return endedRun({}, time);
}

// Its only job waited so long.
std::shared_ptr<const RunRecord> waitedRun(qint64 waitNs)
{
    RunSettings settings;
    settings.jobs.count = 1;
    settings.baseline.when = SequentialRunWhen::Off;
    auto record = std::make_shared<RunRecord>(settings, RunOrigin::hereAndNow());
    Timeline& pool = record->pool();
    pool.beginElsewhere();
    pool.record(Event{0, JobId{1}, {}, EventKind::Queued});
    pool.record(Event{waitNs, JobId{1}, WorkerId{1}, EventKind::Started});
    pool.record(Event{waitNs + 1, JobId{1}, WorkerId{1}, EventKind::Finished});
    pool.record(Event{waitNs + 2, {}, {}, EventKind::RunEnded});
    pool.conclude({});
    return record;
}

} // namespace

class TestSessionRuns : public QObject
{
    Q_OBJECT

    using Records = std::vector<std::shared_ptr<const RunRecord>>;

private Q_SLOTS:
    void theNewestStandsFirstAndKeepsItsNumber()
    {
        SessionRuns runs;
        const QAbstractItemModelTester tester(&runs);
        const auto first = runOf(std::chrono::seconds(1));
        const auto second = runOf(std::chrono::seconds(2));
        runs.add(first, {});
        runs.add(second, QStringLiteral("/a/b.json"));
        runs.add(first, {}); // is there already
        QCOMPARE(runs.rowCount(), 2);
        QCOMPARE(runs.rowOf(second), 0);
        const auto text = [&](int row, int column) {
            return runs.index(row, column).data().toString();
        };
        QCOMPARE(text(0, SessionRuns::Number), QStringLiteral("2"));
        QCOMPARE(text(0, SessionRuns::State), QStringLiteral("b.json"));
        QCOMPARE(text(0, SessionRuns::PoolTime), QStringLiteral("2.000 s"));
        QCOMPARE(text(1, SessionRuns::State), QStringLiteral("not saved"));
        runs.remove(0);
        QCOMPARE(text(0, SessionRuns::Number), QStringLiteral("1"));
    }

    void cellsSayWhatWasRunAndAreSortedByNumbers()
    {
        SessionRuns runs;
        const QAbstractItemModelTester tester(&runs);
        RunSettings settings;
        settings.jobs.work = WorkKind::Command;
        settings.jobs.command = QStringLiteral("gzip -k {}");
        settings.jobs.order = SubmitOrder::Longest;
        settings.pool.workers = 1000;
        runs.add(endedRun(settings, std::chrono::seconds(2)), {});
        const auto text = [&](int column) {
            return runs.index(0, column).data().toString();
        };
        const auto sorted = [&](int column) {
            return runs.index(0, column).data(SessionRuns::kSortRole);
        };
        QCOMPARE(text(SessionRuns::What), QStringLiteral("gzip -k {}"));
        QVERIFY(runs.index(0, SessionRuns::What)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("1,000 workers")));
        QCOMPARE(text(SessionRuns::Workers), QStringLiteral("1,000"));
        QCOMPARE(sorted(SessionRuns::Workers).toInt(), 1000);
        QCOMPARE(text(SessionRuns::Order), QStringLiteral("longest first"));
        QCOMPARE(sorted(SessionRuns::PoolTime).toLongLong(), qint64(2'000'000'000));
        QVERIFY(!sorted(SessionRuns::SequentialTime).isValid()); // there is none
        QVERIFY(!sorted(SessionRuns::SpeedUp).isValid());
        for (int column = 0; column < SessionRuns::ColumnCount; ++column) {
            QVERIFY(!text(column).isEmpty());
            QVERIFY(!runs.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        }
    }

    void notesOfARunAreSaidWhereANarrowCellShowsThem()
    {
        const auto record = std::make_shared<RunRecord>(RunSettings(), RunOrigin::hereAndNow());
        record->origin.notes = {QStringLiteral("one end has no beginning"),
                                QStringLiteral("<b>two")};
        SessionRuns runs;
        runs.add(record, {});
        const QModelIndex what = runs.index(0, SessionRuns::What);
        QVERIFY(what.data().toString().startsWith(QStringLiteral("2 notes · ")));
        const QString tip = what.data(Qt::ToolTipRole).toString();
        QVERIFY(tip.contains(QLatin1String("one end has no beginning")));
    }

    void waitsComeALittleLater()
    {
        SessionRuns runs;
        const auto first = waitedRun(5'000'000);
        runs.add(first, {});
        const auto wait = [&runs](int row) {
            return runs.index(row, SessionRuns::WaitP95).data().toString();
        };
        QCOMPARE(wait(0), QStringLiteral("…"));
        QVERIFY(!runs.index(0, SessionRuns::WaitP95).data(SessionRuns::kSortRole).isValid());
        runs.add(runOf(std::chrono::seconds(1)), {}); // in which no job waited
        QTRY_COMPARE(wait(1), QStringLiteral("5.000 ms"));
        QTRY_COMPARE(wait(0), QStringLiteral("–"));
        QCOMPARE(runs.index(1, SessionRuns::WaitP95).data(SessionRuns::kSortRole).toLongLong(),
                 qint64(5'000'000));
    }

    void aRunThatIsLetGoMeanwhileIsNotMissed()
    {
        SessionRuns runs;
        runs.add(waitedRun(1), {});
        runs.remove(0);
        runs.add(waitedRun(7'000'000), {});
        QTRY_COMPARE(runs.index(0, SessionRuns::WaitP95).data().toString(),
                     QStringLiteral("7.000 ms"));
    }

    void onlyLongRunsThatAreNotInAFileAreWorthAsking()
    {
        SessionRuns runs;
        const auto trivial = runOf(std::chrono::seconds(9));
        const auto longOne = runOf(std::chrono::seconds(10));
        const auto opened = runOf(std::chrono::seconds(1000));
        const auto newer = runOf(std::chrono::seconds(11));
        runs.add(trivial, {});
        runs.add(longOne, {});
        runs.add(opened, QStringLiteral("x.json"));
        runs.add(newer, {});
        QVERIFY(runs.worthAsking() == Records({longOne, newer}));
        runs.markSaved(longOne, QStringLiteral("y.json"));
        QVERIFY(runs.worthAsking() == Records({newer}));
    }

    void theOldestGoFirstButNoneThatIsShownOrWouldBeMissed()
    {
        const std::size_t each = runOf(std::chrono::seconds(1))->bytes();
        const auto shown = runOf(std::chrono::seconds(1));
        const auto missed = runOf(std::chrono::seconds(60));
        const auto filled = [&](SessionRuns& runs) {
            runs.add(shown, {});
            runs.add(missed, {});
            for (int i = 0; i < 3; ++i)
                runs.add(runOf(std::chrono::seconds(1)), {});
            runs.setShown(shown);
            return runs.makeRoom();
        };
        SessionRuns enough(5 * each);
        QCOMPARE(filled(enough), 0);
        SessionRuns little(4 * each);
        QCOMPARE(filled(little), 1);
        QCOMPARE(little.at(little.rowCount() - 1).record, shown);
        SessionRuns none(0);
        QCOMPARE(filled(none), 3);
        QCOMPARE(none.rowCount(), 2);
        QVERIFY(none.rowOf(shown) >= 0 && none.rowOf(missed) >= 0);
    }

    void beforeALongRunIsLetGoForRoomItIsAskedAbout()
    {
        QWidget window;
        RunFiles files(&window);
        SessionRuns runs(1);
        RunKeeper keeper(runs, files, &window);
        const auto question = [&window] {
            return window.findChild<QMessageBox*>();
        };
        const auto missed = runOf(std::chrono::seconds(60));
        keeper.keep(missed, {});
        QVERIFY(!question()); // it is shown: nothing else could make room
        const auto trivial = runOf(std::chrono::seconds(1));
        keeper.keep(trivial, {});
        QVERIFY(question());
        QVERIFY(question()->text().contains(QLatin1String("run 1, took")));
        // The next one asks nothing more while that stands, and lets the trivial one go.
        const auto last = runOf(std::chrono::seconds(1));
        keeper.keep(last, {});
        QCOMPARE(window.findChildren<QMessageBox*>().size(), 1);
        QCOMPARE(runs.rowOf(trivial), -1);
        QVERIFY(runs.rowOf(missed) >= 0);
        for (QAbstractButton* button : question()->buttons()) {
            if (button->text().contains(QLatin1String("Let")))
                button->click();
        }
        QCOMPARE(runs.rowOf(missed), -1);
        QCOMPARE(runs.rowOf(last), 0);
    }
};

QTEST_MAIN(TestSessionRuns)
#include "tst_sessionruns.moc"
