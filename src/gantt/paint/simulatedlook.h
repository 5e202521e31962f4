// What tells apart what is simulated from what was measured: hatches and dashes. Both are drawn
// without QPen's dashes, which cost the painter many times as much.
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;
struct Theme;

inline constexpr double kDashPx = 4;
inline constexpr double kDashGapPx = 3;

// Hatches what is filled in `place` by lines of the colour of its ground: where nothing is filled
// they are not seen.
void hatch(QPainter& painter, const QRectF& place, const QColor& ground);

// Dashes along the edges of a frame, but for its corners. Those above and below are counted from
// `begin`, at or left of its left edge.
void dashFrame(QPainter& painter, const QRectF& frame, double begin, double cornerPx,
               const QColor& color);

// A dashed vertical line, 2 px wide.
void dashDown(QPainter& painter, double x, double top, double bottom, const QColor& color);
