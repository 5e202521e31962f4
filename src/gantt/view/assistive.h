// What painted parts have to do with assistive technology in the same way. Main thread.
#pragma once

#include <QAccessible>
#include <QWidget>

namespace Assistive {

// What lies there on the widget, or on a part of it, as it is on the screen; empty where it is out
// of sight.
inline QRect onScreen(const QWidget& on, const QRectF& place)
{
    const QRect seen = place.toAlignedRect() & on.rect();
    return seen.isEmpty() || !on.isVisible() ? QRect()
                                             : QRect(on.mapToGlobal(seen.topLeft()), seen.size());
}

inline void tell(QAccessibleInterface* about, QAccessible::Event what)
{
    QAccessibleEvent event(about, what);
    QAccessible::updateAccessibility(&event);
}

// That it is selected now; where the widget that it stands on has the focus, it has it.
inline void tellSelected(QAccessibleInterface* selected, const QWidget& on)
{
    tell(selected, QAccessible::Selection);
    if (on.hasFocus())
        tell(selected, QAccessible::Focus);
}

} // namespace Assistive
