// The benchmarks: each figure is the median of several runs, beside its peer in the same run where
// it has one. `poolscope-bench [makespan] [stop] [idle] [jobs] [chart] [moves] [draw] [live]
// [files]` runs those that are named, or all.

#include "app/controls/appearance.h"
#include "app/window/mainwindow.h"
#include "base/clock.h"
#include "benchfiles.h"
#include "fixtures/equaljobs.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"
#include "measure.h"
#include "plan/durationspread.h"
#include "pool/workerpool.h"
#include "session/terminal/commandline.h"
#include "timeline/eventrecorder.h"
#include "work/sleepwork.h"

#include <QAction>
#include <QApplication>
#include <QEventLoop>
#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>
#include <tuple>
#include <vector>

#include <sys/resource.h>

using namespace std::chrono_literals;

namespace {

constexpr int kRuns = 5;
constexpr QSize kChartSize(1600, 900);

qint64 makespanOf(const RunSettings& settings)
{
    Timeline timeline(settings.pool.workers);
    const auto recorder = EventRecorder::start(timeline, {});
    const SleepWork work(settings.jobs.duration);
    recorder->conclude(WorkerPool(settings, work, recorder->events()).run({}));
    if (timeline.outcome()->state != RunState::Finished)
        qFatal("%s", qPrintable(timeline.outcome()->message));
    return *timeline.makespanNs();
}

// How long the same jobs take in Go, in nanoseconds; nothing where it is not installed.
std::optional<double> makespanInGo(const RunSettings& settings)
{
    const QString program = qEnvironmentVariable("POOLSCOPE_GO_PEER");
    if (program.isEmpty())
        return std::nullopt;
    QProcess go;
    go.start(program, {QStringLiteral("-jobs=%1").arg(settings.jobs.count),
                       QStringLiteral("-capacity=%1").arg(settings.channelCapacity()),
                       QStringLiteral("-workers=%1").arg(settings.pool.workers),
                       QStringLiteral("-sleep=%1ns").arg(qint64(settings.jobs.duration.count()))});
    if (!go.waitForFinished(-1) || go.exitCode() != 0)
        qFatal("%s does not run: %s", qPrintable(program), go.readAllStandardError().constData());
    return go.readAllStandardOutput().trimmed().toDouble() * settings.jobs.count;
}

void benchMakespan()
{
    std::printf("\nMakespan above the ideal, 5 jobs of 1 s on 3 workers (median of %d)\n", kRuns);
    std::vector<double> above;
    std::vector<double> inGo;
    for (int i = 0; i < kRuns; ++i) {
        above.push_back(double(makespanOf(RunSettings()) - 2'000'000'000) / 1e6);
        std::printf("  run %d  %8.3f ms", i + 1, above.back());
        if (const auto go = makespanInGo(RunSettings())) {
            inGo.push_back((*go - 2e9) / 1e6);
            std::printf("   Go %8.3f ms", inGo.back());
        }
        std::printf("\n");
    }
    std::printf("  median %8.3f ms", median(above));
    if (!inGo.empty())
        std::printf("   Go %8.3f ms", median(inGo));
    std::printf("   target 0.300 ms\n");
}

// From the stop until the run has ended and all its threads with it.
void benchStop()
{
    RunSettings settings;
    settings.jobs.count = 10'000;
    settings.pool.workers = RunSettings::kMaxWorkers;
    settings.jobs.duration = 1h;
    std::vector<double> times;
    for (int i = 0; i < kRuns; ++i) {
        Timeline timeline(settings.pool.workers);
        std::stop_source stop;
        qint64 stoppedNs = 0;
        const auto recorder = EventRecorder::start(timeline, stop);
        std::jthread stopper([&] {
            while (timeline.startedCount() < std::size_t(settings.pool.workers))
                std::this_thread::sleep_for(1ms);
            std::this_thread::sleep_for(100ms);
            stoppedNs = monotonicNs();
            stop.request_stop();
        });
        const SleepWork work(settings.jobs.duration);
        const RunOutcome outcome =
            WorkerPool(settings, work, recorder->events()).run(stop.get_token());
        const qint64 endedNs = monotonicNs();
        stopper.join();
        recorder->conclude(outcome);
        if (timeline.outcome()->state != RunState::Stopped)
            qFatal("%s", qPrintable(timeline.outcome()->message));
        times.push_back(double(endedNs - stoppedNs) / 1e6);
    }
    std::printf("\nStop of 1,024 workers with a job of 1 h each: %.1f ms, at most %.1f (median and "
                "most of %d)   target 50 ms\n",
                median(times), std::ranges::max(times), kRuns);
}

double processorMs()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval& time) {
        return double(time.tv_sec) * 1e3 + double(time.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

void benchIdle()
{
    const Channel<Job> jobs(16);
    std::vector<std::jthread> workers;
    for (int i = 0; i < RunSettings::kMaxWorkers; ++i) {
        workers.emplace_back([receiver = jobs.receiver()] {
            while (receiver.receive()) {
            }
        });
    }
    std::this_thread::sleep_for(500ms);
    const double before = processorMs();
    std::this_thread::sleep_for(5s);
    std::printf("\n1,024 workers that wait for a job use %.2f ms of processor time in 5 s\n",
                processorMs() - before);
    jobs.sender().close();
}

void benchEmptyJobs()
{
    constexpr int kJobs = 1'000'000;
    std::printf("\nEmpty jobs through jobs and results channels, events recorded, %d jobs "
                "(median of %d)\n",
                kJobs, kRuns);
    std::printf("  workers  capacity        ns a job\n");
    for (const int workers : {1, 2, 8, 64}) {
        for (const int capacity : {kJobs, 1024}) {
            RunSettings settings;
            settings.jobs.count = kJobs;
            settings.pool.workers = workers;
            settings.pool.capacity = capacity;
            settings.jobs.duration = 0s;
            const double ns = medianOf(kRuns, [&] { return double(makespanOf(settings)) / kJobs; });
            std::printf("  %7d  %8d  %14.0f\n", workers, capacity, ns);
        }
    }
}

constexpr qint64 kEveryNs = 10'000; // a worker's jobs in the runs that are only painted

double msOf(const std::function<void()>& act)
{
    const qint64 before = monotonicNs();
    act();
    return double(monotonicNs() - before) / 1e6;
}

// The peer: a filled rectangle for each span; smooth, it shows shares of columns as ours does.
double rectangleASpan(const Timeline& timeline, const TimeScale& scale, QImage& image, bool smooth)
{
    return msOf([&] {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing, smooth);
        painter.fillRect(image.rect(), Theme::light().chart);
        const double height = double(image.height()) / timeline.laneCount();
        for (int lane = 0; lane < timeline.laneCount(); ++lane) {
            const std::size_t count = timeline.lane(lane).finishedCount();
            for (std::size_t k = 0; k < count; ++k) {
                const Span span = timeline.lane(lane).span(k);
                const double left = scale.xOf(span.startNs);
                painter.fillRect(
                    QRectF(left, lane * height, scale.xOf(*span.endNs) - left, height - 2),
                    jobColor(span.job));
            }
        }
    });
}

// A chart of so many spans, laid out and painted once, as fonts are loaded then.
std::unique_ptr<GanttView> viewOf(const std::shared_ptr<RunRecord>& record)
{
    auto view = std::make_unique<GanttView>();
    view->resize(kChartSize);
    view->show();
    view->showRun(record, 0);
    QApplication::processEvents();
    return view;
}

// One frame of the whole widget, painted as the window paints it, in milliseconds.
double frameMs(GanttView& view)
{
    return msOf([&] { view.viewport()->repaint(); });
}

void benchChart()
{
    constexpr int kFrames = 21;
    std::printf("\nOne frame of the chart, full view, 16 lanes, %d × %d (median of %d)\n",
                kChartSize.width(), kChartSize.height(), kFrames);
    std::printf("  spans        chart    a rectangle a span     ratio    smooth ones     ratio\n");
    for (const int spans : {5, 1'000, 100'000, 1'000'000, 10'000'000}) {
        const auto record = fixtures::equalJobs(spans, 16, kEveryNs);
        const auto view = viewOf(record);
        const TimeRange whole = view->view().whole();
        QImage peerImage(kChartSize, QImage::Format_RGB32);
        std::vector<double> ours;
        std::vector<double> plain;
        std::vector<double> smooth;
        for (int i = 0; i < kFrames; ++i) {
            // Another range each time, so that nothing is left from the frame before.
            view->view().show({0, whole.endNs - whole.endNs / 1000 * (1 + i % 2)});
            ours.push_back(frameMs(*view));
            if (spans <= 1'000'000 && i < kRuns) {
                plain.push_back(rectangleASpan(record->pool(), view->scale(), peerImage, false));
                smooth.push_back(rectangleASpan(record->pool(), view->scale(), peerImage, true));
            }
        }
        std::printf("  %8d  %6.3f ms", spans, median(ours));
        if (!plain.empty())
            std::printf("  %17.3f ms  %7.1f ×  %10.3f ms  %7.1f ×", median(plain),
                        median(plain) / median(ours), median(smooth),
                        median(smooth) / median(ours));
        std::printf("\n");
    }
}

// Pans and zooms through every length of time, and scrolls through the rows.
void benchMoves()
{
    constexpr int kSteps = 9;
    const auto record = fixtures::equalJobs(1'000'000, 16, kEveryNs);
    const auto view = viewOf(record);
    Viewport& shown = view->view();
    const qint64 middleNs = shown.whole().endNs / 2;
    std::printf("\n1,000,000 spans in 16 lanes: a pan and a zoom step (medians of %d)\n", kSteps);
    std::printf("  in view            pan         zoom\n");
    double worst = 0;
    for (qint64 lengthNs = shown.whole().endNs; lengthNs >= 1'000; lengthNs /= 4) {
        std::vector<double> pans;
        std::vector<double> zooms;
        for (int i = 0; i < kSteps; ++i) {
            shown.show({middleNs - lengthNs / 2, middleNs + lengthNs / 2});
            shown.pan(lengthNs / 20);
            pans.push_back(frameMs(*view));
            shown.zoom(0.8, middleNs);
            zooms.push_back(frameMs(*view));
        }
        std::printf("  %12.3f µs  %6.3f ms  %6.3f ms\n", double(lengthNs) / 1e3, median(pans),
                    median(zooms));
        worst = std::max({worst, median(pans), median(zooms)});
    }
    std::printf("  worst            %8.3f ms   target 4 ms\n", worst);

    std::printf("\n1,000,000 spans, scrolled to any place (medians of %d)\n", kSteps);
    for (const auto& [name, lanes, rowsBy] : {std::tuple{"1,024 lanes", 1024, RowsBy::Worker},
                                              std::tuple{"a row a job", 16, RowsBy::Job}}) {
        const auto scrolled = viewOf(fixtures::equalJobs(1'000'000, lanes, kEveryNs));
        scrolled->setRowsBy(rowsBy);
        QScrollBar* bar = scrolled->verticalScrollBar();
        double worstPlace = 0;
        for (int place = 0; place <= 10; ++place) {
            worstPlace = std::max(worstPlace, medianOf(kSteps, [&] {
                                      bar->setValue(bar->maximum() / 10 * ((place + 5) % 11));
                                      frameMs(*scrolled);
                                      bar->setValue(bar->maximum() / 10 * place);
                                      return frameMs(*scrolled);
                                  }));
        }
        std::printf("  %s: worst %6.3f ms   target 8 ms\n", name, worstPlace);
    }
}

// How long a million durations take to draw, of each kind.
void benchDraw()
{
    std::printf("\n1,000,000 durations drawn (median of %d)\n", kRuns);
    const std::pair<const char*, SpreadKind> kinds[] = {{"uniform", SpreadKind::Uniform},
                                                        {"exponential", SpreadKind::Exponential},
                                                        {"bimodal", SpreadKind::Bimodal},
                                                        {"pareto", SpreadKind::Pareto}};
    for (const auto& [name, kind] : kinds) {
        RunSettings settings;
        settings.jobs.count = 1'000'000;
        settings.jobs.spread.kind = kind;
        const double ms = medianOf(kRuns, [&settings] {
            const qint64 beganNs = monotonicNs();
            const JobDurations durations = drawDurations(settings);
            return durations.each() ? double(monotonicNs() - beganNs) / 1e6 : 0;
        });
        std::printf("  %-12s %6.1f ms   target 100 ms\n", name, ms);
    }
}

// While a million empty jobs run in the window: how long the event loop stood still at most, and
// what the window costs the run.
void benchLive()
{
    CommandLine line;
    for (const auto& [name, text] : {std::pair("jobs", "1000000"),
                                     {"workers", "8"},
                                     {"duration", "0s"},
                                     {"sequential", "off"}})
        line.given.emplace_back(QLatin1String(name), QLatin1String(text));
    std::printf("\n1,000,000 empty jobs on 8 workers with the window open (median of %d)\n", kRuns);
    std::vector<double> stalls;
    std::vector<double> ratios;
    for (int i = 0; i < kRuns; ++i) {
        const double headlessNs = double(makespanOf(line.settingsOver({})));
        MainWindow window(line);
        window.resize(1600, 900);
        window.show();
        window.startRun();
        const auto* runAction = window.findChild<QAction*>(QStringLiteral("actionRun"));
        stalls.push_back(longestStallMs([runAction] { return runAction->isEnabled(); }));
        ratios.push_back(double(window.run()->pool().makespanNs().value_or(0)) / headlessNs);
        window.close();
    }
    std::printf("  longest stall of the event loop  %6.1f ms   target 33 ms\n", median(stalls));
    std::printf("  run with the window ÷ without    %6.2f ×    target 1.25 ×\n", median(ratios));
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("poolscope-bench"));
    Appearance::setUp();
    const QStringList wanted = QApplication::arguments().mid(1);
    const std::pair<const char*, void (*)()> benches[] = {
        {"makespan", benchMakespan}, {"stop", benchStop},   {"idle", benchIdle},
        {"jobs", benchEmptyJobs},    {"chart", benchChart}, {"moves", benchMoves},
        {"draw", benchDraw},         {"live", benchLive},   {"files", benchFiles}};
    for (const auto& [name, bench] : benches) {
        if (wanted.isEmpty() || wanted.contains(QLatin1String(name)))
            bench();
        std::fflush(stdout);
    }
}
