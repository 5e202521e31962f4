// Paints what the user has marked over the chart.
#pragma once

class ChartCanvas;
class QPainter;
struct ChartContent;
struct ChartMarks;

// The hovered and the selected job in both runs, the selected range, and the markers with their
// distance. `scroll` is that of the pool's rows.
void paintMarks(QPainter& painter, const ChartCanvas& canvas, const ChartContent& content,
                const ChartMarks& marks, double scroll);
