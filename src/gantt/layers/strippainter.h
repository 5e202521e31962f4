// The strips under the chart, on its time axis: jobs waiting in the channel, workers busy.
#pragma once

#include "gantt/pixels/columngrid.h"

#include <QColor>
#include <QRectF>
#include <QString>

#include <vector>

class ChartCanvas;
class QPainter;

struct Strip
{
    QString title; // in two lines
    QString subtitle;
    const std::vector<double>& values; // one a column
    int most;                          // the upper end of its own axis
    QColor color;
    // What is marked along the upper edge: a word for it, empty for nothing, and the share of each
    // column that it takes.
    QString mark;
    const std::vector<double>& marked;
};

// Paints the exposed columns of a step line over a filled area: `most` is as high as the area, that
// stands on `ground`.
void paintSteps(QPainter& painter, const QRectF& area, const std::vector<double>& values,
                double most, const QColor& color, const QColor& ground, ColumnRange exposed,
                const ChartCanvas& canvas);

// Paints the exposed columns of a strip into `place`: a step line over a filled area; its name and
// limits stand at the left.
void paintStrip(QPainter& painter, const QRectF& place, const Strip& strip, ColumnRange exposed,
                const ChartCanvas& canvas);
