#include "gantt/paint/devicepixels.h"

#include <QPaintEngine>
#include <QPainter>

#include <cmath>

std::optional<DevicePixels> DevicePixels::of(const QPainter& painter)
{
    if (painter.paintEngine()->type() != QPaintEngine::Raster)
        return std::nullopt;
    const QTransform& toDevice = painter.deviceTransform();
    const auto ratio = int(toDevice.m11());
    if (toDevice.type() > QTransform::TxScale || ratio < 1 || toDevice.m11() != ratio ||
        toDevice.m22() != ratio)
        return std::nullopt;
    return DevicePixels(toDevice, ratio);
}

bool DevicePixels::fillsLines(const QRectF& rect) const
{
    constexpr double kTolerated = 1.0 / 256; // what smooth edges do not show
    const auto isWhole = [](double y) {
        return std::abs(y - std::round(y)) < kTolerated;
    };
    const QRectF place = placeOf(rect);
    return isWhole(place.top()) && isWhole(place.bottom());
}

QRect DevicePixels::filledBy(const QRectF& rect) const
{
    const QRectF place = placeOf(rect);
    const QPoint topLeft(qRound(place.left()), qRound(place.top()));
    return {topLeft, QPoint(qRound(place.right()) - 1, qRound(place.bottom()) - 1)};
}

QRectF DevicePixels::rectOf(const QRect& pixels) const
{
    return {(pixels.x() - m_toDevice.dx()) / m_ratio, (pixels.y() - m_toDevice.dy()) / m_ratio,
            double(pixels.width()) / m_ratio, double(pixels.height()) / m_ratio};
}

void DevicePixels::draw(QPainter& painter, QPoint at, const QImage& image) const
{
    Q_ASSERT(image.devicePixelRatio() == m_ratio);
    painter.drawImage(rectOf({at, QSize(1, 1)}).topLeft(), image);
}
