// Short texts that are drawn together.
#pragma once

#include "gantt/paint/devicepixels.h"
#include "gantt/paint/quicktext.h"

#include <QImage>
#include <QRgb>

#include <optional>
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

    // Aligned as by QuickText::draw(). Where `ground` is given, the text stands on that colour
    // alone, and costs a fraction; for colours that come again and again.
    void add(const QuickText& font, const QColor& color, const QRectF& place,
             Qt::Alignment alignment, const QString& text,
             const std::optional<QColor>& ground = std::nullopt);
    // Draws what was added since the last time. Leaves some pen.
    void draw();

private:
    struct Run
    {
        const QuickText* font;
        QRgb color;
        std::optional<QRgb> ground;
        QuickText::Glyphs glyphs;
    };
    QuickText::Glyphs& glyphsOf(const QuickText& font, QRgb color, std::optional<QRgb> ground);
    // Draws those whose ground is known. False, and nothing is drawn, where they are too few for
    // the room that they lie in.
    bool stamp();
    QRect placeOfStamps() const; // in pixels

    QPainter& m_painter;
    const bool m_intoPixels;
    const std::optional<DevicePixels> m_device;
    std::vector<Run> m_runs;
    QImage m_stamped;
};
