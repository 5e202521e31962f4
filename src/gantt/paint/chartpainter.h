// Paints the chart of a run: the window's and the exported picture's.
#pragma once

#include "gantt/model/chartcontent.h"
#include "gantt/model/lanepicture.h"
#include "gantt/model/runpicture.h"
#include "gantt/paint/barcolors.h"
#include "gantt/paint/barpainter.h"
#include "gantt/paint/chartcanvas.h"
#include "gantt/paint/theme.h"
#include "timeline/timeline.h"

class QPainter;

// Rows, bars, ruler, strips and end markers. The canvas outlives the painter; one painter paints
// one moment.
class ChartPainter
{
public:
    // The pool's rows are scrolled by `scroll` px.
    ChartPainter(const ChartCanvas& canvas, const ChartContent& content, double scroll);

    // The axis' end for runs that took or will take `longestNs`: some room for the end marker. 73
    // years at most.
    static qint64 axisEndNs(qint64 longestNs);

    // How far left and right of its end marker's line the marker's text may reach.
    static double markerReachPx(const ChartFonts& fonts);

    // Paints what touches `exposed`. `picture` serves from frame to frame.
    void paint(QPainter& painter, RunPicture& picture, const QRectF& exposed) const;

    // What the look of everything in sight depends on, beside what is recorded of it.
    struct Look
    {
        Legend legend; // what the colours in sight mean
        bool poolInColumns = false;
        bool sequentialInColumns = false;
        bool operator==(const Look&) const = default;
    };
    Look look() const;
    // The number at the upper end of the strip of waiting jobs, for its values.
    int mostWaiting(const StripValues& values) const;

private:
    Legend legend() const;
    // Whether a lane in sight shows columns in the time that is in view.
    bool anyColumns() const;
    void paintHeading(QPainter& painter, const QRectF& place, const QString& text) const;
    void paintRow(QPainter& painter, const QRectF& row) const;
    void paintPoolRow(QPainter& painter, int row) const;
    // When nothing was taken up on purpose, across the rows in `place`, with how long it was, or at
    // least what it is, above them in `words`.
    void paintPauses(QPainter& painter, const QRectF& place, const QRectF& words,
                     const Timeline& timeline, qint64 nowNs) const;
    QString poolRowName(int row) const;
    // What stands in a bar of a worker's row; empty where it has no room.
    QString nameOf(const Bar& bar) const;
    // `number`, from 1, is the row's: where rows are low only every so manieth has room.
    void paintName(QPainter& painter, const QRectF& row, int number, const QString& name) const;
    void paintLane(QPainter& painter, const QRectF& row, const LanePicture& picture,
                   WorkerId worker) const;
    // Each job in a row of its own: the pale part its wait, the solid part its run.
    void paintJobs(QPainter& painter, ChartLayout::Rows rows) const;
    // All attempts at a job of the pool, of which the last stands there.
    std::vector<Bar> attemptsAt(Timeline::Place last) const;
    // What is said in the rows' heading ends at `wordsEnd`.
    void paintPool(QPainter& painter, const RunPicture& picture, const QRectF& exposed,
                   double wordsEnd) const;
    void paintSequential(QPainter& painter, const QRectF& exposed) const;
    // A worker that is idle for good, as all jobs have been taken and its own last one has ended.
    void paintIdle(QPainter& painter, const QRectF& row, const Lane& lane) const;
    void paintMarker(QPainter& painter, const QRectF& place, const Timeline& timeline, qint64 nowNs,
                     const QColor& color) const;
    void paintStrips(QPainter& painter, const StripValues& values, ColumnRange exposed) const;
    QRectF axisPart(const QRectF& place) const;
    QRectF poolRow(int row) const { return m_layout.poolRow(row, m_scroll); }

    const ChartCanvas& m_canvas;
    const ChartLayout& m_layout;
    const TimeScale& m_scale;
    const Theme& m_theme;
    const ColumnGrid m_grid;
    const ChartContent& m_content;
    const double m_scroll;
    const BarColors m_colors;
    const BarPainter m_bars;
    const qint64 m_poolNowNs;
    const qint64 m_sequentialNowNs;
    const qint64 m_poolUsualNs;
    const qint64 m_sequentialUsualNs;
};
