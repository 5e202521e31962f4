// Mouse, wheel and keys on the chart, turned into moves of the viewport and selections.
#pragma once

#include "gantt/model/chartlayout.h"
#include "gantt/model/viewport.h"
#include "gantt/pixels/timescale.h"

#include <QObject>
#include <QPointF>

#include <functional>
#include <optional>

class QKeyEvent;
class QMouseEvent;
class QNativeGestureEvent;
class QWheelEvent;

// Belongs to a chart on the main thread. It draws nothing: what is dragged and selected is reported
// by its signals.
class ChartGestures : public QObject
{
    Q_OBJECT

public:
    // `layout` and `scale` give the chart's geometry as it is drawn now.
    ChartGestures(Viewport& viewport, std::function<ChartLayout()> layout,
                  std::function<TimeScale()> scale, QObject* parent);

    // Each returns whether it took the event.
    bool wheel(const QWheelEvent& event);
    bool nativeGesture(const QNativeGestureEvent& event);
    bool mousePress(const QMouseEvent& event);
    bool mouseMove(const QMouseEvent& event);
    bool mouseRelease(const QMouseEvent& event);
    bool keyPress(const QKeyEvent& event);

Q_SIGNALS:
    // A range is being selected by dragging, from left to right.
    void rangeSelected(TimeRange range);
    // The left button was pressed and released at one place.
    void clicked(QPointF point);
    void zoomedToSelection();
    void fittedToPool();
    void markerPlaced(qint64 timeNs);
    void stepped(int by);

private:
    enum class Drag { None, Pan, Select, Overview, OverviewLeft, OverviewRight, OverviewNew };

    TimeScale overviewScale() const;
    Drag dragFor(const QMouseEvent& event) const;
    Drag overviewDragAt(double x) const;
    void dragOverview(double x);

    Viewport& m_viewport;
    const std::function<ChartLayout()> m_layout;
    const std::function<TimeScale()> m_scale;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    QPointF m_last;
    bool m_moved = false;
    QPointF m_pointer; // where the mouse was seen last
};
