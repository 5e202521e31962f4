// What would be, under what was: the part of the chart that is simulated.
#include "fixtures/equaljobs.h"
#include "fixtures/textpicture.h"
#include "gantt/model/charttext.h"
#include "gantt/paint/barcolors.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"

#include <QScrollBar>
#include <QTest>

namespace {

constexpr qint64 kUnit = fixtures::kUnitNs;

std::shared_ptr<RunRecord> poolRun(const std::vector<std::string>& pool)
{
    RunSettings settings;
    settings.pool.workers = int(pool.size());
    auto record = std::make_shared<RunRecord>(settings);
    fixtures::recordRun(record->pool(), pool, kUnit);
    fixtures::recordRun(*record->sequential(), {"1111223"}, kUnit);
    return record;
}

std::shared_ptr<RunRecord> shortRun()
{
    return poolRun({"223", "1111"});
}

// So many workers that share jobs of one length.
std::shared_ptr<const Timeline> crowd(int workers)
{
    const auto record = fixtures::equalJobs(4 * workers, workers, kUnit);
    return {record, &record->pool()};
}

// Where the middle of a time stands on a row.
QPointF pointAt(const GanttView& view, std::size_t part, int row, double units)
{
    const ChartLayout layout = view.chartLayout();
    return {view.scale().xOf(qint64(units * double(kUnit))),
            layout.barOf(layout.row(part, row, view.verticalScrollBar()->value())).center().y()};
}

} // namespace

