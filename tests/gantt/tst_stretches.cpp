#include "gantt/pixels/lanepicture.h"

#include <QTest>

#include <cmath>
#include <random>
#include <set>

namespace {

// A lane of spans of such lengths, in px of 1,000 ns, with as long a gap behind each.
void record(Lane& lane, const std::vector<double>& widthsPx, double gapPx = 0.1)
{
    double at = 0;
    int job = 0;
    for (const double width : widthsPx) {
        lane.start(JobId{++job}, qint64(at * 1'000));
        at += width;
        lane.finish(qint64(at * 1'000), JobStatus::Finished);
        at += gapPx;
    }
}

std::vector<double> exponentialWidths(std::mt19937& random, double meanPx, int count)
{
    std::vector<double> widths;
    for (int i = 0; i < count; ++i)
        widths.push_back(-meanPx * std::log((double(random()) + 1) / 4'294'967'297.0));
    return widths;
}

// So many px from `fromPx` on.
ColumnGrid gridFrom(double fromPx, int widthPx)
{
    const auto startNs = qint64(fromPx * 1'000);
    return {{startNs, startNs + qint64(widthPx) * 1'000, 0, double(widthPx)}, 1};
}

LanePicture pictureFrom(const Lane& lane, double fromPx, int widthPx = 1'000)
{
    return pictureOf(lane, gridFrom(fromPx, widthPx), 1'000'000'000'000);
}

} // namespace

class TestStretches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aJobOfSomePixelsAmongNarrowOnesIsNoBar()
    {
        std::vector<double> widths(1'000, 0.9);
        for (std::size_t i = 50; i < widths.size(); i += 70)
            widths[i] = 12;
        Lane lane;
        record(lane, widths);
        const auto picture = pictureFrom(lane, 0);
        QVERIFY(picture.bars.empty());
        QVERIFY(picture.columns.size() > 900);
    }

    void aReallyWideJobAmongNarrowOnesIsABar()
    {
        std::vector<double> widths(1'000, 0.9);
        widths[300] = 40;
        Lane lane;
        record(lane, widths);
        const auto picture = pictureFrom(lane, 0);
        QCOMPARE(picture.bars.size(), std::size_t(1));
        QCOMPARE(picture.bars[0].job, JobId{301});
    }

    void aNarrowJobAmongWideOnesIsABar()
    {
        std::vector<double> widths(100, 20);
        widths[7] = 0.3;
        widths[8] = 1.5;
        Lane lane;
        record(lane, widths);
        const auto picture = pictureFrom(lane, 0, 500);
        QVERIFY(picture.columns.empty());
        QVERIFY(picture.bars.size() > 20);
    }

    void movingTheViewChangesNoBar()
    {
        std::mt19937 random(15);
        for (const double meanPx : {1.0, 3.0, 4.0, 5.0, 12.0, 40.0}) {
            Lane lane;
            record(lane, exponentialWidths(random, meanPx, int(6'000 / meanPx)), 0.3 * meanPx);
            const auto barsBetween = [&](double viewPx, double fromPx, double toPx) {
                std::set<int> jobs;
                for (const Bar& bar : pictureFrom(lane, viewPx).bars) {
                    if (bar.left + viewPx >= fromPx && bar.right + viewPx <= toPx)
                        jobs.insert(bar.job.number);
                }
                return jobs;
            };
            const auto expected = barsBetween(2'000, 2'400, 2'600);
            for (double movedPx = -390; movedPx <= 390; movedPx += 7.3)
                QCOMPARE(barsBetween(2'000 + movedPx, 2'400, 2'600), expected);
        }
    }

    void aPartThatIsDrawnAloneLooksTheSame()
    {
        std::mt19937 random(16);
        for (const double meanPx : {1.0, 3.5, 4.5, 12.0}) {
            Lane lane;
            record(lane, exponentialWidths(random, meanPx, int(3'000 / meanPx)));
            const ColumnGrid grid = gridFrom(200, 1'000);
            const auto whole = pictureOf(lane, grid, 3'000'000);
            LanePicture part;
            for (const int first : {0, 1, 333, 900}) {
                LaneReducer(grid, {first, first + 100}, usualNs(lane, 3'000'000), 3'000'000)
                    .reduce(lane, part);
                std::set<int> expected;
                for (const Bar& bar : whole.bars) {
                    if (bar.right > first + 1 && bar.left < first + 99)
                        expected.insert(bar.job.number);
                }
                std::set<int> bars;
                for (const Bar& bar : part.bars)
                    bars.insert(bar.job.number);
                for (const int job : expected)
                    QVERIFY(bars.contains(job));
            }
        }
    }

    void aStretchIsAllBarsOrAllColumnsButForTheReallyWide()
    {
        std::mt19937 random(17);
        for (const double meanPx : {2.0, 3.0, 4.0, 5.0, 6.0}) {
            Lane lane;
            record(lane, exponentialWidths(random, meanPx, 2'000));
            const ColumnGrid grid = gridFrom(0, 1'000);
            const Stretches stretches(grid, usualNs(lane, 1'000'000'000));
            const auto picture = pictureOf(lane, grid, 1'000'000'000);
            std::set<std::size_t> barred;
            for (const Bar& bar : picture.bars)
                barred.insert(bar.span);
            for (std::size_t i = 0; lane.endNs(i) < 999'000; ++i) {
                const bool areColumns =
                    stretches.areColumns(lane, stretches.beginOf(lane.startNs(i)), 1'000'000'000);
                const bool isWide = stretches.isReallyWide(lane.endNs(i) - lane.startNs(i));
                // What ends within the column of others before it is in that.
                const bool isSeen = lane.endNs(i) - lane.startNs(i) >= 1'000;
                if (!areColumns && isSeen)
                    QVERIFY(barred.contains(i));
                if (areColumns && !isWide)
                    QVERIFY(!barred.contains(i));
            }
            QCOMPARE(showsColumns(lane, grid, usualNs(lane, 1'000'000'000), 1'000'000'000),
                     !picture.columns.empty());
        }
    }

    void chanceMixesNoBarsAndColumns()
    {
        // Jobs of one kind, at all zooms: never some stretches this way and some that.
        std::mt19937 random(19);
        int mixed = 0;
        int seen = 0;
        for (double meanPx = 1; meanPx < 20; meanPx *= 1.1) {
            Lane lane;
            record(lane, exponentialWidths(random, meanPx, int(1'200 / meanPx)));
            const ColumnGrid grid = gridFrom(0, 1'000);
            const Stretches stretches(grid, usualNs(lane, 1'000'000));
            int columns = 0;
            int all = 0;
            for (qint64 at = 0; at < 1'000'000; at = stretches.endOf(at), ++all)
                columns += stretches.areColumns(lane, at, 1'000'000) ? 1 : 0;
            mixed += std::min(columns, all - columns);
            seen += all;
        }
        QVERIFY2(mixed * 50 <= seen, qPrintable(QStringLiteral("%1 of %2").arg(mixed).arg(seen)));
    }

    void aStretchThatIsClearlyOtherwiseIsDrawnOtherwise()
    {
        // 3,000 narrow jobs, thirty wide ones, 3,000 narrow ones.
        std::vector<double> widths(3'000, 0.5);
        widths.insert(widths.end(), 30, 15);
        widths.insert(widths.end(), 3'000, 0.5);
        Lane lane;
        record(lane, widths);
        const auto picture = pictureFrom(lane, 1'600);
        QVERIFY(picture.bars.size() >= 15);
        QVERIFY(picture.columns.size() > 200);
    }

    void thereAreNeverMoreBarsThanColumns()
    {
        // A heavy tail: most are far below a pixel, some are very long.
        std::mt19937 random(18);
        for (int round = 0; round < 20; ++round) {
            std::vector<double> widths;
            for (int i = 0; i < 20'000; ++i)
                widths.push_back(0.02 / std::pow((double(random()) + 1) / 4'294'967'297.0, 0.9));
            Lane lane;
            record(lane, widths, 0.01);
            const auto picture = pictureFrom(lane, 100);
            QVERIFY(picture.bars.size() <= 1'000);
            QVERIFY(picture.columns.size() <= 1'000);
        }
    }
};

QTEST_GUILESS_MAIN(TestStretches)
#include "tst_stretches.moc"
