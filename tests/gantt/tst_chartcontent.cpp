#include "fixtures/textpicture.h"
#include "gantt/layers/chartpainter.h"
#include "gantt/layers/markspainter.h"
#include "gantt/model/chartcontent.h"
#include "gantt/model/charthit.h"
#include "gantt/model/jobplace.h"
#include "gantt/paint/theme.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <limits>

namespace {

constexpr qint64 kUnit = fixtures::kUnitNs;

std::unique_ptr<RunRecord> articleRun()
{
    auto record = std::make_unique<RunRecord>(RunSettings());
    fixtures::recordRun(record->pool(), {"14", "25", "3"}, kUnit);
    fixtures::recordRun(*record->sequential(), {"12345"}, kUnit);
    return record;
}

ChartContent contentOf(const RunRecord& record, qint64 atNs = fixtures::kLongAfterNs)
{
    return ChartContent::of(record, fixtures::kBeganAtNs + atNs);
}

} // namespace

class TestChartContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPartOfTheRecordHasItsRows()
    {
        const auto record = articleRun();
        const ChartContent content = contentOf(*record);
        QCOMPARE(content.rows().counts, std::vector<int>({3, 1}));
        QCOMPARE(content.parts[0].role, RunRole::Pool);
        QCOMPARE(content.parts[1].role, RunRole::Sequential);
        QCOMPARE(content.parts[1].timeline, record->sequential());
    }

    void onlyTheFirstPartHasARowAJob()
    {
        const auto record = articleRun();
        ChartContent content = contentOf(*record);
        content.setRowsBy(RowsBy::Job);
        QCOMPARE(content.rows().counts, std::vector<int>({5, 1}));
        QCOMPARE(content.parts[0].rowOf(JobId{4}, 0), 3);
        QCOMPARE(content.parts[1].rowOf(JobId{4}, 0), 0);
        content.setRowsBy(RowsBy::Worker);
        QCOMPARE(content.rows().counts, std::vector<int>({3, 1}));
    }

    void eachPartHasRunForAsLongAsItHas()
    {
        const auto record = articleRun();
        const ChartContent early = contentOf(*record, kUnit);
        QCOMPARE(early.longestNs(), kUnit);
        const ChartContent late = contentOf(*record);
        QCOMPARE(late.parts[0].nowNs, 2 * kUnit);
        QCOMPARE(late.longestNs(), 5 * kUnit);
        QVERIFY(late.isOver);
    }

    void aRunGoesOnUntilAllItsPartsHaveEnded()
    {
        RunRecord record{RunSettings()};
        QVERIFY(!contentOf(record).parts[0].begun);
        fixtures::recordRun(record.pool(), {"14", "25", "3"}, kUnit);
        QVERIFY(contentOf(record).parts[0].begun);
        QVERIFY(!contentOf(record).parts[1].begun);
        QVERIFY(!contentOf(record).isOver);
        fixtures::recordRun(*record.sequential(), {"12345"}, kUnit);
        QVERIFY(contentOf(record).isOver);
    }

    void aPreviewHasTheSameRowsAndNothingInThem()
    {
        RunSettings settings;
        settings.pool.workers = 7;
        const auto preview = ChartContent::preview(settings, QStringLiteral("Press Run"));
        QCOMPARE(preview.rows().counts, std::vector<int>({7, 1}));
        QVERIFY(!preview.first().timeline);
        QCOMPARE(preview.longestNs(), 0);
        settings.baseline.when = SequentialRunWhen::Off;
        QCOMPARE(ChartContent::preview(settings, {}).rows().counts, std::vector<int>({7}));
    }

    void theAxisHasRoomForTheEndAndIsNeverEmptyOrEndless()
    {
        QCOMPARE(axisEndNs(100'000), 101'000);
        QCOMPARE(axisEndNs(0), 1'000);
        QVERIFY(axisEndNs(std::numeric_limits<qint64>::max()) <
                std::numeric_limits<qint64>::max() / 3);
    }

    void theJobBesideAnotherIsOfTheSameWorker()
    {
        const auto record = articleRun();
        QCOMPARE(jobBeside(record->pool(), JobId{1}, 1), std::optional(JobId{4}));
        QCOMPARE(jobBeside(record->pool(), JobId{4}, -1), std::optional(JobId{1}));
        QVERIFY(!jobBeside(record->pool(), JobId{4}, 1));
        QVERIFY(!jobBeside(record->pool(), JobId{1}, -1));
        QVERIFY(!jobBeside(record->pool(), JobId{9}, 1));
    }

    void aJobsRangeHasRoomAroundIt()
    {
        const auto record = articleRun();
        const auto range = rangeAround(contentOf(*record).first(), JobId{4});
        QVERIFY(range);
        QVERIFY(range->startNs < kUnit && range->endNs > 2 * kUnit);
        QVERIFY(range->lengthNs() < 2 * kUnit);
        QVERIFY(!rangeAround(contentOf(*record).first(), JobId{9}));
    }

    // Whatever parts a record will have: nothing in the chart knows how many there are.
    void aThirdPartIsPaintedHitAndMarkedAsTheOthersAre()
    {
        const auto record = articleRun();
        const auto third = fixtures::timelineOf({"12", "345"}, kUnit);
        ChartContent content = contentOf(*record);
        ChartPart part = content.parts[1];
        part.timeline = third.get();
        part.workers = part.rows = 2;
        part.nowNs = 3 * kUnit;
        content.parts.push_back(part);

        const QSizeF size(800, 600);
        const ChartFonts fonts{QFont()};
        const ChartLayout layout(size, content.rows(), {}, ChartCanvas::namesWidth(fonts, content));
        const TimeScale scale{0, axisEndNs(content.longestNs()), layout.axisLeft(),
                              layout.axisWidth()};
        const ChartCanvas canvas(layout, scale, Theme::light(), fonts, 1);
        QImage image(size.toSize(), QImage::Format_RGB32);
        QPainter painter(&image);
        ChartPictures pictures;
        ChartPainter(canvas, content, 0).paint(painter, pictures, QRectF(QPointF(), size));
        painter.end();

        // Near the top of the bar, where no words are.
        const QPointF inJob5(scale.xOf(kUnit * 5 / 2), layout.row(2, 1, 0).top() + 9);
        QCOMPARE(image.pixelColor(inJob5.toPoint()), jobColor(JobId{5}));
        const auto hit = spanAt(content, layout, scale, 0, inJob5);
        QVERIFY(hit);
        QCOMPARE(hit->place.lane, 1);
        QCOMPARE(third->lane(hit->place.lane).span(hit->place.index).job, JobId{5});
        const auto frames = jobFrames(canvas, content, JobId{5}, 0);
        QCOMPARE(frames.size(), std::size_t(3));
        QVERIFY(frames[2].contains(inJob5));
    }
};

QTEST_MAIN(TestChartContent)
#include "tst_chartcontent.moc"
