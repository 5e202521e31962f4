#include "gantt/paint/roundbar.h"

#include "gantt/paint/devicepixels.h"

#include <QColor>
#include <QHash>
#include <QImage>
#include <QPainter>
#include <QRectF>

#include <cmath>

namespace {

constexpr int kPhaseBits = 4;
constexpr int kPhases = 1 << kPhaseBits; // of a pixel

// What a kept end looks like, in device pixels.
struct End
{
    QRgb color;
    int height;
    double radius;
    int phase; // how far the bar's edge is inside the outermost pixel, in sixteenths of it
    bool right;

    int width() const { return int(std::ceil(radius)) + 1; }
    bool operator==(const End&) const = default;
};

std::size_t qHash(const End& end, std::size_t seed)
{
    return qHashMulti(seed, end.color, end.height, end.radius, end.phase, end.right);
}

// The ends that a thread has drawn.
class Ends
{
public:
    static Ends& ofThisThread()
    {
        thread_local Ends ends;
        return ends;
    }

    const QImage& imageOf(const End& end, const DevicePixels& pixels)
    {
        constexpr qsizetype kMaxKept = 2048; // some 1 MB
        if (m_images.size() >= kMaxKept)
            m_images.clear();
        QImage& image = m_images[end];
        if (image.isNull())
            image = drawn(end);
        pixels.fit(image);
        return image;
    }

private:
    static QImage drawn(const End& end)
    {
        QImage image(end.width(), end.height, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        // As far as the other end, which is out of the picture.
        const double length = end.width() + 2 * end.radius;
        const double inset = double(end.phase) / kPhases;
        const double left = end.right ? end.width() - inset - length : inset;
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(end.color));
        painter.drawRoundedRect(QRectF(left, 0, length, end.height), end.radius, end.radius);
        return image;
    }

    QHash<End, QImage> m_images;
};

void drawRoundBar(QPainter& painter, const QRectF& bar, double radius, const QColor& color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRoundedRect(bar, radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

void fillRoundBar(QPainter& painter, const QRectF& bar, double radius, const QColor& color)
{
    const auto pixels = DevicePixels::of(painter);
    const QRectF place = pixels ? pixels->placeOf(bar) : QRectF();
    const double radiusPx = pixels ? radius * pixels->ratio() : 0;
    if (!pixels || color.alpha() != 255 || place.width() < 2 * (std::ceil(radiusPx) + 1) ||
        !pixels->fillsLines(bar)) {
        drawRoundBar(painter, bar, radius, color);
        return;
    }
    const auto left = int(std::lround(place.left() * kPhases));
    const auto right = int(std::lround(place.right() * kPhases));
    const int first = left >> kPhaseBits; // rounds down
    const int end = (right + kPhases - 1) >> kPhaseBits;
    const auto top = int(std::lround(place.top()));
    const int height = int(std::lround(place.bottom())) - top;
    const End leftEnd{color.rgb(), height, radiusPx, left - first * kPhases, false};
    const End rightEnd{color.rgb(), height, radiusPx, end * kPhases - right, true};
    const int width = leftEnd.width();
    Ends& ends = Ends::ofThisThread();
    pixels->draw(painter, {first, top}, ends.imageOf(leftEnd, *pixels));
    painter.fillRect(pixels->rectOf({first + width, top, end - first - 2 * width, height}), color);
    pixels->draw(painter, {end - width, top}, ends.imageOf(rightEnd, *pixels));
}
