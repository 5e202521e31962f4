// Small rectangles, thousands of them a frame.
#pragma once

#include "gantt/paint/devicepixels.h"

#include <QImage>
#include <QRect>

#include <optional>

class QColor;
class QPainter;

// Into pixels they go to an image of their own first, which costs a fraction of what the painter
// takes for each; the painter draws that all at once. Elsewhere the painter fills them. It outlives
// this.
class QuickRects
{
public:
    // All of them lie in `place`: what does not is cut off.
    QuickRects(QPainter& painter, const QRectF& place);

    // Fills the pixels that QPainter::fillRect() would. The colour is opaque.
    void fill(const QRectF& rect, const QColor& color);
    // Draws them, once.
    void draw();

private:
    QPainter& m_painter;
    const std::optional<DevicePixels> m_device;
    QRect m_place; // pixels
    QImage m_image;
};
