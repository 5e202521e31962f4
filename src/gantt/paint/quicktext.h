// Short texts, drawn many times a frame.
#pragma once

#include "gantt/paint/glyphstamps.h"

#include <QFont>
#include <QPointF>
#include <QRawFont>
#include <QString>

#include <array>
#include <vector>

class QPainter;
class QRectF;

// Draws a line of text of Latin letters, digits and signs glyph by glyph, without laying it out
// first, which costs several times as much as drawing. Anything else, and whatever is not painted
// into pixels, is drawn by QPainter::drawText(). Belongs to one thread.
class QuickText
{
public:
    explicit QuickText(const QFont& font);

    const QFont& font() const { return m_font; }
    double width(const QString& text) const;
    double height() const { return m_ascent + m_descent; }

    // The text, or as much as fits of its beginning, or of both its ends, with an ellipsis; empty
    // where not even three letters do.
    QString elided(const QString& text, double widthPx,
                   Qt::TextElideMode mode = Qt::ElideRight) const;

    // Glyphs, and where they stand.
    struct Glyphs
    {
        std::vector<quint32> indexes;
        std::vector<QPointF> places;
    };
    // Adds those of a text to others, aligned as for draw(). Returns false for a text that has to
    // be laid out, and adds nothing then.
    bool add(Glyphs& glyphs, const QRectF& place, Qt::Alignment alignment,
             const QString& text) const;
    // Into pixels, in the painter's pen.
    void draw(QPainter& painter, const Glyphs& glyphs) const;
    // The glyphs in one colour on another, where a unit is so many pixels long. The reference holds
    // until the next call.
    GlyphStamps& stamps(QRgb ink, QRgb ground, int ratio) const;

    // In the painter's pen; aligned left, right or to the centre, and vertically to the centre.
    void draw(QPainter& painter, const QRectF& place, Qt::Alignment alignment,
              const QString& text) const;

private:
    struct Glyph
    {
        quint32 index = 0; // 0: not in the font
        double advance = 0;
    };

    static constexpr char16_t kKnown = 0x180; // Basic Latin to Latin Extended-A
    bool areKnown(const QString& text) const;
    const Glyph& glyphOf(QChar c) const { return m_glyphs[c.unicode()]; }

    QFont m_font;
    QRawFont m_raw;
    double m_ascent;
    double m_descent;
    std::array<Glyph, kKnown> m_glyphs;
    mutable std::vector<GlyphStamps> m_stamps;
};
