#include "gantt/model/chartlayout.h"

#include <QTest>

namespace {

const ChartLayout::Heights kHeights;
// The parts of the records here.
constexpr std::size_t kPool = 0;
constexpr std::size_t kSequential = 1;

// The rows of such a record's parts.
std::vector<int> rowsOf(int pool, bool withSequential)
{
    return withSequential ? std::vector<int>{pool, 1} : std::vector<int>{pool};
}

} // namespace

class TestChartLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fewRowsHaveTheirFullHeight()
    {
        const ChartLayout layout(QSizeF(800, 600), rowsOf(3, true), kHeights, 90);
        QCOMPARE(layout.rowHeight(), kHeights.row);
        QCOMPARE(layout.scrollRange(), 0.0);
        QCOMPARE(layout.axisLeft(), 90.0);
    }

    void partsStandBelowEachOtherAndFitTheHeight()
    {
        for (const int rows : {1, 3, 16, 64, 1024}) {
            for (const double height : {300.0, 500.0, 1000.0}) {
                const ChartLayout layout(QSizeF(800, height), rowsOf(rows, true), kHeights, 90);
                QCOMPARE(layout.heading(kPool).top(), layout.ruler().bottom());
                QCOMPARE(layout.rows(kPool).top(), layout.heading(kPool).bottom());
                QCOMPARE(layout.marker(kPool).top(), layout.rows(kPool).bottom());
                QCOMPARE(layout.heading(kSequential).top(), layout.marker(kPool).bottom());
                QCOMPARE(layout.rows(kSequential).top(), layout.heading(kSequential).bottom());
                QVERIFY(layout.contentBottom() <= height);
            }
        }
    }

    void inALowChartWithLargeTextsTheFirstRowsAreInSightOrScrolledTo()
    {
        for (const double texts : {1.0, 2.0}) {
            for (const double scale : {1.0, 4.0}) {
                for (const int rows : {1, 3, 64}) {
                    for (double height = 100; height <= 400; height += 20) {
                        auto heights = ChartLayout::Heights::forTexts(texts);
                        heights.row *= scale;
                        heights.leastRow *= scale;
                        heights = heights.withStrips(height, rowsOf(rows, true));
                        const ChartLayout layout(QSizeF(300, height), rowsOf(rows, true), heights,
                                                 90);
                        const QRectF shown = layout.rows(kPool);
                        const double room =
                            height - heights.ruler - heights.heading - heights.marker;
                        QVERIFY(shown.height() >= 1);
                        QVERIFY(shown.height() <= std::max(room, 1.0));
                        QCOMPARE(shown.height() + layout.scrollRange(), rows * layout.rowHeight());
                    }
                }
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
                    const auto heights = kHeights.withStrips(height, rowsOf(rows, withSequential));
                    if (heights.overview > 0 && overviewFrom == 0)
                        overviewFrom = height;
                    if (heights.strip > 0 && stripsFrom == 0)
                        stripsFrom = height;
                    // What has come stays in higher charts.
                    QCOMPARE(heights.overview > 0, overviewFrom > 0);
                    QCOMPARE(heights.strip > 0, stripsFrom > 0);
                    if (overviewFrom == 0)
                        continue;
                    const ChartLayout layout(QSizeF(800, height), rowsOf(rows, withSequential),
                                             heights, 90);
                    const int readable = std::min(rows, 3);
                    QVERIFY(layout.row(kPool, readable - 1, 0).bottom() <=
                            layout.rows(kPool).bottom());
                    QVERIFY(layout.contentBottom() <= layout.waitingStrip().top() + 0.001);
                }
                QVERIFY(overviewFrom > 0 && stripsFrom > overviewFrom);
            }
        }
    }

    void threeRowsHaveAReadableHeightBeforeAnythingStandsBelowThem()
    {
        for (double height = 262; height <= 900; ++height) {
            const auto heights = kHeights.withStrips(height, rowsOf(3, true));
            QVERIFY(ChartLayout(QSizeF(800, height), rowsOf(3, true), heights, 90).rowHeight() >=
                    26);
        }
    }

    void manyRowsScroll()
    {
        const ChartLayout layout(QSizeF(800, 600), rowsOf(1024, true), kHeights, 90);
        QCOMPARE(layout.rowHeight(), kHeights.leastRow);
        QCOMPARE(layout.scrollRange(), 1024 * kHeights.leastRow - layout.rows(kPool).height());
        const auto top = layout.rowsInSight(kPool, 0);
        QCOMPARE(top.first, 0);
        const auto bottom = layout.rowsInSight(kPool, layout.scrollRange());
        QCOMPARE(bottom.last, 1023);
        QVERIFY(layout.row(kPool, 1023, layout.scrollRange()).bottom() <=
                layout.rows(kPool).bottom() + 0.001);
    }

    void everyRowThatIsSeenIsInSight()
    {
        const ChartLayout layout(QSizeF(800, 500), rowsOf(200, false), kHeights, 90);
        for (double scroll = 0; scroll <= layout.scrollRange(); scroll += 7) {
            const auto rows = layout.rowsInSight(kPool, scroll);
            for (int row = 0; row < 200; ++row) {
                const bool seen = layout.row(kPool, row, scroll).intersects(layout.rows(kPool));
                QCOMPARE(row >= rows.first && row <= rows.last, seen);
            }
        }
    }

    void aPartWhoseRowsChangeMovesNothingAboveIt()
    {
        for (const int pool : {1, 3, 16, 1024}) {
            for (double height = 300; height <= 1100; height += 50) {
                const auto layoutOf = [&](int second) {
                    const PartRows rows({pool, second, 1}, true);
                    return ChartLayout(QSizeF(800, height), rows, kHeights.withStrips(height, rows),
                                       90);
                };
                const ChartLayout one = layoutOf(1);
                for (const int second : {2, 3, 4, 5, 8, 9, 64, 1024}) {
                    const ChartLayout many = layoutOf(second);
                    QCOMPARE(many.rows(kPool), one.rows(kPool));
                    QCOMPARE(many.rowHeight(kPool), one.rowHeight(kPool));
                    QCOMPARE(many.heading(1), one.heading(1));
                    QCOMPARE(many.waitingStrip(), one.waitingStrip());
                }
                // Below it nothing moves as long as it has no more rows than the pool.
                for (int second = 2; second <= std::min(pool, 8); ++second)
                    QCOMPARE(layoutOf(second).heading(2), one.heading(2));
            }
        }
    }

    void bothPartsThatScrollHaveThreeRowsAtLeastAndLoseNone()
    {
        for (const int pool : {1, 2, 3, 7, 64, 1024}) {
            for (const int second : {1, 2, 3, 7, 64, 1024}) {
                for (double height = 300; height <= 1100; height += 20) {
                    const PartRows rows({pool, second, 1}, true);
                    const ChartLayout layout(QSizeF(800, height), rows,
                                             kHeights.withStrips(height, rows), 90);
                    const double range = layout.scrollRange();
                    for (const std::size_t part : {0, 1}) {
                        const int count = rows.counts[part];
                        QVERIFY(layout.rows(part).height() + 0.001 >=
                                std::min(count, 3) * layout.rowHeight(part));
                        QVERIFY(layout.rowHeight(part) >= kHeights.leastRow);
                        QCOMPARE(layout.rowsInSight(part, 0).first, 0);
                        QCOMPARE(layout.rowsInSight(part, range).last, count - 1);
                        QVERIFY(layout.row(part, count - 1, range).bottom() <=
                                layout.rows(part).bottom() + 0.001);
                    }
                    QVERIFY(!layout.scrolls(2));
                    QCOMPARE(layout.row(2, 0, range), layout.row(2, 0, 0));
                    QVERIFY(layout.contentBottom() <= layout.waitingStrip().top() + 0.001);
                }
            }
        }
    }

    void thePartWithFewerRowsStopsWhereItsLastOneIsSeen()
    {
        const PartRows rows({40, 200, 1}, true);
        const ChartLayout layout(QSizeF(800, 600), rows, kHeights, 90);
        const double poolEnd = 40 * layout.rowHeight(kPool) - layout.rows(kPool).height();
        QVERIFY(poolEnd > 0 && poolEnd < layout.scrollRange());
        // Until then both are scrolled alike.
        QCOMPARE(layout.row(kPool, 0, poolEnd).top() - layout.row(kPool, 0, 0).top(), -poolEnd);
        QCOMPARE(layout.row(1, 0, poolEnd).top() - layout.row(1, 0, 0).top(), -poolEnd);
        QCOMPARE(layout.row(kPool, 0, layout.scrollRange()), layout.row(kPool, 0, poolEnd));
    }

    void theFullHeightHoldsEveryRow()
    {
        const double height = ChartLayout::fullHeight(rowsOf(40, true), kHeights);
        const ChartLayout layout(QSizeF(800, height), rowsOf(40, true), kHeights, 90);
        QCOMPARE(layout.rowHeight(), kHeights.row);
        QCOMPARE(layout.scrollRange(), 0.0);
        const PartRows rows({4, 30, 1}, true);
        const ChartLayout changing(QSizeF(800, ChartLayout::fullHeight(rows, kHeights)), rows,
                                   kHeights, 90);
        QCOMPARE(changing.scrollRange(), 0.0);
    }
};

QTEST_GUILESS_MAIN(TestChartLayout)
#include "tst_chartlayout.moc"
