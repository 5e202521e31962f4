// Paints what the user has marked over the chart.
#pragma once

#include "base/ids.h"

#include <QRectF>

#include <vector>

class ChartCanvas;
class QPainter;
struct ChartContent;
struct ChartMarks;

// Where the frames of a marked job stand: around its bar in each part in which it has started. May
// lie outside what is in sight.
std::vector<QRectF> jobFrames(const ChartCanvas& canvas, const ChartContent& content, JobId job,
                              double scroll);

// The hovered and the selected job in all parts, the selected range, and the markers with their
// distance. The rows are scrolled by `scroll` px.
void paintMarks(QPainter& painter, const ChartCanvas& canvas, const ChartContent& content,
                const ChartMarks& marks, double scroll);
