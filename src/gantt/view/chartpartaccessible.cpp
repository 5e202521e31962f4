#include "gantt/view/chartpartaccessible.h"

#include "gantt/view/chartaccessible.h"
#include "gantt/view/ganttview.h"

ChartPartAccessible::ChartPartAccessible(ChartAccessible& chart, const ChartPlace& place)
    : m_chart(chart), m_place(place)
{
}

const GanttView& ChartPartAccessible::view() const
{
    return *m_chart.view();
}

bool ChartPartAccessible::hasView() const
{
    return m_chart.view() != nullptr;
}

QWindow* ChartPartAccessible::window() const
{
    return m_chart.window();
}

QAccessibleInterface* ChartPartAccessible::parent() const
{
    m_chart.use(m_place);
    return m_place.item == ChartPlace::kWhole ? &m_chart : m_chart.at({m_place.row});
}

QAccessibleInterface* ChartPartAccessible::child(int index) const
{
    m_chart.use(m_place);
    return index >= 0 && index < childCount() ? m_chart.at({m_place.row, index}) : nullptr;
}

int ChartPartAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* part = dynamic_cast<const ChartPartAccessible*>(child);
    return part && part->place().row == m_place.row ? part->place().item : -1;
}

QAccessibleInterface* ChartPartAccessible::childAt(int x, int y) const
{
    for (int i = 0; i < childCount(); ++i) {
        QAccessibleInterface* found = child(i);
        if (found->rect().contains(x, y))
            return found;
    }
    return nullptr;
}

QAccessible::Role ChartPartAccessible::role() const
{
    return m_place.item == ChartPlace::kWhole ? QAccessible::List : QAccessible::ListItem;
}

QAccessible::State ChartPartAccessible::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.readOnly = true;
    state.offscreen = state.invisible = rect().isEmpty();
    return state;
}

QString ChartPartAccessible::text(QAccessible::Text text) const
{
    if (!isValid())
        return {};
    switch (text) {
    case QAccessible::Name:
        return name();
    case QAccessible::Description:
        return description();
    default:
        return {};
    }
}
