// Stretches of the lanes' time that stand out in the chart.
#include "fixtures/equaljobs.h"
#include "fixtures/textpicture.h"
#include "gantt/model/litstretches.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

namespace {

constexpr qint64 kUnit = fixtures::kUnitNs;

// Ten columns for ten units.
const ColumnGrid kGrid{{0, 10 * kUnit, 100, 10}, 1};

std::shared_ptr<RunRecord> run()
{
    RunSettings settings;
    settings.pool.workers = 2;
    settings.jobs.count = 4;
    settings.baseline.when = SequentialRunWhen::Off;
    auto record = std::make_shared<RunRecord>(settings);
    fixtures::recordRun(record->pool(), {"11..33....", "2222222244"}, kUnit);
    return record;
}

ChartPart partOf(const RunRecord& record, RowsBy rowsBy)
{
    ChartContent content = ChartContent::of(record, fixtures::kLongAfterNs);
    content.setRowsBy(rowsBy);
    return content.first();
}

QPoint pointAt(const GanttView& view, int row, double units)
{
    return {int(view.scale().xOf(qint64(units * double(kUnit)))),
            int(view.chartLayout().row(0, row, 0).center().y())};
}

} // namespace

class TestLitStretches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyStandInWholeColumnsOfTheirRow()
    {
        const auto record = run();
        const ChartPart part = partOf(*record, RowsBy::Worker);
        const LitStretches lit({{1, 5 * kUnit, 5 * kUnit + 1},
                                {0, 2 * kUnit, 4 * kUnit},
                                {0, 6 * kUnit, 8 * kUnit + 1}});
        QCOMPARE(lit.onRow(part, 0, kGrid), std::vector<PxRange>({{102, 104}, {106, 109}}));
        QCOMPARE(lit.onRow(part, 1, kGrid), std::vector<PxRange>({{105, 106}}));
        QVERIFY(lit.onRow(part, 2, kGrid).empty());
    }

    void thoseThatOverlapAreOneAndEmptyOnesAreNone()
    {
        QVERIFY(LitStretches().isEmpty());
        QVERIFY(!LitStretches().longest());
        QVERIFY(LitStretches({{0, 5, 5}, {0, 7, 6}}).isEmpty());
        const LitStretches lit({{0, 10, 20}, {1, 0, 5}, {0, 15, 30}, {0, 12, 14}, {0, 30, 33}});
        QCOMPARE(lit.longest(), std::optional(LaneStretch{0, 10, 33}));
    }

    void whatIsOutOfViewIsNotSeen()
    {
        const auto record = run();
        const ChartPart part = partOf(*record, RowsBy::Worker);
        ColumnGrid grid = kGrid;
        grid.scale.startNs = 4 * kUnit;
        const LitStretches lit(
            {{0, 0, 4 * kUnit}, {0, 10 * kUnit, 12 * kUnit}, {1, 0, 20 * kUnit}});
        QVERIFY(lit.onRow(part, 0, grid).empty());
        QCOMPARE(lit.onRow(part, 1, grid), std::vector<PxRange>({{100, 110}}));
    }

    void onTheRowOfAJobTheyAreThoseOfItsWorkerWhileItRuns()
    {
        const auto record = run();
        const ChartPart part = partOf(*record, RowsBy::Job);
        const LitStretches lit({{0, kUnit, 5 * kUnit}});
        QCOMPARE(lit.onRow(part, 0, kGrid), std::vector<PxRange>({{101, 102}}));
        QCOMPARE(lit.onRow(part, 2, kGrid), std::vector<PxRange>({{104, 105}}));
        QVERIFY(lit.onRow(part, 1, kGrid).empty());
        QVERIFY(lit.onRow(part, 9, kGrid).empty()); // no such job
        QCOMPARE(rowOf(part, {0, 4 * kUnit, 6 * kUnit}), std::optional(2));
        QVERIFY(!rowOf(part, {0, 2 * kUnit, 4 * kUnit})); // idle
        QCOMPARE(rowOf(partOf(*record, RowsBy::Worker), {1, 0, 1}), std::optional(1));
    }

    void aHundredThousandAreNoMoreThanTheColumns()
    {
        std::vector<LaneStretch> many;
        for (qint64 i = 0; i < 100'000; ++i)
            many.push_back({0, i * 100, i * 100 + 50});
        const auto record = run();
        const auto ranges = LitStretches(many).onRow(partOf(*record, RowsBy::Worker), 0, kGrid);
        QCOMPARE(ranges, std::vector<PxRange>({{100, 110}}));
    }

    void theRestIsVeiledAndTheyHaveTheirColours()
    {
        GanttView view;
        view.resize(900, 560);
        view.show();
        view.showRun(run(), 0);
        const auto colorAt = [&view](int row, double units) {
            const QPoint point = pointAt(view, row, units);
            const QRectF bar = view.chartLayout().barOf(view.chartLayout().row(0, row, 0));
            return view.grab().toImage().pixelColor(point.x(), int(bar.top()) + 5);
        };
        view.light({{1, kUnit, 4 * kUnit}, {0, 2 * kUnit, 4 * kUnit}});
        QCOMPARE(colorAt(1, 3.5), jobColor(JobId{2}));
        QVERIFY(colorAt(1, 6) != jobColor(JobId{2}));
        QVERIFY(colorAt(0, 5) != jobColor(JobId{3}));
        QCOMPARE(colorAt(0, 3).rgb(),
                 mixed(Theme::light().band, Theme::light().accent, 0.3).rgb()); // idle
        view.light({});
        QCOMPARE(colorAt(1, 6), jobColor(JobId{2}));
        QCOMPARE(colorAt(0, 5), jobColor(JobId{3}));
    }

    void escAndAClickElsewhereSwitchThemOff()
    {
        GanttView view;
        view.resize(900, 560);
        view.show();
        view.showRun(run(), 0);
        QSignalSpy off(&view, &GanttView::lightsOff);
        const std::vector<LaneStretch> stretches{{1, kUnit, 4 * kUnit}};
        view.light(stretches);
        view.selectJob(JobId{3});
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(!view.isLit());
        QCOMPARE(off.count(), 1);
        QVERIFY(view.marks().selected); // the next one clears it

        view.light(stretches);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, pointAt(view, 1, 2));
        QVERIFY(view.isLit()); // on one of them
        QCOMPARE(view.marks().selected, std::optional(JobId{2}));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, pointAt(view, 1, 6));
        QVERIFY(!view.isLit());
        QCOMPARE(off.count(), 2);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, pointAt(view, 1, 6));
        QCOMPARE(off.count(), 2);

        view.light(stretches);
        view.showRun(run(), 0);
        QVERIFY(!view.isLit());
        QCOMPARE(off.count(), 3);
    }

    void theLongestOneComesIntoViewAndBackLeadsBack()
    {
        GanttView view;
        view.resize(900, 560);
        view.showRun(run(), 0);
        const TimeRange before = view.view().visible();
        view.showStretches({{0, 0, kUnit / 2}, {1, 4 * kUnit, 6 * kUnit}});
        const TimeRange shown = view.view().visible();
        QVERIFY(shown.startNs < 4 * kUnit && shown.startNs > 2 * kUnit);
        QVERIFY(shown.endNs > 6 * kUnit && shown.endNs < 8 * kUnit);
        QVERIFY(view.isLit());
        view.view().goBack();
        QCOMPARE(view.view().visible(), before);
        view.showStretches({});
        QVERIFY(!view.isLit());
        QCOMPARE(view.view().visible(), before);
    }

    void theRowOfTheLongestOneComesIntoSight()
    {
        GanttView view;
        view.resize(900, 300);
        view.showRun(fixtures::equalJobs(4'000, 100, kUnit), 0);
        view.showStretches({{90, 5 * kUnit, 7 * kUnit}});
        const ChartLayout layout = view.chartLayout();
        const auto rows = layout.rowsInSight(0, view.verticalScrollBar()->value());
        QVERIFY(rows.first <= 90 && 90 <= rows.last);
    }
};

QTEST_MAIN(TestLitStretches)
#include "tst_litstretches.moc"
