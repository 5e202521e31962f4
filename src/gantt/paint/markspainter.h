// Paints what the user has marked over the chart.
#pragma once

#include "base/ids.h"

#include <QRectF>

#include <vector>

class ChartCanvas;
class QPainter;
struct ChartContent;
struct ChartMarks;

// Where the frames of a marked job stand: of its bar in the pool and of that in the sequential run,
// as far as they have started. May lie outside the part that is in sight.
std::vector<QRectF> jobFrames(const ChartCanvas& canvas, const ChartContent& content, JobId job,
                              double scroll);

// The hovered and the selected job in both runs, the selected range, and the markers with their
// distance. `scroll` is that of the pool's rows.
void paintMarks(QPainter& painter, const ChartCanvas& canvas, const ChartContent& content,
                const ChartMarks& marks, double scroll);
