// Paints the strip with the whole run, and the part of it that is in view.
#pragma once

#include <QtGlobal>

class ChartCanvas;
class QPainter;
class Viewport;
struct ChartContent;

// The whole run in small, without what is simulated, up to `wholeEndNs`, into the overview's place.
void paintOverview(QPainter& painter, const ChartCanvas& canvas, const ChartContent& content,
                   qint64 wholeEndNs);

// The frame around the part that is in view, over it.
void paintOverviewWindow(QPainter& painter, const ChartCanvas& canvas, const Viewport& viewport);
