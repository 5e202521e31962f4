#include "gantt/paint/simulatedlook.h"

#include <QBrush>
#include <QPainter>

#include <algorithm>

namespace {

// Calls dash(from, to) for each dash between two places on a line.
template <typename Dash>
void eachDash(double begin, double from, double to, Dash dash)
{
    for (double at = begin; at < to; at += kDashPx + kDashGapPx) {
        const double left = std::max(at, from);
        const double right = std::min(at + kDashPx, to);
        if (left < right)
            dash(left, right);
    }
}

} // namespace

void hatch(QPainter& painter, const QRectF& place, const QColor& ground)
{
    constexpr double kSlice = 60; // higher fills would go through the painter's thread pool
    QColor light = ground;
    light.setAlphaF(0.6F);
    const QBrush lines(light, Qt::FDiagPattern);
    for (double top = place.top(); top < place.bottom(); top += kSlice)
        painter.fillRect(
            QRectF(place.left(), top, place.width(), std::min(kSlice, place.bottom() - top)),
            lines);
}

void dashFrame(QPainter& painter, const QRectF& frame, double begin, double cornerPx,
               const QColor& color)
{
    const double inset = std::max(cornerPx, 1.0);
    eachDash(begin, frame.left() + inset, frame.right() - inset, [&](double from, double to) {
        painter.fillRect(QRectF(from, frame.top(), to - from, 1), color);
        painter.fillRect(QRectF(from, frame.bottom() - 1, to - from, 1), color);
    });
    eachDash(frame.top() + inset, frame.top() + inset, frame.bottom() - inset,
             [&](double from, double to) {
                 painter.fillRect(QRectF(frame.left(), from, 1, to - from), color);
                 painter.fillRect(QRectF(frame.right() - 1, from, 1, to - from), color);
             });
}

void dashDown(QPainter& painter, double x, double top, double bottom, const QColor& color)
{
    eachDash(top, top, bottom, [&](double from, double to) {
        painter.fillRect(QRectF(x, from, 2, to - from), color);
    });
}
