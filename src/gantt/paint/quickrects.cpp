#include "gantt/paint/quickrects.h"

#include <QColor>
#include <QPainter>

#include <algorithm>

QuickRects::QuickRects(QPainter& painter, const QRectF& place)
    : m_painter(painter), m_device(DevicePixels::of(painter))
{
    if (!m_device)
        return;
    m_place = m_device->filledBy(place);
    m_image = QImage(m_place.size(), QImage::Format_ARGB32_Premultiplied);
    m_device->fit(m_image);
    m_image.fill(Qt::transparent);
}

void QuickRects::fill(const QRectF& rect, const QColor& color)
{
    if (!m_device) {
        m_painter.fillRect(rect, color);
        return;
    }
    const QRect pixels = (m_device->filledBy(rect) & m_place).translated(-m_place.topLeft());
    if (pixels.isEmpty())
        return;
    const QRgb rgb = color.rgb();
    const qsizetype stride = m_image.bytesPerLine() / qsizetype(sizeof(QRgb));
    QRgb* line = reinterpret_cast<QRgb*>(m_image.bits()) + pixels.top() * stride + pixels.left();
    for (int y = 0; y < pixels.height(); ++y, line += stride)
        std::fill_n(line, pixels.width(), rgb);
}

void QuickRects::draw()
{
    if (m_device && !m_image.isNull())
        m_device->draw(m_painter, m_place.topLeft(), m_image);
}
