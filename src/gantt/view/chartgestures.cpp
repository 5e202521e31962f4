#include "gantt/view/chartgestures.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QStyleHints>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace {

constexpr double kZoomStep = 0.8; // of the visible length, for a wheel notch or a key
constexpr double kPanStep = 0.15; // of the visible length
constexpr double kEdgePx = 6;     // how near an edge of the overview's window must be to be taken

// Whether a key is at the place that a letter has on a QWERTY keyboard, whatever its letter is on
// this one: by the scan codes of X11 and Wayland. Where there is no scan code the letter decides.
bool isKeyAt(const QKeyEvent& event, quint32 scanCode, int letter)
{
    return event.nativeScanCode() ? event.nativeScanCode() == scanCode : event.key() == letter;
}

} // namespace

ChartGestures::ChartGestures(Viewport& viewport, std::function<ChartLayout()> layout,
                             std::function<TimeScale()> scale, QObject* parent)
    : QObject(parent), m_viewport(viewport), m_layout(std::move(layout)), m_scale(std::move(scale))
{
}

bool ChartGestures::wheel(const QWheelEvent& event)
{
    const QPoint notches = event.angleDelta(); // 120 a notch
    if (event.modifiers() & Qt::ControlModifier) {
        const int delta = notches.y() ? notches.y() : notches.x();
        m_viewport.zoom(std::pow(kZoomStep, delta / 120.0), m_scale().timeAt(event.position().x()));
        return true;
    }
    // Alt turns a vertical wheel into a horizontal one on some systems; Shift does here.
    const int sideways =
        event.modifiers() & Qt::ShiftModifier && notches.x() == 0 ? notches.y() : notches.x();
    if (std::abs(sideways) <= std::abs(notches.y()) && !(event.modifiers() & Qt::ShiftModifier))
        return false;
    const double px =
        event.pixelDelta().isNull() ? sideways / 120.0 * 80 : double(event.pixelDelta().x());
    m_viewport.pan(-qint64(px * m_scale().nsPerPx()));
    return true;
}

bool ChartGestures::nativeGesture(const QNativeGestureEvent& event)
{
    if (event.gestureType() != Qt::ZoomNativeGesture)
        return false;
    m_viewport.zoom(1 / std::max(0.1, 1 + event.value()), m_scale().timeAt(event.position().x()));
    return true;
}

TimeScale ChartGestures::overviewScale() const
{
    TimeScale scale = m_scale();
    scale.startNs = m_viewport.whole().startNs;
    scale.endNs = m_viewport.whole().endNs;
    return scale;
}

ChartGestures::Drag ChartGestures::overviewDragAt(double x) const
{
    const TimeScale scale = overviewScale();
    const double left = scale.xOf(m_viewport.visible().startNs);
    const double right = scale.xOf(m_viewport.visible().endNs);
    if (m_viewport.visible() == m_viewport.whole())
        return Drag::OverviewNew; // all is in view: the window cannot be moved
    if (std::abs(x - left) <= kEdgePx)
        return Drag::OverviewLeft;
    if (std::abs(x - right) <= kEdgePx)
        return Drag::OverviewRight;
    return x > left && x < right ? Drag::Overview : Drag::OverviewNew;
}

ChartGestures::Drag ChartGestures::dragFor(const QMouseEvent& event) const
{
    const ChartLayout layout = m_layout();
    if (event.button() == Qt::MiddleButton)
        return Drag::Pan;
    if (event.button() != Qt::LeftButton || event.position().x() < layout.axisLeft())
        return Drag::None;
    if (layout.overview().contains(event.position()))
        return overviewDragAt(event.position().x());
    if (event.modifiers() & Qt::ShiftModifier || layout.ruler().contains(event.position()))
        return Drag::Pan;
    return Drag::Select;
}

bool ChartGestures::mousePress(const QMouseEvent& event)
{
    if (event.button() == Qt::BackButton)
        m_viewport.goBack();
    else if (event.button() == Qt::ForwardButton)
        m_viewport.goForward();
    m_drag = dragFor(event);
    m_pressed = m_last = event.position();
    m_moved = false;
    m_viewport.endGesture();
    return m_drag != Drag::None;
}

