#include "gantt/paint/glyphstamps.h"

#include <QColor>
#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

// Qt's painter counts places in 64ths of a pixel, adds one, and draws a glyph at the quarter before
// that: measured with Qt 6.4.
constexpr double kFixed = 64;
constexpr int kGlyphPhases = 4;

} // namespace

GlyphStamps::GlyphStamps(const QRawFont& font, QRgb ink, QRgb ground, int ratio)
    : m_font(font), m_ink(ink), m_ground(ground), m_ratio(ratio)
{
}

void GlyphStamps::put(QImage& image, quint32 glyph, QPointF origin)
{
    const auto phases =
        int(std::floor((std::floor(origin.x() * kFixed) + 1) / kFixed * kGlyphPhases));
    const int x =
        phases >= 0 ? phases / kGlyphPhases : -((kGlyphPhases - 1 - phases) / kGlyphPhases);
    const Stamp& stamp = stampOf(glyph, phases - x * kGlyphPhases);
    const QRect place(QPoint(x, qRound(origin.y())) + stamp.offset, stamp.pixels.size());
    const QRect seen = place & image.rect();
    for (int y = seen.top(); y <= seen.bottom(); ++y) {
        const auto* from =
            reinterpret_cast<const QRgb*>(stamp.pixels.constScanLine(y - place.top())) +
            (seen.left() - place.left());
        auto* to = reinterpret_cast<QRgb*>(image.scanLine(y)) + seen.left();
        bool meet = false; // smooth edges of neighbours
        for (int i = 0; i < seen.width(); ++i)
            meet |= from[i] != 0 && to[i] != 0;
        if (meet) {
            for (int i = 0; i < seen.width(); ++i)
                to[i] = over(from[i], to[i]);
        } else {
            for (int i = 0; i < seen.width(); ++i)
                to[i] |= from[i];
        }
    }
}

void GlyphStamps::finish(QImage& image)
{
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int i = 0; i < image.width(); ++i)
            line[i] |= line[i] != 0 ? 0xff000000u : 0u;
    }
}

// What is seen of two glyphs in one pixel: the ink of each takes its share of what the other
// leaves.
QRgb GlyphStamps::over(QRgb pixel, QRgb below) const
{
    if (pixel == 0 || below == 0)
        return pixel | below;
    const int left = 255 - qAlpha(pixel);
    const auto mixed = [left](int own, int other, int ground) {
        return std::clamp(own + (other - ground) * left / 255, 0, 255);
    };
    return qRgba(mixed(qRed(pixel), qRed(below), qRed(m_ground)),
                 mixed(qGreen(pixel), qGreen(below), qGreen(m_ground)),
                 mixed(qBlue(pixel), qBlue(below), qBlue(m_ground)),
                 qAlpha(pixel) + qAlpha(below) * left / 255);
}

QRgb GlyphStamps::withCoverage(QRgb shown) const
{
    int most = 0;
    int covered = 0;
    using Channel = int (*)(QRgb);
    for (const auto channel : {Channel(qRed), Channel(qGreen), Channel(qBlue)}) {
        const int range = std::abs(channel(m_ink) - channel(m_ground));
        if (range > most) {
            most = range;
            covered = 255 * std::abs(channel(shown) - channel(m_ground)) / range;
        }
    }
    return covered == 0 ? 0
                        : qRgba(qRed(shown), qGreen(shown), qBlue(shown), std::min(255, covered));
}

const GlyphStamps::Stamp& GlyphStamps::stampOf(quint32 glyph, int phase)
{
    Stamp& stamp = m_stamps[glyph * kGlyphPhases + quint32(phase)];
    if (stamp.pixels.isNull())
        stamp = drawn(glyph, phase);
    return stamp;
}

GlyphStamps::Stamp GlyphStamps::drawn(quint32 glyph, int phase) const
{
    constexpr int kAround = 2; // pixels, for smooth edges
    const QRectF bounds = m_font.boundingRect(glyph);
    const QRectF pixels(bounds.topLeft() * m_ratio, bounds.size() * m_ratio);
    const QRect place = pixels.toAlignedRect().adjusted(-kAround, -kAround, kAround + 1, kAround);
    QImage image(place.size(), QImage::Format_RGB32);
    image.fill(m_ground);
    image.setDevicePixelRatio(m_ratio);
    QPainter painter(&image);
    painter.setPen(QColor(m_ink));
    QGlyphRun run;
    run.setRawFont(m_font);
    run.setGlyphIndexes({glyph});
    run.setPositions(
        {QPointF(double(phase) / kGlyphPhases - place.left(), -place.top()) / m_ratio});
    painter.drawGlyphRun({}, run);
    painter.end();
    image.setDevicePixelRatio(1);
    image.convertTo(QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        std::transform(line, line + image.width(), line,
                       [this](QRgb shown) { return withCoverage(shown); });
    }
    return {image, place.topLeft()};
}
