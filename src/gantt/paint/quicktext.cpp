#include "gantt/paint/quicktext.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPaintEngine>
#include <QPainter>

#include <algorithm>

QuickText::QuickText(const QFont& font) : m_font(font), m_raw(QRawFont::fromFont(font))
{
    const QFontMetricsF metrics(font);
    m_ascent = metrics.ascent();
    m_descent = metrics.descent();
    QString known;
    for (char16_t c = 0; c < kKnown; ++c)
        known += QChar(c);
    const auto indexes = m_raw.glyphIndexesForString(known);
    const auto advances = m_raw.advancesForGlyphIndexes(indexes);
    for (qsizetype i = 0; i < qMin<qsizetype>(indexes.size(), kKnown); ++i)
        m_glyphs[std::size_t(i)] = {indexes[i], advances[i].x()};
}

bool QuickText::areKnown(const QString& text) const
{
    return std::ranges::all_of(
        text, [this](QChar c) { return c.unicode() < kKnown && glyphOf(c).index != 0; });
}

double QuickText::width(const QString& text) const
{
    if (!areKnown(text))
        return QFontMetricsF(m_font).horizontalAdvance(text);
    double width = 0;
    for (const QChar c : text)
        width += glyphOf(c).advance;
    return width;
}

bool QuickText::add(Glyphs& glyphs, const QRectF& place, Qt::Alignment alignment,
                    const QString& text) const
{
    if (!areKnown(text))
        return false;
    double left = place.left();
    if (alignment & Qt::AlignRight)
        left = place.right() - width(text);
    else if (alignment & Qt::AlignHCenter)
        left = place.center().x() - width(text) / 2;
    const double top = place.top() + (place.height() - height()) / 2;
    const double base = std::round(top + m_ascent);
    double advance = 0;
    for (const QChar c : text) {
        glyphs.indexes.push_back(glyphOf(c).index);
        glyphs.places.emplace_back(left + advance, base);
        advance += glyphOf(c).advance;
    }
    return true;
}

void QuickText::draw(QPainter& painter, const Glyphs& glyphs) const
{
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setRawData(glyphs.indexes.data(), glyphs.places.data(), int(glyphs.indexes.size()));
    painter.drawGlyphRun({}, run);
}

GlyphStamps& QuickText::stamps(QRgb ink, QRgb ground, int ratio) const
{
    const auto kept = std::ranges::find_if(
        m_stamps, [&](const GlyphStamps& stamps) { return stamps.areFor(ink, ground, ratio); });
    if (kept != m_stamps.end())
        return *kept;
    constexpr std::size_t kMaxKept = 32; // a theme has seven colours of jobs; some 2 MB
    if (m_stamps.size() >= kMaxKept)
        m_stamps.clear();
    return m_stamps.emplace_back(m_raw, ink, ground, ratio);
}

void QuickText::draw(QPainter& painter, const QRectF& place, Qt::Alignment alignment,
                     const QString& text) const
{
    Glyphs glyphs;
    if (painter.paintEngine()->type() == QPaintEngine::Raster &&
        add(glyphs, place, alignment, text)) {
        draw(painter, glyphs);
        return;
    }
    // A place of no width only says where the text stands.
    painter.setFont(m_font);
    painter.drawText(place, int(alignment | Qt::AlignVCenter) | Qt::TextDontClip, text);
}

QString QuickText::elided(const QString& text, double widthPx, Qt::TextElideMode mode) const
{
    if (width(text) <= widthPx)
        return text;
    constexpr qsizetype kMinLetters = 3;
    if (!areKnown(text)) {
        const QString cut = QFontMetricsF(m_font).elidedText(text, mode, widthPx);
        return cut.size() <= kMinLetters ? QString() : cut;
    }
    double room = widthPx - width(QStringLiteral("…"));
    qsizetype first = 0; // letters kept of the beginning, and of the end
    qsizetype last = 0;
    while (true) {
        const bool atEnd = mode == Qt::ElideMiddle && last < first;
        room -= glyphOf(text[atEnd ? text.size() - 1 - last : first]).advance;
        if (room < 0)
            break;
        ++(atEnd ? last : first);
    }
    return first + last < kMinLetters ? QString() : text.left(first) + u'…' + text.right(last);
}
