// Paints the chart of a run: the window's and the exported picture's.
#pragma once

#include "gantt/busyramp.h"
#include "gantt/chartcanvas.h"
#include "gantt/chartcontent.h"
#include "gantt/lanepicture.h"
#include "gantt/theme.h"

class Lane;
class QPainter;

// Rows, bars, ruler, strips and end markers. The canvas outlives the painter.
class ChartPainter
{
public:
    explicit ChartPainter(const ChartCanvas& canvas);

    // The axis' end for runs that took or will take `longestNs`: some room for the end marker. 73
    // years at most.
    static qint64 axisEndNs(qint64 longestNs);

    // Paints all within the layout's size; the pool's rows are scrolled by `scroll` px.
    void paint(QPainter& painter, const ChartContent& content, double scroll) const;

private:
    void paintHeading(QPainter& painter, const QRectF& place, const QString& text) const;
    void paintRow(QPainter& painter, const QRectF& row, int worker) const;
    void paintLane(QPainter& painter, const QRectF& row, const Timeline& timeline, int lane,
                   qint64 nowNs) const;
    void paintBar(QPainter& painter, const QRectF& place, const Bar& bar) const;
    void paintBarText(QPainter& painter, const QRectF& place, const Bar& bar) const;
    // A worker that is idle for good, as all jobs have been taken and its own last one has ended.
    void paintIdle(QPainter& painter, const QRectF& row, const Lane& lane, qint64 nowNs) const;
    void paintMarker(QPainter& painter, const QRectF& place, double top, const Timeline& timeline,
                     qint64 nowNs, const QColor& color) const;
    void paintStrips(QPainter& painter, const ChartContent& content, qint64 nowNs) const;
    QRectF axisPart(const QRectF& place) const;

    const ChartCanvas& m_canvas;
    const ChartLayout& m_layout;
    const TimeScale& m_scale;
    const Theme& m_theme;
    const BusyRamp m_ramp;
};
