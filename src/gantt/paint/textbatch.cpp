#include "gantt/paint/textbatch.h"

#include <QColor>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>
#include <cmath>

TextBatch::TextBatch(QPainter& painter)
    : m_painter(painter)
    , m_intoPixels(painter.paintEngine()->type() == QPaintEngine::Raster)
    , m_device(DevicePixels::of(painter))
{
}

void TextBatch::add(const QuickText& font, const QColor& color, const QRectF& place,
                    Qt::Alignment alignment, const QString& text,
                    const std::optional<QColor>& ground)
{
    const auto known = m_device && ground ? std::optional(ground->rgb()) : std::nullopt;
    if (m_intoPixels && font.add(glyphsOf(font, color.rgba(), known), place, alignment, text))
        return;
    m_painter.setPen(color);
    font.draw(m_painter, place, alignment, text);
}

void TextBatch::draw()
{
    const bool stamped = stamp();
    for (Run& run : m_runs) {
        if (run.glyphs.indexes.empty())
            continue;
        if (!stamped || !run.ground) {
            m_painter.setPen(QColor::fromRgba(run.color));
            run.font->draw(m_painter, run.glyphs);
        }
        run.glyphs.indexes.clear();
        run.glyphs.places.clear();
    }
}

QRect TextBatch::placeOfStamps() const
{
    QRect all;
    for (const Run& run : m_runs) {
        if (!run.ground || run.glyphs.places.empty())
            continue;
        const auto [left, right] = std::ranges::minmax(run.glyphs.places, {}, &QPointF::x);
        const auto [top, bottom] = std::ranges::minmax(run.glyphs.places, {}, &QPointF::y);
        const double reach = run.font->height(); // from where glyphs stand; more than their size
        all |= m_device
                   ->placeOf(QRectF(QPointF(left.x() - reach, top.y() - reach),
                                    QPointF(right.x() + reach, bottom.y() + reach / 2)))
                   .toAlignedRect();
    }
    return all;
}

bool TextBatch::stamp()
{
    constexpr qint64 kMostPixels = 500; // a glyph; the painter draws it as fast as these are passed
    qint64 glyphs = 0;
    for (const Run& run : m_runs)
        glyphs += run.ground ? qint64(run.glyphs.indexes.size()) : 0;
    if (glyphs == 0)
        return false;
    const QRect place = placeOfStamps();
    const int ratio = m_device->ratio();
    if (qint64{place.width()} * place.height() > glyphs * kMostPixels * ratio * ratio)
        return false;
    if (m_stamped.size() != place.size())
        m_stamped = QImage(place.size(), QImage::Format_ARGB32_Premultiplied);
    m_stamped.fill(Qt::transparent);
    for (const Run& run : m_runs) {
        if (!run.ground || run.glyphs.indexes.empty())
            continue;
        GlyphStamps& stamps = run.font->stamps(run.color, *run.ground, ratio);
        for (std::size_t i = 0; i < run.glyphs.indexes.size(); ++i)
            stamps.put(m_stamped, run.glyphs.indexes[i],
                       m_device->placeOf(run.glyphs.places[i]) - place.topLeft());
    }
    GlyphStamps::finish(m_stamped);
    m_device->fit(m_stamped);
    m_device->draw(m_painter, place.topLeft(), m_stamped);
    return true;
}

QuickText::Glyphs& TextBatch::glyphsOf(const QuickText& font, QRgb color,
                                       std::optional<QRgb> ground)
{
    const auto found = std::ranges::find_if(m_runs, [&](const Run& run) {
        return run.font == &font && run.color == color && run.ground == ground;
    });
    if (found != m_runs.end())
        return found->glyphs;
    return m_runs.emplace_back(Run{&font, color, ground, {}}).glyphs;
}
