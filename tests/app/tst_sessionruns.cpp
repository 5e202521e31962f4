// The runs of a session: what is kept, what is let go, what is asked about.
#include "app/sessionruns.h"
#include "timeline/runrecord.h"

#include <QAbstractItemModelTester>
#include <QTest>

namespace {

std::shared_ptr<const RunRecord> runOf(std::chrono::seconds time)
{
    RunSettings settings;
    settings.sequential = SequentialRunWhen::Off;
    auto record = std::make_shared<RunRecord>(settings, RunOrigin::hereAndNow());
    record->pool.beginElsewhere();
    record->pool.record(Event{std::chrono::nanoseconds(time).count(), {}, {}, EventKind::RunEnded});
    record->pool.conclude({});
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
        SessionRuns runs;
        const auto shown = runOf(std::chrono::seconds(1));
        const auto missed = runOf(std::chrono::seconds(60));
        runs.add(shown, {});
        runs.add(missed, {});
        for (int i = 0; i < 3; ++i)
            runs.add(runOf(std::chrono::seconds(1)), {});
        runs.setShown(shown);
        const std::size_t each = runs.bytes() / 5;
        QCOMPARE(runs.makeRoom(5 * each), 0);
        QCOMPARE(runs.makeRoom(4 * each), 1);
        QCOMPARE(runs.at(runs.rowCount() - 1).record, shown);
        QCOMPARE(runs.makeRoom(0), 2);
        QCOMPARE(runs.rowCount(), 2);
        QVERIFY(runs.rowOf(shown) >= 0 && runs.rowOf(missed) >= 0);
    }
};

QTEST_GUILESS_MAIN(TestSessionRuns)
#include "tst_sessionruns.moc"