bool ChartGestures::mouseMove(const QMouseEvent& event)
{
    m_pointer = event.position();
    if (m_drag == Drag::None)
        return false;
    const int threshold = QGuiApplication::styleHints()->startDragDistance();
    m_moved = m_moved || (event.position() - m_pressed).manhattanLength() >= threshold;
    if (!m_moved)
        return true;
    const TimeScale scale = m_scale();
    switch (m_drag) {
    case Drag::None:
        break;
    case Drag::Pan:
        m_viewport.pan(scale.timeAt(m_last.x()) - scale.timeAt(event.position().x()));
        break;
    case Drag::Select: {
        const auto [from, to] =
            std::minmax({scale.timeAt(m_pressed.x()), scale.timeAt(event.position().x())});
        Q_EMIT rangeSelected({from, std::max(to, from + 1)});
        break;
    }
    case Drag::Overview:
    case Drag::OverviewLeft:
    case Drag::OverviewRight:
    case Drag::OverviewNew:
        dragOverview(event.position().x());
        break;
    }
    m_last = event.position();
    return true;
}

void ChartGestures::dragOverview(double x)
{
    const TimeScale scale = overviewScale();
    TimeRange range = m_viewport.visible();
    switch (m_drag) {
    case Drag::Overview:
        m_viewport.pan(scale.timeAt(x) - scale.timeAt(m_last.x()));
        return;
    case Drag::OverviewLeft:
        range.startNs = std::min(scale.timeAt(x), range.endNs - Viewport::kMinLengthNs);
        break;
    case Drag::OverviewRight:
        range.endNs = std::max(scale.timeAt(x), range.startNs + Viewport::kMinLengthNs);
        break;
    default: {
        const auto [from, to] = std::minmax({scale.timeAt(m_pressed.x()), scale.timeAt(x)});
        range = {from, std::max(to, from + Viewport::kMinLengthNs)};
        break;
    }
    }
    m_viewport.drag(range);
}

bool ChartGestures::mouseRelease(const QMouseEvent& event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    m_viewport.endGesture();
    if (drag == Drag::Select && !m_moved)
        Q_EMIT clicked(event.position());
    return drag != Drag::None;
}

bool ChartGestures::keyPress(const QKeyEvent& event)
{
    const TimeScale scale = m_scale();
    const bool pointerOnAxis =
        m_pointer.x() >= scale.leftPx && m_pointer.x() <= scale.leftPx + scale.widthPx;
    const qint64 around =
        scale.timeAt(pointerOnAxis ? m_pointer.x() : scale.leftPx + scale.widthPx / 2);
    const auto step = qint64(kPanStep * double(m_viewport.visible().lengthNs()));
    if (event.matches(QKeySequence::Undo))
        m_viewport.goBack();
    else if (event.matches(QKeySequence::Redo) ||
             (event.key() == Qt::Key_Y && event.modifiers() == Qt::ControlModifier))
        m_viewport.goForward();
    else if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier))
        return false;
    else if (isKeyAt(event, 25, Qt::Key_W))
        m_viewport.zoom(kZoomStep, around);
    else if (isKeyAt(event, 39, Qt::Key_S))
        m_viewport.zoom(1 / kZoomStep, around);
    else if (isKeyAt(event, 38, Qt::Key_A) || event.key() == Qt::Key_Left)
        m_viewport.pan(-step);
    else if (isKeyAt(event, 40, Qt::Key_D) || event.key() == Qt::Key_Right)
        m_viewport.pan(step);
    else if (event.key() == Qt::Key_Home || event.key() == Qt::Key_0)
        m_viewport.fitAll();
    else if (event.key() == Qt::Key_Space)
        m_viewport.follow();
    else if (event.key() == Qt::Key_F)
        Q_EMIT zoomedToSelection();
    else if (event.key() == Qt::Key_P)
        Q_EMIT fittedToPool();
    else if (event.key() == Qt::Key_M)
        Q_EMIT markerPlaced(around);
    else if (event.key() == Qt::Key_Period)
        Q_EMIT stepped(1);
    else if (event.key() == Qt::Key_Comma)
        Q_EMIT stepped(-1);
    else
        return false;
    return true;
}
