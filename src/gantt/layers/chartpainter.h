// Paints the chart of a run: the window's and the exported picture's.
#pragma once

#include "gantt/layers/lanepainter.h"
#include "gantt/layers/litpainter.h"
#include "gantt/layers/rowpainter.h"
#include "gantt/model/chartcontent.h"
#include "gantt/paint/barcolors.h"
#include "gantt/paint/chartcanvas.h"
#include "gantt/pixels/runpicture.h"

#include <vector>

class QPainter;

// One for each part of the content.
using ChartPictures = std::vector<RunPicture>;

// Rows, bars, ruler, strips and end markers. Canvas and content outlive the painter; one painter
// paints one moment.
class ChartPainter
{
public:
    // The rows that scroll are scrolled by `scroll` px.
    ChartPainter(const ChartCanvas& canvas, const ChartContent& content, double scroll);

    // Paints what touches `exposed`. `pictures` serve from frame to frame.
    void paint(QPainter& painter, ChartPictures& pictures, const QRectF& exposed) const;

    // What the look of everything in sight depends on, beside what is recorded of it.
    struct Look
    {
        Legend legend;               // what the colours in sight mean
        std::vector<bool> inColumns; // each part, as a rule
        // Of each part's rows in sight, how often a worker has come or gone: where it is not there,
        // its row has no ground, in the time to come either.
        std::vector<std::size_t> comings;
        bool operator==(const Look&) const = default;
    };
    const Look& look() const { return m_look; }
    // The number at the upper end of the strip of waiting jobs, for its values.
    int mostWaiting(const StripValues& values) const;

private:
    void reduce(ChartPictures& pictures, ColumnRange columns) const;
    Look lookNow() const;
    std::size_t comings(std::size_t part) const;
    Legend legend() const;
    bool anySimulated() const;
    // Whether a lane in sight shows columns in the time that is in view.
    bool anyColumns() const;
    void paintBackground(QPainter& painter) const;
    std::vector<std::vector<bool>> groundedRows() const;
    // What is said of its pauses stands in `words`.
    void paintPart(QPainter& painter, std::size_t index, const RunPicture& picture,
                   const QRectF& exposed, const QRectF& words) const;
    void paintEndMarkers(QPainter& painter) const;
    // What is lit on each of the rows; empty where nothing is.
    std::vector<std::vector<PxRange>> litOn(std::size_t index, ChartLayout::Rows rows) const;
    void paintLanes(QPainter& painter, std::size_t index, ChartLayout::Rows rows,
                    const RunPicture& picture) const;
    void paintJobs(QPainter& painter, std::size_t index, ChartLayout::Rows rows) const;
    void paintHosts(QPainter& painter, std::size_t index, ChartLayout::Rows rows,
                    const RunPicture& picture, ColumnRange exposed) const;
    void paintStrips(QPainter& painter, const StripValues& values, ColumnRange exposed) const;

    const ChartCanvas& m_canvas;
    const ChartLayout& m_layout;
    const ColumnGrid m_grid;
    const ChartContent& m_content;
    const double m_scroll;
    const BarColors m_colors;
    const RowPainter m_rows;
    const LanePainter m_lanes;
    const BarColors m_paleColors;
    const LanePainter m_simulatedLanes;
    const Look m_look;
    // Of each part, its rows in sight: whether they have their ground throughout. Asked once, as a
    // worker may go while they are painted.
    const std::vector<std::vector<bool>> m_grounded;
};
