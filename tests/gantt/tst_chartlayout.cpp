#include "gantt/model/chartlayout.h"

#include <QTest>

namespace {

const ChartLayout::Heights kHeights;

} // namespace

class TestChartLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fewRowsHaveTheirFullHeight()
    {
        const ChartLayout layout(QSizeF(800, 600), 3, true, kHeights, 90);
        QCOMPARE(layout.rowHeight(), kHeights.row);
        QCOMPARE(layout.scrollRange(), 0.0);
        QCOMPARE(layout.axisLeft(), 90.0);
    }

    void partsStandBelowEachOtherAndFitTheHeight()
    {
        for (const int rows : {1, 3, 16, 64, 1024}) {
            for (const double height : {300.0, 500.0, 1000.0}) {
                const ChartLayout layout(QSizeF(800, height), rows, true, kHeights, 90);
                QCOMPARE(layout.poolHeading().top(), layout.ruler().bottom());
                QCOMPARE(layout.poolRows().top(), layout.poolHeading().bottom());
                QCOMPARE(layout.poolMarker().top(), layout.poolRows().bottom());
                QCOMPARE(layout.sequentialHeading().top(), layout.poolMarker().bottom());
                QCOMPARE(layout.sequentialRow().top(), layout.sequentialHeading().bottom());
                QVERIFY(layout.contentBottom() <= height);
            }
        }
    }

    void rowsComeBeforeStripsAndOverview()
    {
        for (const int rows : {1, 3, 8, 1024}) {
            for (const bool withSequential : {false, true}) {
                double overviewFrom = 0;
                double stripsFrom = 0;
                for (double height = 200; height <= 900; ++height) {
                    const auto heights = kHeights.withStrips(height, rows, withSequential);
                    if (heights.overview > 0 && overviewFrom == 0)
                        overviewFrom = height;
                    if (heights.strip > 0 && stripsFrom == 0)
                        stripsFrom = height;
                    // What has come stays in higher charts.
                    QCOMPARE(heights.overview > 0, overviewFrom > 0);
                    QCOMPARE(heights.strip > 0, stripsFrom > 0);
                    if (overviewFrom == 0)
                        continue;
                    const ChartLayout layout(QSizeF(800, height), rows, withSequential, heights,
                                             90);
                    const int readable = std::min(rows, 3);
                    QVERIFY(layout.poolRow(readable - 1, 0).bottom() <= layout.poolRows().bottom());
                    QVERIFY(layout.contentBottom() <= layout.waitingStrip().top() + 0.001);
                }
                QVERIFY(overviewFrom > 0 && stripsFrom > overviewFrom);
            }
        }
    }

    void threeRowsHaveAReadableHeightBeforeAnythingStandsBelowThem()
    {
        for (double height = 262; height <= 900; ++height) {
            const auto heights = kHeights.withStrips(height, 3, true);
            QVERIFY(ChartLayout(QSizeF(800, height), 3, true, heights, 90).rowHeight() >= 26);
        }
    }

    void manyRowsScroll()
    {
        const ChartLayout layout(QSizeF(800, 600), 1024, true, kHeights, 90);
        QCOMPARE(layout.rowHeight(), kHeights.leastRow);
        QCOMPARE(layout.scrollRange(), 1024 * kHeights.leastRow - layout.poolRows().height());
        const auto top = layout.rowsInSight(0);
        QCOMPARE(top.first, 0);
        const auto bottom = layout.rowsInSight(layout.scrollRange());
        QCOMPARE(bottom.last, 1023);
        QVERIFY(layout.poolRow(1023, layout.scrollRange()).bottom() <=
                layout.poolRows().bottom() + 0.001);
    }

    void everyRowThatIsSeenIsInSight()
    {
        const ChartLayout layout(QSizeF(800, 500), 200, false, kHeights, 90);
        for (double scroll = 0; scroll <= layout.scrollRange(); scroll += 7) {
            const auto rows = layout.rowsInSight(scroll);
            for (int row = 0; row < 200; ++row) {
                const bool seen = layout.poolRow(row, scroll).intersects(layout.poolRows());
                QCOMPARE(row >= rows.first && row <= rows.last, seen);
            }
        }
    }

    void theFullHeightHoldsEveryRow()
    {
        const double height = ChartLayout::fullHeight(40, true, kHeights);
        const ChartLayout layout(QSizeF(800, height), 40, true, kHeights, 90);
        QCOMPARE(layout.rowHeight(), kHeights.row);
        QCOMPARE(layout.scrollRange(), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestChartLayout)
#include "tst_chartlayout.moc"
