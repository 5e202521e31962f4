// The ruler above the chart and the grid behind it.
#pragma once

#include "gantt/timescale.h"

class QPainter;
class QRectF;
struct Theme;

// Paints the ticks with their labels into `ruler`, and the grid down to `gridBottom`.
void paintRuler(QPainter& painter, const QRectF& ruler, double gridBottom, const TimeScale& scale,
                const Theme& theme);
