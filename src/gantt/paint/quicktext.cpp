#include "gantt/paint/quicktext.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPaintEngine>
#include <QPainter>
#include <QVarLengthArray>

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

void QuickText::draw(QPainter& painter, const QRectF& place, Qt::Alignment alignment,
                     const QString& text) const
{
    if (!areKnown(text) || painter.paintEngine()->type() != QPaintEngine::Raster) {
        // A place of no width only says where the text stands.
        painter.setFont(m_font);
        painter.drawText(place, int(alignment | Qt::AlignVCenter) | Qt::TextDontClip, text);
        return;
    }
    double left = place.left();
    if (alignment & Qt::AlignRight)
        left = place.right() - width(text);
    else if (alignment & Qt::AlignHCenter)
        left = place.center().x() - width(text) / 2;
    QVarLengthArray<quint32, 32> indexes;
    QVarLengthArray<QPointF, 32> positions;
    double x = 0;
    for (const QChar c : text) {
        indexes.append(glyphOf(c).index);
        positions.append({x, 0});
        x += glyphOf(c).advance;
    }
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setRawData(indexes.constData(), positions.constData(), int(indexes.size()));
    const double top = place.top() + (place.height() - height()) / 2;
    painter.drawGlyphRun({left, std::round(top + m_ascent)}, run);
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
