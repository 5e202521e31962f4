#include "app/controls/columnscrollarea.h"

#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QScrollBar>
#include <QSplitter>

#include <algorithm>
#include <utility>

namespace {

bool isTurnedByWheel(const QObject* object)
{
    return qobject_cast<const QAbstractSpinBox*>(object) ||
           qobject_cast<const QComboBox*>(object) ||
           (qobject_cast<const QAbstractSlider*>(object) &&
            !qobject_cast<const QScrollBar*>(object));
}

} // namespace

ColumnScrollArea::ColumnScrollArea(QWidget* parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
}

QSize ColumnScrollArea::sizeHint() const
{
    return {neededWidth(), widget()->sizeHint().height()};
}

QSize ColumnScrollArea::minimumSizeHint() const
{
    constexpr QSize kMin(160, 80);
    return {std::min(neededWidth(), kMin.width()), kMin.height()};
}

int ColumnScrollArea::neededWidth() const
{
    const int column = widget() ? widget()->minimumSizeHint().width() : 0;
    return column + verticalScrollBar()->sizeHint().width() + 2 * frameWidth();
}

bool ColumnScrollArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry();
        const int needed = neededWidth();
        const bool fitted = std::exchange(m_neededWidth, needed) <= width();
        if (isVisible() && fitted && needed > width())
            widen(needed - width());
    }
    if (event->type() == QEvent::Wheel && isTurnedByWheel(watched) &&
        !static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore(); // goes on to this area
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

void ColumnScrollArea::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    m_neededWidth = neededWidth();
    for (QWidget* control : widget()->findChildren<QWidget*>()) {
        if (!isTurnedByWheel(control))
            continue;
        control->installEventFilter(this);
        if (control->focusPolicy() == Qt::WheelFocus)
            control->setFocusPolicy(Qt::StrongFocus);
    }
}

void ColumnScrollArea::widen(int byPx)
{
    QWidget* part = this;
    auto* splitter = qobject_cast<QSplitter*>(part->parentWidget());
    while (part->parentWidget() && (!splitter || splitter->orientation() != Qt::Horizontal)) {
        part = part->parentWidget();
        splitter = qobject_cast<QSplitter*>(part->parentWidget());
    }
    if (!splitter)
        return;
    const int at = splitter->indexOf(part);
    QList<int> sizes = splitter->sizes();
    sizes[at] += byPx;
    sizes[at > 0 ? at - 1 : 1] -= byPx;
    splitter->setSizes(sizes);
}
