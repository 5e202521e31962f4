// Small rectangles, thousands of them a frame.
#pragma once

#include "gantt/paint/devicepixels.h"

#include <QColor>
#include <QRectF>

#include <optional>
#include <utility>
#include <vector>

class QPainter;

// Into pixels, many go to an image of their own first, which costs a fraction of what the painter
// takes for each; the painter draws that all at once. A few, and elsewhere all, the painter fills.
// It outlives this.
class QuickRects
{
public:
    // All of them lie in `place`.
    QuickRects(QPainter& painter, const QRectF& place);

    // By draw(): the pixels that QPainter::fillRect() would fill. The colour is opaque.
    void fill(const QRectF& rect, const QColor& color);
    // Draws them, once.
    void draw();

private:
    void drawTogether(const DevicePixels& device);

    QPainter& m_painter;
    const std::optional<DevicePixels> m_device;
    const QRectF m_place;
    std::vector<std::pair<QRectF, QColor>> m_rects;
};
