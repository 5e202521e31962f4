#include "gantt/layers/litpainter.h"

#include "gantt/paint/chartcanvas.h"
#include "gantt/paint/theme.h"

#include <QPainter>

#include <algorithm>

namespace {

void paintVeil(QPainter& painter, const QRectF& place, const QColor& color)
{
    constexpr double kSlice = 60; // higher fills would go through the painter's thread pool
    for (double top = place.top(); top < place.bottom(); top += kSlice)
        painter.fillRect(
            QRectF(place.left(), top, place.width(), std::min(kSlice, place.bottom() - top)),
            color);
}

} // namespace

void paintLitGround(QPainter& painter, const ChartCanvas& canvas, const QRectF& row,
                    const std::vector<PxRange>& ranges)
{
    const QRectF place = canvas.layout().barOf(row);
    const QColor tint = mixed(canvas.theme().band, canvas.theme().accent, 0.3);
    for (const PxRange& range : ranges)
        painter.fillRect(QRectF(range.left, place.top(), range.right - range.left, place.height()),
                         tint);
}

void paintLit(QPainter& painter, const ChartCanvas& canvas, const QRectF& row,
              const std::vector<PxRange>& ranges)
{
    constexpr double kVeil = 0.75;
    const QRectF place = canvas.layout().barOf(row);
    QColor veil = canvas.theme().chart;
    veil.setAlphaF(float(kVeil));
    double left = place.left();
    for (const PxRange& range : ranges) {
        paintVeil(painter, QRectF(left, row.top(), range.left - left, row.height()), veil);
        left = range.right;
    }
    paintVeil(painter, QRectF(left, row.top(), place.right() - left, row.height()), veil);

    // The lines of a frame, as far as it has room for them and for what is in it.
    const QColor& accent = canvas.theme().accent;
    const double line = place.height() >= 12 ? 2 : 1;
    for (const PxRange& range : ranges) {
        const double width = range.right - range.left;
        painter.fillRect(QRectF(range.left, place.top(), width, line), accent);
        painter.fillRect(QRectF(range.left, place.bottom() - line, width, line), accent);
        if (width < 3 * line)
            continue;
        painter.fillRect(QRectF(range.left, place.top(), line, place.height()), accent);
        painter.fillRect(QRectF(range.right - line, place.top(), line, place.height()), accent);
    }
}
