#include "gantt/paint/quickrects.h"

#include <QImage>
#include <QPainter>

#include <algorithm>

QuickRects::QuickRects(QPainter& painter, const QRectF& place)
    : m_painter(painter), m_device(DevicePixels::of(painter)), m_place(place)
{
}

void QuickRects::fill(const QRectF& rect, const QColor& color)
{
    m_rects.emplace_back(rect, color);
}

void QuickRects::draw()
{
    constexpr std::size_t kFew = 64; // the image costs as much
    if (m_device && m_rects.size() > kFew) {
        drawTogether(*m_device);
        return;
    }
    for (const auto& [rect, color] : m_rects)
        m_painter.fillRect(rect, color);
}

void QuickRects::drawTogether(const DevicePixels& device)
{
    const QRect place = device.filledBy(m_place);
    QImage image(place.size(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return;
    device.fit(image);
    image.fill(Qt::transparent);
    const qsizetype stride = image.bytesPerLine() / qsizetype(sizeof(QRgb));
    auto* const first = reinterpret_cast<QRgb*>(image.bits());
    for (const auto& [rect, color] : m_rects) {
        const QRect pixels = (device.filledBy(rect) & place).translated(-place.topLeft());
        QRgb* line = first + pixels.top() * stride + pixels.left();
        for (int y = 0; y < pixels.height() && pixels.width() > 0; ++y, line += stride)
            std::fill_n(line, pixels.width(), color.rgb());
    }
    device.draw(m_painter, place.topLeft(), image);
}
