// Bars with round corners, many of them a frame.
#pragma once

class QColor;
class QPainter;
class QRectF;

// Fills a rectangle with round corners, smooth at its edges. Into pixels it is put together from
// its ends, which are drawn once and kept, at most 1/32 pixel beside their place, and a plain
// rectangle between them. Anywhere else, and where its upper or lower edge lies between pixels, it
// is drawn as a whole. From any thread.
void fillRoundBar(QPainter& painter, const QRectF& bar, double radius, const QColor& color);
