// Paints what makes stretches of the rows' time stand out: they are framed, the rest is veiled.
#pragma once

#include "gantt/model/litstretches.h"

#include <QRectF>

#include <vector>

class ChartCanvas;
class QPainter;

// Under the bars of a row: where the worker is idle, a stretch is a tinted box. `ranges` are those
// of LitStretches::onRow().
void paintLitGround(QPainter& painter, const ChartCanvas& canvas, const QRectF& row,
                    const std::vector<PxRange>& ranges);

// Over the bars: frames around the stretches, and a veil over what lies between them.
void paintLit(QPainter& painter, const ChartCanvas& canvas, const QRectF& row,
              const std::vector<PxRange>& ranges);
