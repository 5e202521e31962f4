// The ruler above the chart and the grid behind it.
#pragma once

class ChartCanvas;
class QPainter;

// Paints the ticks with their labels, and the grid down to the lower end of the axis.
void paintRuler(QPainter& painter, const ChartCanvas& canvas);
