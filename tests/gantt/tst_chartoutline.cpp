#include "fixtures/equaljobs.h"
#include "fixtures/textpicture.h"
#include "gantt/model/chartoutline.h"
#include "timeline/runrecord.h"

#include <QTest>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

struct Shown
{
    explicit Shown(const std::vector<std::string>& pool, const std::string& sequential = {})
    {
        fixtures::recordRun(record.pool(), pool, kSecond);
        if (!sequential.empty())
            fixtures::recordRun(*record.sequential(), {sequential}, kSecond);
        content = ChartContent::of(record, fixtures::kLongAfterNs);
    }

    QString text(const RowRef& row, std::size_t bar) const
    {
        return outline.textOf(*outline.bar({row, bar}));
    }

    RunRecord record{RunSettings()};
    ChartContent content;
    ChartOutline outline{content};
};

} // namespace

class TestChartOutline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRowsOfAllPartsFollowEachOther()
    {
        const Shown shown({"14", "25", "3"}, "12345");
        const ChartOutline& outline = shown.outline;
        QCOMPARE(outline.rowCount(), 4);
        QCOMPARE(outline.row(2), (RowRef{0, 2}));
        QCOMPARE(outline.row(3), (RowRef{1, 0}));
        QVERIFY(!outline.row(4));
        QVERIFY(!outline.row(-1));
        for (int i = 0; i < outline.rowCount(); ++i)
            QCOMPARE(outline.indexOf(*outline.row(i)), i);
        QCOMPARE(outline.textOf(RowRef{0, 2}), QStringLiteral("worker 3"));
        QCOMPARE(outline.textOf(RowRef{1, 0}), QStringLiteral("sequential run"));
    }

    void aBarSaysItsJobItsWorkerHowItEndedAndWhen()
    {
        const Shown shown({"14", "25", "3"}, "12345");
        QCOMPARE(shown.text({0, 0}, 1),
                 QStringLiteral("job 4 on worker 1, finished, 1.000 s, from 1.000 s on"));
        QCOMPARE(shown.text({1, 0}, 2),
                 QStringLiteral("job 3 of the sequential run, finished, 1.000 s, from 2.000 s on"));
    }

    void aBarThatStillGrowsSaysSo()
    {
        const Shown shown({"1>"});
        QVERIFY(shown.text({0, 0}, 0).startsWith(QStringLiteral("job 1 on worker 1, running, ")));
    }

    void theBarsOfARowAreThoseOfItsWorker()
    {
        const Shown shown({"14", "25", "3"}, "12345");
        QCOMPARE(shown.outline.barCount({0, 0}), std::size_t(2));
        QCOMPARE(shown.outline.barCount({0, 2}), std::size_t(1));
        QCOMPARE(shown.outline.barCount({1, 0}), std::size_t(5));
        QVERIFY(!shown.outline.bar({{0, 2}, 1}));
    }

    void eachBarIsFoundWhereItStands()
    {
        Shown shown({"14", "25", "3"}, "12345");
        for (const RowsBy rowsBy : {RowsBy::Worker, RowsBy::Job}) {
            shown.content.setRowsBy(rowsBy);
            int bars = 0;
            for (int i = 0; i < shown.outline.rowCount(); ++i) {
                const RowRef row = *shown.outline.row(i);
                for (std::size_t bar = 0; bar < shown.outline.barCount(row); ++bar, ++bars)
                    QCOMPARE(shown.outline.placeOf(*shown.outline.bar({row, bar})),
                             (ChartOutline::BarRef{row, bar}));
            }
            QCOMPARE(bars, 10);
        }
    }

    void onTheRowOfAJobStandItsAttempts()
    {
        Shown shown({"14", "25", "3"});
        shown.content.setRowsBy(RowsBy::Job);
        QCOMPARE(shown.outline.textOf(RowRef{0, 4}), QStringLiteral("job 5"));
        QCOMPARE(shown.outline.barCount({0, 4}), std::size_t(1));
        QCOMPARE(shown.text({0, 4}, 0),
                 QStringLiteral("job 5 on worker 2, finished, 1.000 s, from 1.000 s on"));
    }

    void theRowOfAHostSaysHowManyWorkHereAndHasNoBars()
    {
        Shown shown({"1>", "2", "3>"});
        shown.content.setRowsBy(RowsBy::Host);
        QCOMPARE(shown.outline.barCount({0, 0}), std::size_t(0));
        QCOMPARE(shown.outline.detailsOf({0, 0}), QStringLiteral("3 workers, 2 with a job"));
    }

    void beforeTheFirstRunThereAreRowsWithoutBars()
    {
        const ChartContent content = ChartContent::preview(RunSettings(), {});
        const ChartOutline outline(content);
        QVERIFY(outline.rowCount() > 0);
        QCOMPARE(outline.barCount({0, 0}), std::size_t(0));
        QVERIFY(!outline.bar({{0, 0}, 0}));
    }
};

QTEST_GUILESS_MAIN(TestChartOutline)
#include "tst_chartoutline.moc"
