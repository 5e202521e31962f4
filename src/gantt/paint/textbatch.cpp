#include "gantt/paint/textbatch.h"

#include <QColor>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>

TextBatch::TextBatch(QPainter& painter)
    : m_painter(painter), m_intoPixels(painter.paintEngine()->type() == QPaintEngine::Raster)
{
}

void TextBatch::add(const QuickText& font, const QColor& color, const QRectF& place,
                    Qt::Alignment alignment, const QString& text)
{
    if (m_intoPixels && font.add(glyphsOf(font, color.rgba()), place, alignment, text))
        return;
    m_painter.setPen(color);
    font.draw(m_painter, place, alignment, text);
}

void TextBatch::draw()
{
    for (Run& run : m_runs) {
        if (run.glyphs.indexes.empty())
            continue;
        m_painter.setPen(QColor::fromRgba(run.color));
        run.font->draw(m_painter, run.glyphs);
        run.glyphs.indexes.clear();
        run.glyphs.places.clear();
    }
}

QuickText::Glyphs& TextBatch::glyphsOf(const QuickText& font, QRgb color)
{
    const auto found = std::ranges::find_if(
        m_runs, [&](const Run& run) { return run.font == &font && run.color == color; });
    if (found != m_runs.end())
        return found->glyphs;
    return m_runs.emplace_back(Run{&font, color, {}}).glyphs;
}
