#include "gantt/view/baraccessible.h"

#include "gantt/model/charttext.h"
#include "gantt/view/chartaccessible.h"
#include "gantt/view/ganttview.h"

#include <algorithm>

std::optional<SpanRef> BarAccessible::span() const
{
    const auto row = hasView() ? chart().outline().row(place().row) : std::nullopt;
    return row ? chart().outline().bar({*row, std::size_t(place().item)}) : std::nullopt;
}

QRect BarAccessible::rect() const
{
    const auto ref = span();
    if (!ref)
        return {};
    const RowRef row = *chart().outline().row(place().row);
    const ChartLayout layout = view().chartLayout();
    const QRectF bars = layout.barOf(layout.row(row.part, row.row, view().scrolledPx()));
    const Span shown = spanOf(view().content(), *ref);
    const double left = view().scale().xOf(shown.startNs);
    const double right = view().scale().xOf(shown.endOr(view().content().parts[row.part].nowNs));
    const QRectF bar(left, bars.top(), std::max(1.0, right - left), bars.height());
    return chart().onScreen(bar & bars & layout.rows(row.part));
}

QAccessible::State BarAccessible::state() const
{
    QAccessible::State state = ChartPartAccessible::state();
    const auto ref = span();
    if (!ref)
        return state;
    state.selectable = state.focusable = true;
    state.selected = view().marks().selected == spanOf(view().content(), *ref).job;
    if (state.selected && view().hasFocus()) {
        const auto current = chart().current();
        state.focused = current && int(current->index) == place().item &&
                        chart().outline().indexOf(current->row) == place().row;
    }
    return state;
}

void* BarAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this)
                                                : nullptr;
}

QStringList BarAccessible::actionNames() const
{
    return {setFocusAction()};
}

void BarAccessible::doAction(const QString& name)
{
    const auto ref = span();
    if (!ref || name != setFocusAction())
        return;
    chart().view()->setFocus();
    chart().view()->selectJob(spanOf(view().content(), *ref).job);
}

QStringList BarAccessible::keyBindingsForAction(const QString&) const
{
    return {};
}

QString BarAccessible::name() const
{
    return chart().outline().textOf(*span());
}

QString BarAccessible::description() const
{
    return textOfSpan(*view().run(), view().content(), *span());
}
