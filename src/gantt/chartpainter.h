// Paints the chart of a run: the window's and the exported picture's.
#pragma once

#include "gantt/chartlayout.h"
#include "gantt/lanepicture.h"
#include "gantt/theme.h"
#include "gantt/timescale.h"
#include "gantt/viewport.h"

#include <QFont>

#include <array>
#include <optional>
#include <vector>

class QPainter;
class Timeline;

// What is to be seen.
struct ChartContent
{
    const Timeline* pool = nullptr;       // nothing before the first run: rows stand empty
    const Timeline* sequential = nullptr; // nothing when it is off
    int workers = 1;                      // rows of the pool
    int jobs = 0;                         // how many the run has
    qint64 monotonicNowNs = 0;            // up to when running jobs are drawn
    int capacity = 0;                     // of the jobs channel
    QString hint;                         // said where there is nothing to see yet
};

// What the user has marked.
struct ChartMarks
{
    std::optional<JobId> hovered; // lit up in both runs
    std::optional<JobId> selected;
    std::optional<TimeRange> range;
    std::vector<qint64> markers; // one or two; two are a distance
};

class ChartPainter
{
public:
    // `columnPx` is the width of a device pixel in painter units.
    ChartPainter(const ChartLayout& layout, const TimeScale& scale, const Theme& theme,
                 const QFont& font, double columnPx);

    // The axis' end for runs that took or will take `longestNs`: some room for the end marker. 73
    // years at most.
    static qint64 axisEndNs(qint64 longestNs);
    // The width that the workers' names need.
    static double namesWidth(const QFont& font, int workers);

    // Paints all within the layout's size; the pool's rows are scrolled by `scroll` px.
    void paint(QPainter& painter, const ChartContent& content, double scroll) const;
    // Paints over it what the user has marked.
    void paintMarks(QPainter& painter, const ChartContent& content, const ChartMarks& marks,
                    double scroll) const;
    // Paints the whole run in small into the overview's place.
    void paintOverview(QPainter& painter, const ChartContent& content, qint64 wholeEndNs) const;
    // Paints over it the part that is in view.
    void paintOverviewWindow(QPainter& painter, const Viewport& viewport) const;

private:
    void paintHeading(QPainter& painter, const QRectF& place, const QString& text) const;
    void paintRow(QPainter& painter, const QRectF& row, int worker) const;
    void paintLane(QPainter& painter, const QRectF& row, const Timeline& timeline, int lane,
                   qint64 nowNs) const;
    void paintColumns(QPainter& painter, const QRectF& place,
                      const std::vector<BusyColumn>& columns, double leftPx) const;
    void paintBar(QPainter& painter, const QRectF& place, const Bar& bar) const;
    void paintBarText(QPainter& painter, const QRectF& place, const Bar& bar) const;
    // A worker that is idle for good, as all jobs have been taken and its own last one has ended.
    void paintIdle(QPainter& painter, const QRectF& row, const Lane& lane, qint64 nowNs) const;
    void paintMarker(QPainter& painter, const QRectF& place, double top, const Timeline& timeline,
                     qint64 nowNs, const QColor& color) const;
    void paintStrips(QPainter& painter, const ChartContent& content, qint64 nowNs) const;
    void paintJobFrame(QPainter& painter, const ChartContent& content, JobId job, double scroll,
                       const QColor& color) const;
    void paintDistance(QPainter& painter, const std::vector<qint64>& markers) const;
    QRectF axisPart(const QRectF& place) const;
    QRectF barPlace(const QRectF& row) const;
    TimeScale wholeScale(qint64 wholeEndNs) const;

    const ChartLayout& m_layout;
    const TimeScale m_scale;
    const Theme& m_theme;
    const QFont m_font;
    const QFont m_boldFont;
    const QFont m_smallFont;
    const double m_columnPx;
    // From a worker that is idle to one that is busy all the time.
    static constexpr std::size_t kRampSteps = 256;
    std::array<QRgb, kRampSteps> m_busyRamp;
};
