// The benchmarks: each figure is the median of several runs, beside its peer in the same run where
// it has one. `poolscope-bench [makespan] [jobs] [chart] [live]` runs those that are named, or all.

#include "app/commandline.h"
#include "app/mainwindow.h"
#include "gantt/ganttview.h"
#include "gantt/theme.h"
#include "pool/clock.h"
#include "pool/sleepwork.h"
#include "pool/workerpool.h"
#include "timeline/eventrecorder.h"
#include "timeline/runrecord.h"

#include <QAction>
#include <QApplication>
#include <QEventLoop>
#include <QImage>
#include <QPainter>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace std::chrono_literals;

namespace {

constexpr int kRuns = 5;
constexpr QSize kChartSize(1600, 900);

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double medianOf(int runs, const std::function<double()>& measure)
{
    std::vector<double> values;
    for (int i = 0; i < runs; ++i)
        values.push_back(measure());
    return median(values);
}

qint64 makespanOf(const RunSettings& settings)
{
    Timeline timeline(settings.workers);
    const auto recorder = EventRecorder::start(timeline);
    const SleepWork work(settings.duration);
    recorder->conclude(WorkerPool(settings, work, recorder->events()).run({}));
    if (timeline.outcome()->state != RunState::Finished)
        qFatal("%s", qPrintable(timeline.outcome()->message));
    return *timeline.makespanNs();
}

void benchMakespan()
{
    std::printf("\nMakespan above the ideal, 5 jobs of 1 s on 3 workers (median of %d)\n", kRuns);
    std::vector<double> above;
    for (int i = 0; i < kRuns; ++i) {
        above.push_back(double(makespanOf(RunSettings()) - 2'000'000'000) / 1e6);
        std::printf("  run %d  %8.3f ms\n", i + 1, above.back());
    }
    std::printf("  median %8.3f ms   target 0.300 ms\n", median(above));
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
            settings.jobs = kJobs;
            settings.workers = workers;
            settings.capacity = capacity;
            settings.duration = 0s;
            const double ns = medianOf(kRuns, [&] { return double(makespanOf(settings)) / kJobs; });
            std::printf("  %7d  %8d  %14.0f\n", workers, capacity, ns);
        }
    }
}

// A run of `spans` equal jobs, each worker busy for four fifths of the time.
std::shared_ptr<RunRecord> recordOf(int spans, int workers)
{
    RunSettings settings;
    settings.jobs = spans;
    settings.workers = workers;
    settings.sequential = SequentialRunWhen::Off;
    auto record = std::make_shared<RunRecord>(settings);
    Timeline& timeline = record->pool;
    timeline.record(Event{0, {}, {}, EventKind::RunBegan, {}});
    constexpr qint64 kEveryNs = 10'000;
    for (int i = 0; i < spans; ++i) {
        const WorkerId worker{i % workers + 1};
        const qint64 startNs = i / workers * kEveryNs + i % workers * 100;
        timeline.record(Event{0, JobId{i + 1}, {}, EventKind::Queued, {}});
        timeline.record(Event{startNs, JobId{i + 1}, worker, EventKind::Started, {}});
        timeline.record(
            Event{startNs + kEveryNs * 4 / 5, JobId{i + 1}, worker, EventKind::Finished, {}});
    }
    timeline.record(Event{qint64(spans / workers + 1) * kEveryNs, {}, {}, EventKind::RunEnded, {}});
    timeline.conclude({});
    return record;
}

double msOf(const std::function<void()>& act)
{
    const qint64 before = monotonicNs();
    act();
    return double(monotonicNs() - before) / 1e6;
}

// The peer: a filled rectangle for each span.
double rectangleASpan(const Timeline& timeline, const TimeScale& scale, QImage& image)
{
    return msOf([&] {
        QPainter painter(&image);
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

void benchChart()
{
    constexpr int kFrames = 21;
    std::printf("\nOne frame of the chart, full view, 16 lanes, %d × %d (median of %d)\n",
                kChartSize.width(), kChartSize.height(), kFrames);
    std::printf("  spans        chart    a rectangle a span     ratio\n");
    for (const int spans : {5, 1'000, 100'000, 1'000'000, 10'000'000}) {
        const auto record = recordOf(spans, 16);
        GanttView view;
        view.resize(kChartSize);
        view.showRun(record, 0);
        QImage image(kChartSize, QImage::Format_RGB32);
        QImage peerImage(kChartSize, QImage::Format_RGB32);
        view.render(&image); // the first one lays out and loads fonts
        std::vector<double> ours;
        std::vector<double> theirs;
        for (int i = 0; i < kFrames; ++i) {
            ours.push_back(msOf([&] { view.render(&image); }));
            if (spans <= 1'000'000 && i < kRuns)
                theirs.push_back(rectangleASpan(record->pool, view.scale(), peerImage));
        }
        if (theirs.empty())
            std::printf("  %8d  %6.3f ms\n", spans, median(ours));
        else
            std::printf("  %8d  %6.3f ms  %17.3f ms  %7.1f ×\n", spans, median(ours),
                        median(theirs), median(theirs) / median(ours));
    }
}

// While a million empty jobs run in the window: how long the event loop stood still at most, and
// what the window costs the run.
void benchLive()
{
    constexpr int kJobs = 1'000'000;
    CommandLine line;
    line.jobs = kJobs;
    line.workers = 8;
    line.duration = 0s;
    line.sequential = SequentialRunWhen::Off;
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
        double longest = 0;
        qint64 lastNs = monotonicNs();
        QEventLoop loop;
        QTimer heartbeat;
        heartbeat.setTimerType(Qt::PreciseTimer);
        QObject::connect(&heartbeat, &QTimer::timeout, [&] {
            const qint64 nowNs = monotonicNs();
            longest = std::max(longest, double(nowNs - lastNs) / 1e6);
            lastNs = nowNs;
            if (runAction->isEnabled())
                loop.quit();
        });
        heartbeat.start(1ms);
        loop.exec();
        stalls.push_back(longest);
        ratios.push_back(double(window.run()->pool.makespanNs().value_or(0)) / headlessNs);
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
    const std::pair<const char*, void (*)()> benches[] = {{"makespan", benchMakespan},
                                                          {"jobs", benchEmptyJobs},
                                                          {"chart", benchChart},
                                                          {"live", benchLive}};
    for (const auto& [name, bench] : benches) {
        if (wanted.isEmpty() || wanted.contains(QLatin1String(name)))
            bench();
        std::fflush(stdout);
    }
}
