// Paints the bars of spans: their shape, what they computed, how they ended and what they are
// called.
#pragma once

#include "gantt/paint/barcolors.h"
#include "gantt/paint/chartcanvas.h"

class QPainter;
class TextBatch;

// Both outlive the painter.
class BarPainter
{
public:
    BarPainter(const ChartCanvas& canvas, const BarColors& colors)
        : m_canvas(canvas), m_colors(colors)
    {
    }

    // The radius of a bar's corners. It grows with the width, rounded to pixels, so that bars that
    // look equally wide have equal corners.
    static double radius(double widthPx, double heightPx);

    // Whether a bar as high as `place` may have room for its name; most of a crowd have none.
    bool mayBeNamed(const QRectF& place, const Bar& bar) const;
    // The width, in px, that the part of the bar that is in view has for its name.
    double roomForName(const Bar& bar) const;
    // Whether the bar of a span that failed or was cancelled is too narrow for its pattern. Such a
    // bar has the colour of errors, and is painted after its neighbours, which may share its pixel.
    bool isFleck(const Bar& bar) const;

    // Paints the bar as high as `place`, with its name where that fits into what is in view.
    void paint(QPainter& painter, const QRectF& place, const Bar& bar, WorkerId worker,
               const QString& name) const;

    // The bar alone, and what stands over it: its name, which is added to other texts, and the
    // dashes around one that is simulated.
    void paintShape(QPainter& painter, const QRectF& place, const Bar& bar, WorkerId worker) const;
    void paintName(QPainter& painter, TextBatch& texts, const QRectF& place, const Bar& bar,
                   WorkerId worker, const QString& name) const;
    // Over the bar of a job that never ended, in a run that is over: its end is torn off.
    void tearEnd(QPainter& painter, const QRectF& place, const Bar& bar) const;
    void paintDashes(QPainter& painter, const QRectF& place, const Bar& bar, WorkerId worker) const;

private:
    // What is filled: what is far out of view is cut off, with room for round corners.
    QRectF shapeOf(const QRectF& place, const Bar& bar) const;
    QRectF cpuLine(const Bar& bar, const QRectF& rect) const;
    void paintText(QPainter& painter, TextBatch& texts, const QRectF& place, const Bar& bar,
                   const QColor& color, const QString& name) const;

    const ChartCanvas& m_canvas;
    const BarColors& m_colors;
};
