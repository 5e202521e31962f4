#include "app/insight/sizingaccessible.h"

#include "app/controls/apptr.h"
#include "app/insight/sizingchart.h"
#include "gantt/view/assistive.h"
#include "text/sizingtext.h"

namespace {

QAccessibleInterface* sizingAccessibleOf(const QString&, QObject* object)
{
    auto* chart = qobject_cast<SizingChart*>(object);
    return chart ? new SizingAccessible(chart) : nullptr;
}

} // namespace

void SizingAccessible::install()
{
    QAccessible::installFactory(sizingAccessibleOf);
}

SizingAccessible::SizingAccessible(SizingChart* chart) : TableAccessible(chart) {}

SizingChart* SizingAccessible::chart() const
{
    return qobject_cast<SizingChart*>(object());
}

int SizingAccessible::rowCount() const
{
    return chart() && chart()->curve() ? int(chart()->curve()->points.size()) : 0;
}

QString SizingAccessible::titleOf(int column) const
{
    switch (column) {
    case 0:
        return AppTr::tr("Workers");
    case 1:
        return AppTr::tr("Simulated");
    case 2:
        return AppTr::tr("Measured");
    default:
        return AppTr::tr("No schedule is faster than");
    }
}

QString SizingAccessible::textOf(int row, int column) const
{
    return pointTexts(chart()->curve()->points[std::size_t(row)])[column];
}

QRect SizingAccessible::placeOf(int row) const
{
    return Assistive::onScreen(*chart(), chart()->placeOf(std::size_t(row)));
}

QAccessibleInterface* SizingAccessible::childAt(int x, int y) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (placeOf(row).contains(x, y))
            return cellAt(row, 0);
    }
    return nullptr;
}