class TestWhatIf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itStandsBetweenThePoolAndTheSequentialRun()
    {
        const auto record = shortRun();
        const auto simulated = fixtures::timelineOf({"1111", "3", "22"}, kUnit);
        const auto content = ChartContent::of(
            *record, fixtures::kLongAfterNs,
            {std::shared_ptr<const Timeline>(std::shared_ptr<void>(), simulated.get()),
             QStringLiteral("3 workers")});
        QCOMPARE(content.rows(), PartRows({2, 3, 1}, true));
        QVERIFY(!content.parts[0].isSimulated && !content.parts[2].isSimulated);
        QVERIFY(content.parts[1].isSimulated);
        QCOMPARE(content.parts[1].words, QStringLiteral("3 workers"));
        QCOMPARE(content.parts[1].nowNs, 4 * kUnit);
        QCOMPARE(content.parts[2].role, RunRole::Sequential);
        QCOMPARE(ChartContent::of(*record, fixtures::kLongAfterNs, {}).rows(),
                 PartRows({2, 1}, false));
    }

    void rowsOfJobsAreThePoolsAlone()
    {
        GanttView view;
        view.resize(900, 700);
        view.showRun(shortRun(), 0);
        view.setRowsBy(RowsBy::Job);
        view.showWhatIf(fixtures::timelineOf({"1111", "223"}, kUnit), {});
        // A click on a bar of the second worker: the job that it has then.
        view.show();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, pointAt(view, 1, 1, 2.5).toPoint());
        QCOMPARE(view.marks().selected, std::optional(JobId{3}));
    }

    void theAxisIsAsLongAsTheLongestPart()
    {
        GanttView view;
        view.resize(900, 560);
        view.showRun(shortRun(), 0);
        const qint64 before = view.scale().endNs;
        QVERIFY(before > 7 * kUnit && before < 8 * kUnit);
        view.showWhatIf(fixtures::timelineOf({"1111223111"}, kUnit), {});
        QVERIFY(view.scale().endNs > 10 * kUnit);
        view.showWhatIf(nullptr, {});
        QCOMPARE(view.scale().endNs, before);
    }

    void aMovingSliderMovesNothingOfThePool()
    {
        GanttView view;
        view.resize(900, 560);
        view.show();
        view.showRun(shortRun(), 0);
        const auto poolWith = [&view](int workers) {
            view.showWhatIf(crowd(workers), QStringLiteral("so many"));
            view.grab(); // lays out the scroll bar
            const QRectF rows = view.chartLayout().rows(0);
            return std::pair(rows, view.chartLayout().axisLeft());
        };
        const auto first = poolWith(1);
        for (const int workers : {2, 3, 8, 16, 99, 1, 64})
            QCOMPARE(poolWith(workers), first);
    }

    void whatIsSimulatedNeverLooksMeasured()
    {
        GanttView view;
        view.resize(900, 560);
        view.show();
        view.showRun(shortRun(), 0);
        view.showWhatIf(fixtures::timelineOf({"1111", "223"}, kUnit), {});
        const QImage image = view.grab().toImage();
        const ChartLayout layout = view.chartLayout();
        const auto pixelsOf = [&](std::size_t part, const QColor& color) {
            int count = 0;
            for (int row = 0; row < 2; ++row) {
                const QRect bar = layout.barOf(layout.row(part, row, 0)).toAlignedRect();
                for (int y = bar.top() + 3; y < bar.bottom() - 3; ++y) {
                    for (int x = bar.left() + 6; x < int(view.scale().xOf(kUnit * 3 / 2)); ++x)
                        count += image.pixelColor(x, y) == color ? 1 : 0;
                }
            }
            return count;
        };
        const QColor full = jobColor(JobId{1});
        QVERIFY(pixelsOf(0, full) > 500);
        QCOMPARE(pixelsOf(1, full), 0);
        const BarColors colors(Theme::light(), ColorBy::Job, std::nullopt);
        const QColor pale = colors.paled().ofBar(
            Bar{0, 1, 0, JobId{1}, JobStatus::Finished, false, 1, -1}, WorkerId{1});
        QVERIFY(pixelsOf(1, QColor(pale.rgb())) > 200);
        QVERIFY(view.chartLayout().partCount() == 3);
    }

    void busyColumnsArePalerToo()
    {
        GanttView view;
        view.resize(900, 560);
        view.show();
        const auto record = fixtures::equalJobs(20'000, 3, 100'000);
        view.showRun(record, 0);
        view.showWhatIf({record, &record->pool()}, {});
        const QImage image = view.grab().toImage();
        const auto darkest = [&](std::size_t part) {
            const QRect bar =
                view.chartLayout().barOf(view.chartLayout().row(part, 0, 0)).toAlignedRect();
            int least = 255;
            for (int x = bar.left() + 5; x < bar.left() + 300; ++x)
                least = std::min(least, qGray(image.pixel(x, bar.center().y())));
            return least;
        };
        QVERIFY(darkest(1) > darkest(0) + 20);
    }

    void aTipSaysFirstThatItIsSimulated()
    {
        GanttView view;
        view.resize(900, 560);
        const auto record = shortRun();
        view.showRun(record, 0);
        const std::shared_ptr<const Timeline> simulated =
            fixtures::timelineOf({"1111", "223"}, kUnit);
        for (const auto& [words, said] :
             {std::pair("2 workers, longest first", "simulated: 2 workers, longest first\n"),
              std::pair("", "simulated: what if\n")}) {
            const WhatIfPart whatIf{simulated, QString::fromLatin1(words)};
            view.showWhatIf(whatIf.timeline, whatIf.words);
            const auto content = ChartContent::of(*record, fixtures::kLongAfterNs, whatIf);
            const auto tip = [&](std::size_t part, int row, double units) {
                return tipAt(*record, content, view.chartLayout(), view.scale(), 0,
                             pointAt(view, part, row, units));
            };
            QVERIFY2(tip(1, 1, 2.5).startsWith(QString::fromLatin1(said)),
                     qPrintable(tip(1, 1, 2.5)));
            for (const char* fact : {"job: 3", "worker: 2", "start: 2 ms", "duration: 1 ms"})
                QVERIFY2(tip(1, 1, 2.5).contains(QLatin1String(fact)), qPrintable(tip(1, 1, 2.5)));
            QVERIFY(!tip(0, 0, 2.5).contains(QLatin1String("simulated")));
            QVERIFY(tip(1, 1, 3.5).isEmpty());
        }
    }

    void aJobIsMarkedInEveryPart()
    {
        GanttView view;
        view.resize(900, 560);
        view.show();
        view.showRun(shortRun(), 0);
        view.showWhatIf(fixtures::timelineOf({"1111", "223"}, kUnit), {});
        QTest::mouseMove(view.viewport(), pointAt(view, 0, 1, 3.5).toPoint()); // nothing else
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, pointAt(view, 1, 1, 1).toPoint());
        QCOMPARE(view.marks().selected, std::optional(JobId{2}));
        QTest::mouseMove(view.viewport(), QPoint(3, 3));
        const QImage image = view.grab().toImage();
        const ChartLayout layout = view.chartLayout();
        const QColor outer = selectionTones(Theme::light()).outer;
        for (const auto& [part, row] : {std::pair(0, 0), std::pair(1, 1)}) {
            const QRectF bar = layout.barOf(layout.row(std::size_t(part), row, 0));
            int framed = 0;
            for (int x = int(view.scale().xOf(0)) + 8; x < int(view.scale().xOf(kUnit)); ++x)
                framed += image.pixelColor(x, int(std::round(bar.top())) - 1) == outer ? 1 : 0;
            QVERIFY2(framed > 20, qPrintable(QString::number(part)));
        }
    }

    void bothPartsScrollTogetherAndAreHitWhereTheyAreSeen()
    {
        GanttView view;
        view.resize(900, 560);
        view.show();
        const auto record = fixtures::equalJobs(400, 40, kUnit);
        view.showRun(record, 0);
        const auto simulated = crowd(200);
        view.showWhatIf(simulated, {});
        QVERIFY(view.verticalScrollBar()->maximum() > 0);
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
        const auto content = ChartContent::of(*record, fixtures::kLongAfterNs, {simulated, {}});
        const double scroll = view.verticalScrollBar()->value();
        const ChartLayout layout = view.chartLayout();
        const auto rows = std::pair(39, 199); // the last ones
        for (const auto& [part, row] : {std::pair(0, rows.first), std::pair(1, rows.second)}) {
            const auto at = rowAt(content, layout, scroll,
                                  layout.row(std::size_t(part), row, scroll).center().y());
            QCOMPARE(at, std::optional(RowRef{std::size_t(part), row}));
        }
    }

    void anotherRunTakesItAway()
    {
        GanttView view;
        view.resize(900, 560);
        view.showWhatIf(crowd(3), {}); // of no run
        QCOMPARE(view.chartLayout().partCount(), std::size_t(2));
        view.showRun(shortRun(), 0);
        view.showWhatIf(crowd(3), {});
        QCOMPARE(view.chartLayout().partCount(), std::size_t(3));
        view.refresh();
        QCOMPARE(view.chartLayout().partCount(), std::size_t(3));
        view.showRun(shortRun(), 0);
        QCOMPARE(view.chartLayout().partCount(), std::size_t(2));
        view.showWhatIf(crowd(3), {});
        view.showPreview(RunSettings(), 0, {});
        QCOMPARE(view.chartLayout().partCount(), std::size_t(2));
        view.refresh();
        view.grab();
    }
};

QTEST_MAIN(TestWhatIf)
#include "tst_whatif.moc"
