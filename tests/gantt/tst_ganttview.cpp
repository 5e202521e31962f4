#include "fixtures/textpicture.h"
#include "gantt/ganttview.h"
#include "gantt/theme.h"
#include "timeline/runrecord.h"

#include <QScrollBar>
#include <QTest>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

std::shared_ptr<RunRecord> articleRun()
{
    auto record = std::make_shared<RunRecord>(RunSettings());
    const auto draw = [](Timeline& timeline, const std::vector<std::string>& lines, qint64 end) {
        timeline.record(Event{fixtures::kBeganAtNs, {}, {}, EventKind::RunBegan, {}});
        for (std::size_t i = 0; i < lines.size(); ++i)
            fixtures::recordLane(timeline, int(i + 1), lines[i], kSecond);
        timeline.record(
            Event{fixtures::kBeganAtNs + end * kSecond, {}, {}, EventKind::RunEnded, {}});
        timeline.conclude({});
    };
    draw(record->pool, {"14", "25", "3"}, 2);
    draw(*record->sequential, {"12345"}, 5);
    return record;
}

} // namespace

class TestGanttView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void barsStandAtTheirTimesInTheirRows()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showRun(articleRun(), 5 * kSecond);
        const QImage image = view.grab().toImage();
        const TimeScale scale = view.scale();
        const auto pixelAt = [&](double seconds, int y) {
            return image.pixelColor(int(scale.xOf(qint64(seconds * double(kSecond)))), y);
        };
        // Near the left end and the top of each bar, where no text is.
        const ChartLayout::Heights heights;
        const auto rowY = [&](int row) {
            return int(heights.ruler + heights.heading + row * heights.row + 9);
        };
        QCOMPARE(pixelAt(0.5, rowY(0)), jobColor(JobId{1}));
        QCOMPARE(pixelAt(1.5, rowY(0)), jobColor(JobId{4}));
        QCOMPARE(pixelAt(0.5, rowY(1)), jobColor(JobId{2}));
        QCOMPARE(pixelAt(1.5, rowY(1)), jobColor(JobId{5}));
        QCOMPARE(pixelAt(0.5, rowY(2)), jobColor(JobId{3}));
        QCOMPARE(pixelAt(1.5, rowY(2)), Theme::light().chart); // idle
        QCOMPARE(pixelAt(3.3, rowY(0)), Theme::light().band);  // after the run
        const int sequentialY = rowY(3) + int(heights.marker + heights.heading);
        for (int job = 1; job <= 5; ++job)
            QCOMPARE(pixelAt(job - 0.5, sequentialY), jobColor(JobId{job}));
        // The end markers' lines.
        QCOMPARE(image.pixelColor(int(std::round(scale.xOf(2 * kSecond))), rowY(1)),
                 Theme::light().pool);
        QCOMPARE(image.pixelColor(int(std::round(scale.xOf(5 * kSecond))), rowY(1)),
                 Theme::light().sequential);
    }

    void theAxisEndsBehindTheLongerRun()
    {
        GanttView view;
        view.resize(900, 500);
        view.showRun(articleRun(), 3 * kSecond);
        QVERIFY(view.scale().endNs > 5 * kSecond);
        QVERIFY(view.scale().endNs < 6 * kSecond);
    }

    void aPreviewHasEmptyRowsAndAHint()
    {
        GanttView view;
        view.resize(900, 500);
        view.showPreview(RunSettings(), 5 * kSecond, QStringLiteral("Press Run"));
        const QImage image = view.grab().toImage();
        bool anyBar = false;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y)
                anyBar = anyBar || image.pixelColor(x, y) == jobColor(JobId{1});
        }
        QVERIFY(!anyBar);
    }

    void manyWorkersScroll()
    {
        RunSettings settings;
        settings.workers = 200;
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showPreview(settings, kSecond, {});
        QVERIFY(view.verticalScrollBar()->maximum() > 0);
        settings.workers = 2;
        view.showPreview(settings, kSecond, {});
        QCOMPARE(view.verticalScrollBar()->maximum(), 0);
    }

    void aTinyViewDoesNotFail()
    {
        GanttView view;
        view.showRun(articleRun(), 0);
        for (const QSize size : {QSize(1, 1), QSize(30, 10), QSize(100, 40)}) {
            view.resize(size);
            view.grab();
        }
    }
};

QTEST_MAIN(TestGanttView)
#include "tst_ganttview.moc"
