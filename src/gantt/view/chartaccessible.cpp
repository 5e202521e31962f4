#include "gantt/view/chartaccessible.h"

#include "base/durationtext.h"
#include "gantt/model/gantttr.h"
#include "gantt/view/assistive.h"
#include "gantt/view/baraccessible.h"
#include "gantt/view/ganttview.h"
#include "gantt/view/rowaccessible.h"
#include "gantt/view/stripsaccessible.h"

#include <algorithm>
#include <iterator>

using std::chrono::nanoseconds;

namespace {

// Below the rows, from the top.
constexpr int kStrips[] = {ChartPlace::kWaitingStrip, ChartPlace::kBusyStrip};

QAccessibleInterface* chartAccessibleOf(const QString&, QObject* object)
{
    auto* view = qobject_cast<GanttView*>(object);
    return view ? new ChartAccessible(view) : nullptr;
}

} // namespace

void ChartAccessible::install()
{
    QAccessible::installFactory(chartAccessibleOf);
}

void ChartAccessible::tellSelection(GanttView& view)
{
    if (!QAccessible::isActive()) // nobody reads
        return;
    auto* chart = dynamic_cast<ChartAccessible*>(QAccessible::queryAccessibleInterface(&view));
    const auto bar = chart ? chart->current() : std::nullopt;
    if (!bar)
        return;
    Assistive::tellSelected(chart->at({chart->outline().indexOf(bar->row), int(bar->index)}), view);
}

ChartAccessible::ChartAccessible(GanttView* view) : QAccessibleWidget(view, QAccessible::Chart) {}

GanttView* ChartAccessible::view() const
{
    return qobject_cast<GanttView*>(object());
}

ChartOutline ChartAccessible::outline() const
{
    return ChartOutline(view()->content());
}

QRect ChartAccessible::onScreen(const QRectF& place) const
{
    return Assistive::onScreen(*view()->viewport(), place);
}

std::optional<ChartOutline::BarRef> ChartAccessible::current() const
{
    const GanttView* shown = view();
    if (!shown || !shown->run() || !shown->marks().selected)
        return std::nullopt;
    const auto span = lastSpanOf(*shown->run(), shown->content(), *shown->marks().selected);
    return span ? outline().placeOf(*span) : std::nullopt;
}

int ChartAccessible::stripCount() const
{
    return view()->chartLayout().busyStrip().height() > 0 ? int(std::size(kStrips)) : 0;
}

QAccessibleInterface* ChartAccessible::make(const ChartPlace& place)
{
    const bool isWhole = place.item == ChartPlace::kWhole;
    if (place.row == ChartPlace::kWaitingStrip)
        return new StripAccessible(*this, StripAccessible::Of::WaitingJobs);
    if (place.row == ChartPlace::kBusyStrip)
        return new StripAccessible(*this, StripAccessible::Of::BusyWorkers);
    return isWhole ? static_cast<QAccessibleInterface*>(new RowAccessible(*this, place.row))
                   : new BarAccessible(*this, place.row, place.item);
}

QAccessibleInterface* ChartAccessible::at(const ChartPlace& place)
{
    return m_made.at(place, [&] { return make(place); });
}

int ChartAccessible::childCount() const
{
    return view() ? outline().rowCount() + stripCount() : 0;
}

QAccessibleInterface* ChartAccessible::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    const int rows = outline().rowCount();
    return const_cast<ChartAccessible*>(this)->at({index < rows ? index : kStrips[index - rows]});
}

int ChartAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    const auto* part = dynamic_cast<const ChartPartAccessible*>(child);
    if (!part || !view() || part->place().item != ChartPlace::kWhole)
        return -1;
    const auto* strip = std::ranges::find(kStrips, part->place().row);
    return strip == std::end(kStrips) ? part->place().row
                                      : outline().rowCount() + int(strip - std::begin(kStrips));
}

QAccessibleInterface* ChartAccessible::childAt(int x, int y) const
{
    const GanttView* shown = view();
    if (!shown || !rect().contains(x, y))
        return nullptr;
    const QPoint point = shown->viewport()->mapFromGlobal(QPoint(x, y));
    const ChartLayout layout = shown->chartLayout();
    if (const auto row = rowAt(shown->content(), layout, shown->scrolledPx(), point.y()))
        return child(outline().indexOf(*row));
    const QRectF strips[] = {layout.waitingStrip(), layout.busyStrip()};
    for (int strip = 0; strip < stripCount(); ++strip) {
        if (strips[strip].contains(point))
            return child(outline().rowCount() + strip);
    }
    return nullptr;
}

QAccessibleInterface* ChartAccessible::focusChild() const
{
    const auto bar = view() && view()->hasFocus() ? current() : std::nullopt;
    return bar ? const_cast<ChartAccessible*>(this)->at(
                     {outline().indexOf(bar->row), int(bar->index)})
               : QAccessibleWidget::focusChild();
}

QString ChartAccessible::text(QAccessible::Text text) const
{
    if (text != QAccessible::Description || !view())
        return QAccessibleWidget::text(text);
    if (!view()->run())
        return view()->content().hint;
    const TimeRange visible = view()->view().visible();
    return GanttTr::tr("from %1 to %2 in view")
        .arg(readableDuration(nanoseconds(visible.startNs)),
             readableDuration(nanoseconds(visible.endNs)));
}
