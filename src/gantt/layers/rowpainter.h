// Paints rows without what is in them: their ground, and what stands beside and above them.
#pragma once

#include "gantt/paint/chartcanvas.h"

class QPainter;
class TextBatch;

// The canvas outlives the painter.
class RowPainter
{
public:
    explicit RowPainter(const ChartCanvas& canvas) : m_canvas(canvas) {}

    // Over the rows of a simulated part it may be long: what passes behind it is covered.
    void paintHeading(QPainter& painter, const QRectF& place, const ChartPart& part) const;
    // Whether a row of the part has its ground throughout. A worker that comes or goes has it for
    // as long as it is there.
    static bool isGrounded(const ChartPart& part, int row);
    void paintGround(QPainter& painter, const QRectF& place, const ChartPart& part, int row,
                     bool throughout) const;
    // The name of a row, from 0; where rows are lower than names, one row of several has room for
    // it.
    void paintName(TextBatch& names, const QRectF& place, const ChartPart& part, int row) const;

private:
    QString nameOf(const ChartPart& part, int row) const;

    const ChartCanvas& m_canvas;
};
