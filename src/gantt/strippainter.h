// The strips under the chart, on its time axis: jobs waiting in the channel, workers busy.
#pragma once

#include "gantt/timescale.h"

#include <QFont>
#include <QRectF>
#include <QString>

#include <vector>

class QPainter;
struct Theme;

struct Strip
{
    QString title;           // may have two lines
    std::vector<int> values; // one a column of columnPx, from the scale's left edge
    int most;                // the upper end of its own axis
    bool ofPool;             // green as the pool's time is, or in the accent
};

// Paints one strip into `place`: a step line over a filled area, its name and limits at the left.
void paintStrip(QPainter& painter, const QRectF& place, const Strip& strip, const TimeScale& scale,
                double columnPx, const Theme& theme, const QFont& font);
