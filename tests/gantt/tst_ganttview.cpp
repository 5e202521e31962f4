#include "base/clock.h"
#include "fixtures/equaljobs.h"
#include "fixtures/textpicture.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"
#include "timeline/runrecord.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <random>
#include <utility>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

std::shared_ptr<RunRecord> articleRun()
{
    auto record = std::make_shared<RunRecord>(RunSettings());
    fixtures::recordRun(record->pool(), {"14", "25", "3"}, kSecond);
    fixtures::recordRun(*record->sequential(), {"12345"}, kSecond);
    return record;
}

// The first pixel above `bottom` in which two pictures differ; (-1, -1) when there is none.
QPoint firstDifference(const QImage& a, const QImage& b, double bottom)
{
    for (int y = 0; y < int(bottom); ++y) {
        for (int x = 0; x < b.width(); ++x) {
            if (a.pixel(x, y) != b.pixel(x, y))
                return {x, y};
        }
    }
    return {-1, -1};
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

    void whatIsHitIsWhatIsPainted()
    {
        GanttView view;
        view.resize(900, 700);
        view.show();
        const auto record = articleRun();
        view.showRun(record, 5 * kSecond);
        const auto content = ChartContent::of(*record, fixtures::kLongAfterNs);
        for (const qint64 zoomed : {5 * kSecond, 2 * kSecond, kSecond / 2}) {
            view.view().show({kSecond / 3, kSecond / 3 + zoomed});
            const QImage image = view.grab().toImage();
            const ChartLayout layout = view.chartLayout();
            int hits = 0;
            for (int x = int(layout.axisLeft()) + 1; x < int(layout.axisRight()) - 1; x += 3) {
                for (const QRectF& row : {layout.row(0, 0, 0), layout.row(0, 1, 0),
                                          layout.row(0, 2, 0), layout.rows(1)}) {
                    const QPointF point(x, row.top() + 9);
                    const auto hit = spanAt(content, layout, view.scale(), 0, point);
                    const QColor seen = image.pixelColor(x, int(point.y()));
                    // The edges of bars are blended, and lines of the end markers cross them.
                    bool isBar = false;
                    for (int job = 1; job <= 5; ++job)
                        isBar = isBar || seen == jobColor(JobId{job});
                    if (isBar) {
                        QVERIFY(hit);
                        QCOMPARE(seen, jobColor(spanOf(content, *hit).job));
                        ++hits;
                    } else if (seen == Theme::light().band) {
                        const bool nearEdge =
                            spanAt(content, layout, view.scale(), 0, point + QPointF(2, 0)) ||
                            spanAt(content, layout, view.scale(), 0, point - QPointF(2, 0));
                        QVERIFY(!hit || nearEdge);
                    }
                }
            }
            QVERIFY(hits > 100);
        }
    }

    void ctrlWheelZoomsAtThePointerAndShiftWheelPans()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showRun(articleRun(), 5 * kSecond);
        const QPointF pointer(view.scale().xOf(2 * kSecond), 100);
        const auto wheel = [&](Qt::KeyboardModifiers modifiers, int delta) {
            QWheelEvent event(pointer, view.viewport()->mapToGlobal(pointer), {}, {0, delta},
                              Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
            QApplication::sendEvent(view.viewport(), &event);
        };
        wheel(Qt::ControlModifier, 120);
        QVERIFY(view.view().visible().lengthNs() < view.view().whole().lengthNs());
        QVERIFY(std::abs(view.scale().xOf(2 * kSecond) - pointer.x()) < 1);
        const TimeRange before = view.view().visible();
        wheel(Qt::ShiftModifier, -120);
        QCOMPARE(view.view().visible().lengthNs(), before.lengthNs());
        QVERIFY(view.view().visible().startNs > before.startNs);
        QTest::keyClick(&view, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(view.view().visible(), before);
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.view().visible(), view.view().whole());
    }

    void keysZoomAndPan()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showRun(articleRun(), 5 * kSecond);
        QTest::keyClick(&view, Qt::Key_W);
        QTest::keyClick(&view, Qt::Key_W);
        const TimeRange zoomed = view.view().visible();
        QVERIFY(zoomed.lengthNs() < view.view().whole().lengthNs());
        QTest::keyClick(&view, Qt::Key_A);
        QVERIFY(view.view().visible().startNs < zoomed.startNs);
        QTest::keyClick(&view, Qt::Key_D);
        QCOMPARE(view.view().visible(), zoomed);
        QTest::keyClick(&view, Qt::Key_S);
        QTest::keyClick(&view, Qt::Key_S);
        QCOMPARE(view.view().visible(), view.view().whole());
    }

    void thePoolIsFittedWhereTheSequentialRunIsLonger()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        QVERIFY(!view.canFitPool());             // there is no run yet
        view.showRun(articleRun(), 5 * kSecond); // 2 s and 5 s
        QVERIFY(view.canFitPool());
        QTest::keyClick(&view, Qt::Key_P);
        QCOMPARE(view.view().visible().startNs, 0);
        QCOMPARE(view.view().visible().endNs, axisEndNs(2 * kSecond));
        QVERIFY(view.canFitPool());
        view.view().goBack();
        QCOMPARE(view.view().visible(), view.view().whole());

        // Where the pool takes longest, that is what Fit shows.
        auto slower = std::make_shared<RunRecord>(RunSettings());
        fixtures::recordRun(slower->pool(), {"14", "25", "3"}, kSecond);
        fixtures::recordRun(*slower->sequential(), {"12345"}, kSecond / 5);
        view.showRun(slower, 5 * kSecond);
        QVERIFY(!view.canFitPool());
        QTest::keyClick(&view, Qt::Key_P);
        QCOMPARE(view.view().mode(), Viewport::Mode::FitAll);
    }

    void aPoolThatGoesOnIsNotFitted()
    {
        auto record = std::make_shared<RunRecord>(RunSettings());
        record->pool().record({monotonicNs(), JobId{}, WorkerId{}, EventKind::RunBegan});
        GanttView view;
        view.resize(900, 500);
        view.showRun(record, 5 * kSecond);
        QVERIFY(!view.canFitPool());
    }

    void aDragSelectsARangeAndADoubleClickFitsIt()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showRun(articleRun(), 5 * kSecond);
        const auto at = [&](qint64 ns) {
            return QPoint(int(view.scale().xOf(ns)), 300);
        };
        const QPoint from = at(kSecond);
        const QPoint to = at(2 * kSecond);
        QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(view.viewport(), (from + to) / 2);
        QTest::mouseMove(view.viewport(), to);
        QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
        QVERIFY(view.marks().range);
        QVERIFY(std::abs(view.marks().range->startNs - kSecond) < kSecond / 50);
        QVERIFY(std::abs(view.marks().range->endNs - 2 * kSecond) < kSecond / 50);
        const TimeRange range = *view.marks().range;
        QTest::keyClick(&view, Qt::Key_F);
        QCOMPARE(view.view().visible(), range);
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(!view.marks().range);
    }

    void aClickSelectsAJobAndDotAndCommaGoOn()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showRun(articleRun(), 5 * kSecond);
        const QPointF row = view.chartLayout().row(0, 0, 0).center();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                          QPoint(int(view.scale().xOf(kSecond / 2)), int(row.y())));
        QCOMPARE(view.marks().selected, std::optional(JobId{1}));
        QVERIFY(view.selectionText().contains(QLatin1String("worker 1, status finished")));
        QVERIFY(view.selectionText().contains(QLatin1String("duration 1 s")));
        QTest::keyClick(&view, Qt::Key_Period);
        QCOMPARE(view.marks().selected, std::optional(JobId{4}));
        QTest::keyClick(&view, Qt::Key_Period);
        QCOMPARE(view.marks().selected, std::optional(JobId{4})); // the worker's last
        QTest::keyClick(&view, Qt::Key_Comma);
        QCOMPARE(view.marks().selected, std::optional(JobId{1}));
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.marks().selected, std::optional(JobId{2})); // at that time on worker 2
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.marks().selected, std::optional(JobId{3}));
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.marks().selected, std::optional(JobId{3})); // the last worker
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(view.marks().selected, std::optional(JobId{1}));
        view.setRowsBy(RowsBy::Job);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.marks().selected, std::optional(JobId{2}));
        QTest::keyClick(&view, Qt::Key_Up);
        view.setRowsBy(RowsBy::Worker);
        QTest::keyClick(&view, Qt::Key_F);
        QVERIFY(view.view().visible().lengthNs() < 2 * kSecond);
    }

    void draggingTheRulerAndTheMiddleButtonPan()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showRun(articleRun(), 5 * kSecond);
        const TimeRange middle{2 * kSecond, 3 * kSecond};
        const auto drag = [&](Qt::MouseButton button, int y) {
            view.view().show(middle);
            QTest::mousePress(view.viewport(), button, {}, QPoint(500, y));
            QTest::mouseMove(view.viewport(), QPoint(450, y));
            QTest::mouseMove(view.viewport(), QPoint(400, y));
            QTest::mouseRelease(view.viewport(), button, {}, QPoint(400, y));
            return view.view().visible().startNs - middle.startNs;
        };
        const qint64 byRuler = drag(Qt::LeftButton, 10);
        QVERIFY(byRuler > kSecond / 20);
        QCOMPARE(drag(Qt::MiddleButton, 200), byRuler);
    }

    void theOverviewsWindowIsDraggedAndDrawnAnew()
    {
        GanttView view;
        view.resize(900, 700);
        view.show();
        view.showRun(articleRun(), 5 * kSecond);
        const TimeRange whole = view.view().whole();
        const TimeScale scale = view.scale(); // the overview's as well, as all is in view
        const int y = int(view.chartLayout().overview().center().y());
        const auto drag = [&](qint64 fromNs, qint64 toNs) {
            const QPoint from(int(scale.xOf(fromNs)), y);
            const QPoint to(int(scale.xOf(toNs)), y);
            QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
            QTest::mouseMove(view.viewport(), (from + to) / 2);
            QTest::mouseMove(view.viewport(), to);
            QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
        };
        const auto isNear = [](qint64 a, qint64 b) {
            return std::abs(a - b) < kSecond / 25;
        };
        drag(kSecond, 2 * kSecond); // draws a new one
        QVERIFY(isNear(view.view().visible().startNs, kSecond));
        QVERIFY(isNear(view.view().visible().endNs, 2 * kSecond));
        drag(kSecond * 3 / 2, kSecond * 5 / 2); // moves it
        QVERIFY(isNear(view.view().visible().startNs, 2 * kSecond));
        QVERIFY(isNear(view.view().visible().endNs, 3 * kSecond));
        drag(3 * kSecond, 4 * kSecond); // its right edge
        QVERIFY(isNear(view.view().visible().startNs, 2 * kSecond));
        QVERIFY(isNear(view.view().visible().endNs, 4 * kSecond));
        QTest::keyClick(&view, Qt::Key_0);
        QCOMPARE(view.view().visible(), whole);
    }

    void twoMarkersMeasureADistance()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showRun(articleRun(), 5 * kSecond);
        const auto markAt = [&](qint64 ns) {
            QTest::mouseMove(view.viewport(), QPoint(int(view.scale().xOf(ns)), 300));
            QTest::keyClick(&view, Qt::Key_M);
        };
        markAt(kSecond);
        markAt(3 * kSecond);
        QCOMPARE(view.marks().markers.size(), std::size_t(2));
        const qint64 distance = view.marks().markers[1] - view.marks().markers[0];
        QVERIFY(std::abs(distance - 2 * kSecond) < kSecond / 25);
        view.grab();
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(view.marks().markers.empty());
    }

    void anyMixOfEventsIsSafe()
    {
        GanttView view;
        view.resize(700, 500);
        view.show();
        const std::shared_ptr<RunRecord> runs[] = {articleRun(),
                                                   fixtures::equalJobs(3'000, 40, 100'000)};
        view.showRun(runs[0], 5 * kSecond);
        std::mt19937 random(2026);
        // Longer by hand: POOLSCOPE_FUZZ_SECONDS=600 build/asan/bin/tst_ganttview
        // anyMixOfEventsIsSafe
        bool given = false;
        const int seconds = qEnvironmentVariableIntValue("POOLSCOPE_FUZZ_SECONDS", &given);
        const QDeadlineTimer end(std::chrono::seconds(given ? seconds : 20));
        const Qt::Key keys[] = {Qt::Key_W,    Qt::Key_A,     Qt::Key_S,      Qt::Key_D,
                                Qt::Key_F,    Qt::Key_Home,  Qt::Key_Space,  Qt::Key_M,
                                Qt::Key_0,    Qt::Key_Comma, Qt::Key_Period, Qt::Key_Escape,
                                Qt::Key_Left, Qt::Key_Right};
        for (int i = 0; !end.hasExpired(); ++i) {
            if (i % 1'000 == 999) {
                view.showRun(runs[random() % 2], 5 * kSecond);
                view.setRowsBy(RowsBy(random() % 2));
                view.setColorBy(ColorBy(random() % 4));
            }
            const QPoint point(int(random() % 700), int(random() % 500));
            const auto button = random() % 4 ? Qt::LeftButton : Qt::MiddleButton;
            switch (random() % 6) {
            case 0:
                QTest::mousePress(view.viewport(), button, {}, point);
                break;
            case 1:
                QTest::mouseRelease(view.viewport(), button, {}, point);
                break;
            case 2:
                QTest::mouseMove(view.viewport(), point);
                break;
            case 3:
                QTest::keyClick(&view, keys[random() % std::size(keys)]);
                break;
            case 4: {
                const Qt::KeyboardModifiers modifiers[] = {Qt::NoModifier, Qt::ControlModifier,
                                                           Qt::ShiftModifier};
                QWheelEvent event(point, view.viewport()->mapToGlobal(QPointF(point)), {},
                                  {0, int(random() % 2000) - 1000}, Qt::NoButton,
                                  modifiers[random() % 3], Qt::NoScrollPhase, false);
                QApplication::sendEvent(view.viewport(), &event);
                break;
            }
            default:
                QTest::keyClick(&view, random() % 2 ? Qt::Key_Z : Qt::Key_Y, Qt::ControlModifier);
                break;
            }
            if (i % 50 == 0)
                view.grab();
            const TimeRange visible = view.view().visible();
            QVERIFY(visible.startNs >= 0 && visible.endNs <= view.view().whole().endNs);
            QVERIFY(visible.lengthNs() >= Viewport::kMinLengthNs);
        }
    }

    void aRowAJobShowsItsWaitAndItsRun()
    {
        GanttView view;
        view.resize(900, 700);
        view.show();
        auto record = std::make_shared<RunRecord>(RunSettings());
        fixtures::recordRun(record->pool(), {"14", "25", "3"}, kSecond);
        view.showRun(record, 2 * kSecond);
        view.setRowsBy(RowsBy::Job);
        const QImage image = view.grab().toImage();
        const ChartLayout layout = view.chartLayout();
        const auto pixelAt = [&](double seconds, int job) {
            const QRectF bar = layout.barOf(layout.row(0, job - 1, 0));
            return image.pixelColor(int(view.scale().xOf(qint64(seconds * double(kSecond)))),
                                    int(bar.center().y() + bar.height() / 6 - 2));
        };
        QCOMPARE(pixelAt(0.9, 1), jobColor(JobId{1}));
        QCOMPARE(pixelAt(1.5, 1), Theme::light().band);
        QCOMPARE(pixelAt(0.5, 4).rgb(), mixed(Theme::light().band, jobColor(JobId{4}), 0.35).rgb());
        QCOMPARE(pixelAt(1.9, 4), jobColor(JobId{4}));
        // Both parts of a job's row are that job.
        auto content = ChartContent::of(*record, fixtures::kLongAfterNs);
        content.setRowsBy(RowsBy::Job);
        for (const double seconds : {0.5, 1.5}) {
            const QPointF point(view.scale().xOf(qint64(seconds * double(kSecond))),
                                layout.row(0, 3, 0).center().y());
            const auto hit = spanAt(content, layout, view.scale(), 0, point);
            QVERIFY(hit);
            QCOMPARE(spanOf(content, *hit).job, JobId{4});
        }
    }

    void namesOfOtherWidthLeaveNothingOfTheOverviewBehind()
    {
        const auto record = fixtures::equalJobs(8, 2, kSecond);
        record->origin.lanes = {{QStringLiteral("a"), QStringLiteral("a host of a longer name")},
                                {QStringLiteral("b"), QStringLiteral("a host of a longer name")}};
        const auto make = [&](RowsBy first) {
            auto view = std::make_unique<GanttView>();
            view->resize(900, 560);
            view->setRowsBy(first);
            view->showRun(record, 0);
            view->grab();
            view->setRowsBy(RowsBy::Host);
            return view->grab().toImage();
        };
        QCOMPARE(make(RowsBy::Worker), make(RowsBy::Host));
    }

    void rowsOfJobsComeAlongWithTheTimeInView()
    {
        const auto record = fixtures::equalJobs(20'000, 4, 100'000);
        GanttView view;
        view.resize(900, 700);
        view.show();
        view.showRun(record, 0);
        view.setRowsBy(RowsBy::Job);
        const qint64 middleNs = view.view().whole().endNs / 2;
        view.view().show({middleNs, middleNs + 200'000});
        const ChartLayout layout = view.chartLayout();
        const auto rows = layout.rowsInSight(0, view.verticalScrollBar()->value());
        const int atWork = int(middleNs / 100'000 * 4); // a row of a job that runs then
        QVERIFY(rows.first <= atWork && atWork <= rows.last);
        view.selectJob(JobId{17});
        QVERIFY(layout.rowsInSight(0, view.verticalScrollBar()->value()).first <= 16);
    }

    void coloursTellWorkersDurationsAndStatesApart()
    {
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showRun(articleRun(), 5 * kSecond);
        const auto colorOf = [&](int worker, double seconds) {
            const QRectF bar = view.chartLayout().barOf(view.chartLayout().row(0, worker - 1, 0));
            return view.grab().toImage().pixelColor(
                int(view.scale().xOf(qint64(seconds * double(kSecond)))), int(bar.top() + 4));
        };
        view.setColorBy(ColorBy::Worker);
        QCOMPARE(colorOf(2, 0.5), paletteColor(2));
        QCOMPARE(colorOf(2, 1.5), paletteColor(2));
        view.setColorBy(ColorBy::Duration);
        QCOMPARE(colorOf(1, 0.5), colorOf(3, 0.5));
        view.setColorBy(ColorBy::Status);
        QCOMPARE(colorOf(1, 0.5), Theme::light().pool);
    }

    void whatLiveDrawingLeavesOutLooksTheSame()
    {
        // A run that is recorded bit by bit, drawn live: each frame equals one that is drawn anew.
        std::mt19937 random(23);
        RunSettings settings;
        settings.pool.workers = 4;
        settings.baseline.when = SequentialRunWhen::Off;
        for (const RowsBy rowsBy : {RowsBy::Worker, RowsBy::Job}) {
            // As many jobs as have rows in sight: scrolling would repaint all.
            settings.jobs.count = rowsBy == RowsBy::Worker ? 400 : 14;
            const auto record = std::make_shared<RunRecord>(settings);
            Timeline& pool = record->pool();
            GanttView live;
            live.resize(1600, 600);
            live.setRowsBy(rowsBy);
            live.show();
            const qint64 beganNs = monotonicNs();
            const auto record1 = [&](EventKind kind, int job, int worker) {
                pool.record(Event{monotonicNs(), JobId{job}, WorkerId{worker}, kind,
                                  worker == 4 ? JobStatus::Failed : JobStatus::Finished});
            };
            pool.record(Event{beganNs, {}, {}, EventKind::RunBegan, {}});
            live.showRun(record, 600'000'000);
            QVERIFY(QTest::qWaitForWindowExposed(&live));
            // Jobs that have waited from the start on look different once they have started.
            const bool queuedBefore = rowsBy == RowsBy::Job;
            for (int job = 1; queuedBefore && job <= settings.jobs.count; ++job)
                record1(EventKind::Queued, job, 0);
            std::vector<int> running(4, 0);
            int next = 1;
            bool isGone = false; // the third worker, for a while
            for (int frame = 0; frame < 40; ++frame) {
                if (frame % 10 == 9) {
                    if (!isGone && running[2])
                        record1(EventKind::Finished, std::exchange(running[2], 0), 3);
                    record1(isGone ? EventKind::WorkerCame : EventKind::WorkerWent, 0, 3);
                    isGone = !isGone;
                }
                for (int event = 0; event < 10; ++event) {
                    const auto worker = random() % 4;
                    if (worker == 2 && isGone)
                        continue;
                    // One worker has long jobs that fail: then their bars change as a whole.
                    const bool isLong = worker == 3 || rowsBy == RowsBy::Job;
                    if (running[worker] && isLong && random() % 30 != 0)
                        continue;
                    if (running[worker]) {
                        record1(EventKind::Finished, running[worker], int(worker) + 1);
                        running[worker] = 0;
                    } else if (next <= settings.jobs.count) {
                        if (!queuedBefore)
                            record1(EventKind::Queued, next, 0);
                        record1(EventKind::Started, next, int(worker) + 1);
                        running[worker] = next++;
                    }
                }
                live.refresh();
                QApplication::processEvents();
                const QImage seen = live.screen()
                                        ->grabWindow(live.winId())
                                        .toImage()
                                        .convertToFormat(QImage::Format_RGB32);
                QImage anew(live.size(), QImage::Format_RGB32);
                live.render(&anew);
                QCOMPARE(firstDifference(seen, anew, live.chartLayout().overview().top()),
                         QPoint(-1, -1));
            }
        }
    }

    void chartsWithOneSelectionShowTheSameMarks()
    {
        GanttView first;
        GanttView second;
        first.showRun(articleRun(), 5 * kSecond);
        second.showRun(articleRun(), 5 * kSecond);
        second.setSelection(first.selection());
        QSignalSpy told(&second, &GanttView::selectionChanged);
        first.selectJob(JobId{4});
        QCOMPARE(second.marks().selected, std::optional(JobId{4}));
        QCOMPARE(told.count(), 1);
        QVERIFY(second.selectionText().contains(QLatin1String("job 4")));
        QTest::keyClick(&second, Qt::Key_Escape);
        QVERIFY(!first.marks().selected);
    }

    void manyWorkersScroll()
    {
        RunSettings settings;
        settings.pool.workers = 200;
        GanttView view;
        view.resize(900, 500);
        view.show();
        view.showPreview(settings, kSecond, {});
        QVERIFY(view.verticalScrollBar()->maximum() > 0);
        settings.pool.workers = 2;
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
