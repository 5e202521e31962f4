#include "gantt/view/rowaccessible.h"

#include "gantt/view/chartaccessible.h"
#include "gantt/view/ganttview.h"

bool RowAccessible::isValid() const
{
    return hasView() && chart().outline().row(place().row);
}

QRect RowAccessible::rect() const
{
    if (!isValid())
        return {};
    const RowRef row = *chart().outline().row(place().row);
    const ChartLayout layout = view().chartLayout();
    return chart().onScreen(layout.row(row.part, row.row, view().scrolledPx()) &
                            layout.rows(row.part));
}

int RowAccessible::childCount() const
{
    return isValid() ? int(chart().outline().barCount(*chart().outline().row(place().row))) : 0;
}

QAccessibleInterface* RowAccessible::childAt(int x, int y) const
{
    if (!isValid())
        return nullptr;
    const QPoint point = view().viewport()->mapFromGlobal(QPoint(x, y));
    const auto span =
        spanAt(view().content(), view().chartLayout(), view().scale(), view().scrolledPx(), point);
    const auto bar = span ? chart().outline().placeOf(*span) : std::nullopt;
    return bar && chart().outline().indexOf(bar->row) == place().row ? child(int(bar->index))
                                                                     : nullptr;
}

QString RowAccessible::name() const
{
    return chart().outline().textOf(*chart().outline().row(place().row));
}

QString RowAccessible::description() const
{
    return chart().outline().detailsOf(*chart().outline().row(place().row));
}
