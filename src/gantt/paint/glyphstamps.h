// Glyphs in one colour on another, drawn once and kept.
#pragma once

#include <QHash>
#include <QImage>
#include <QPoint>
#include <QPointF>
#include <QRawFont>
#include <QRgb>

// The painter blends each pixel of each glyph that it draws. Where the ground is known, what comes
// of that is, too: a glyph is a few pixels to copy. Belongs to one thread.
class GlyphStamps
{
public:
    // `ratio`: how many pixels a unit is long, in which the font is measured.
    GlyphStamps(const QRawFont& font, QRgb ink, QRgb ground, int ratio);

    bool areFor(QRgb ink, QRgb ground, int ratio) const
    {
        return m_ink == ink && m_ground == ground && m_ratio == ratio;
    }

    // Puts a glyph into an image, in pixels, its origin at a place; what lies beyond the image is
    // cut off. Only pixels that show something of the glyph change. Until it is finished, the
    // image's alpha says how much of a pixel is ink.
    void put(QImage& image, quint32 glyph, QPointF origin);
    // All glyphs are in the image: what shows something of them is opaque, all else clear. Images
    // are of the format ARGB32_Premultiplied.
    static void finish(QImage& image);

private:
    struct Stamp
    {
        QImage pixels;
        QPoint offset; // of its first pixel, from the one that holds the origin
    };
    const Stamp& stampOf(quint32 glyph, int phase);
    Stamp drawn(quint32 glyph, int phase) const;
    QRgb withCoverage(QRgb shown) const;
    QRgb over(QRgb pixel, QRgb below) const;

    QRawFont m_font;
    QRgb m_ink;
    QRgb m_ground;
    int m_ratio;
    QHash<quint32, Stamp> m_stamps; // by glyph and phase
};
