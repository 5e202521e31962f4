// What the colours of the chart mean, in words.
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

#include <vector>

class ChartCanvas;
class QPainter;

struct Legend
{
    struct Entry
    {
        QColor color;
        QString text;
        bool isHatched = false;
        bool operator==(const Entry&) const = default;
    };
    // From one end of a range to the other.
    struct Ramp
    {
        QString from;
        std::vector<QColor> colors;
        QString to;
        bool operator==(const Ramp&) const = default;
    };

    std::vector<Entry> entries;
    std::vector<Ramp> ramps;
    bool operator==(const Legend&) const = default;
};

// Where the legend stands at the right end of `place`; of no width where there is no room for all
// of it, or nothing to say.
QRectF legendPlace(const QRectF& place, const Legend& legend, const ChartCanvas& canvas);

// Paints the legend at the right end of `place`, where there is room for all of it.
void paintLegend(QPainter& painter, const QRectF& place, const Legend& legend,
                 const ChartCanvas& canvas);
