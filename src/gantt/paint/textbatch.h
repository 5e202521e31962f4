// Short texts that are drawn together.
#pragma once

#include "gantt/paint/quicktext.h"

#include <QRgb>

#include <vector>

class QColor;
class QPainter;

// Into pixels, the texts of one font and colour are drawn all at once, by draw(), as each drawing
// costs as much as its first dozen glyphs. A text that has to be laid out is drawn when it is
// added. Painter and fonts outlive it; draw() is for the one who made it to call.
class TextBatch
{
public:
    explicit TextBatch(QPainter& painter);

    // Aligned as by QuickText::draw().
    void add(const QuickText& font, const QColor& color, const QRectF& place,
             Qt::Alignment alignment, const QString& text);
    // Draws what was added since the last time. Leaves some pen.
    void draw();

private:
    struct Run
    {
        const QuickText* font;
        QRgb color;
        QuickText::Glyphs glyphs;
    };
    QuickText::Glyphs& glyphsOf(const QuickText& font, QRgb color);

    QPainter& m_painter;
    const bool m_intoPixels;
    std::vector<Run> m_runs;
};
