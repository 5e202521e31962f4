#include "benches.h"
#include "fixtures/equaljobs.h"
#include "measure.h"
#include "report.h"

#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

namespace {

constexpr int kRuns = 5;
constexpr QSize kChartSize(1600, 900);
constexpr qint64 kEveryNs = 10'000; // a worker's jobs in the runs that are only painted

// The peer: a filled rectangle for each span; smooth, it shows shares of columns as ours does.
double rectangleASpan(const Timeline& timeline, const TimeScale& scale, QImage& image, bool smooth)
{
    return millisecondsOf([&] {
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
    return millisecondsOf([&] { view.viewport()->repaint(); });
}

} // namespace

void benchChart(Report& report)
{
    constexpr int kFrames = 21;
    std::printf("\nOne frame of the chart, full view, 16 lanes, %d × %d (median of %d)\n",
                kChartSize.width(), kChartSize.height(), kFrames);
    std::printf("  spans        chart    a rectangle a span     ratio    smooth ones     ratio\n");
    std::map<int, double> frames; // ms by spans
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
        frames[spans] = median(ours);
    }
    const auto frame = [&](int spans, const char* what, double limitMs) {
        report.add({QStringLiteral("one frame of %1 spans").arg(QLatin1String(what)), frames[spans],
                    QStringLiteral("ms"), Target::atMost(limitMs)});
    };
    frame(5, "5", 1);
    frame(1'000'000, "1,000,000", 4);
    report.add({QStringLiteral("one frame of 10,000,000 spans ÷ of 100,000"),
                frames[10'000'000] / frames[100'000], QStringLiteral("×"), Target::atMost(2),
                QStringLiteral("%1 and %2 ms")
                    .arg(figureText(frames[10'000'000]), figureText(frames[100'000]))});
}

void benchMoves(Report& report)
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
    report.add({QStringLiteral("a pan or zoom step in 1,000,000 spans, at the worst zoom"), worst,
                QStringLiteral("ms"), Target::atMost(4)});

    std::printf("\n1,000,000 spans, scrolled to any place (medians of %d)\n", kSteps);
    for (const auto& [name, lanes, rowsBy, limitMs] :
         {std::tuple{"1,024 lanes", 1024, RowsBy::Worker, 6},
          std::tuple{"a row a job", 16, RowsBy::Job, 8}}) {
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
        report.add({QStringLiteral("a scroll step in 1,000,000 spans, %1, at the worst place")
                        .arg(QLatin1String(name)),
                    worstPlace, QStringLiteral("ms"), Target::atMost(limitMs)});
    }
}
