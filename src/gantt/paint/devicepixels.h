// Painting straight onto the pixels of a device.
#pragma once

#include <QImage>
#include <QPoint>
#include <QRect>
#include <QRectF>
#include <QTransform>

#include <optional>

class QPainter;

// The pixels that a painter paints into, where one of its units is a whole number of them.
class DevicePixels
{
public:
    // Nothing where the painter does not paint into pixels, or between them.
    static std::optional<DevicePixels> of(const QPainter& painter);

    // How many a unit of the painter is long.
    int ratio() const { return m_ratio; }
    QRectF placeOf(const QRectF& rect) const { return m_toDevice.mapRect(rect); }
    QPointF placeOf(QPointF point) const { return m_toDevice.map(point); }
    // Whether a rectangle covers whole lines of pixels: its upper and lower edge lie between two.
    bool fillsLines(const QRectF& rect) const;
    // The pixels that the painter fills for a rectangle without smooth edges.
    QRect filledBy(const QRectF& rect) const;
    // The rectangle of the painter's that is these pixels.
    QRectF rectOf(const QRect& pixels) const;

    // Makes the image's pixels those of the device, for draw().
    void fit(QImage& image) const { image.setDevicePixelRatio(m_ratio); }
    // Draws an image that fits, its upper left pixel at `at`.
    void draw(QPainter& painter, QPoint at, const QImage& image) const;

private:
    DevicePixels(const QTransform& toDevice, int ratio) : m_toDevice(toDevice), m_ratio(ratio) {}

    QTransform m_toDevice;
    int m_ratio;
};
