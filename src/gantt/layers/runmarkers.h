// Paints what happened to a part of the record as a whole: its pauses and its end.
#pragma once

#include <QRectF>

class ChartCanvas;
class QPainter;
struct ChartFonts;
struct ChartPart;

// The time in which nothing was taken up on purpose, across the rows in `place`; above them, in
// `words`, how long it was, or at least what it is.
void paintPauses(QPainter& painter, const ChartCanvas& canvas, const ChartPart& part,
                 const QRectF& place, const QRectF& words);

// A line down to `place`, where the time stands that the part has taken so far, or would take: then
// it is dashed.
void paintEndMarker(QPainter& painter, const ChartCanvas& canvas, const ChartPart& part,
                    const QRectF& place);

// How far left and right of an end marker's line its text may reach.
double endMarkerReachPx(const ChartFonts& fonts);
