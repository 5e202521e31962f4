#include "gantt/view/stripsaccessible.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "gantt/model/gantttr.h"
#include "gantt/view/chartaccessible.h"
#include "gantt/view/ganttview.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using std::chrono::nanoseconds;

namespace {

constexpr int kSteps = StripAccessible::kSteps;

// What there is of the columns of a step, counted from the axis' left end.
struct Columns
{
    qsizetype first;
    qsizetype end;
};

Columns columnsOf(const GanttView& view, int step)
{
    const auto all = qsizetype(view.columnCount());
    const auto counted = qsizetype(view.strips().busy.size());
    return {all * step / kSteps, std::min(all * (step + 1) / kSteps, counted)};
}

QString busyText(const StripValues& strips, const Columns& columns)
{
    const double sum = std::accumulate(strips.busy.begin() + columns.first,
                                       strips.busy.begin() + columns.end, 0.0);
    return QString::number(sum / double(columns.end - columns.first), 'f', 1);
}

QString waitingText(const StripValues& strips, const Columns& columns)
{
    const double most = *std::max_element(strips.waiting.begin() + columns.first,
                                          strips.waiting.begin() + columns.end);
    return numberText(qint64(std::ceil(most)));
}

} // namespace

StripAccessible::StripAccessible(ChartAccessible& chart, Of of)
    : ChartPartAccessible(
          chart, {of == Of::WaitingJobs ? ChartPlace::kWaitingStrip : ChartPlace::kBusyStrip})
    , m_of(of)
{
}

bool StripAccessible::isValid() const
{
    return hasView() && view().chartLayout().busyStrip().height() > 0;
}

QRectF StripAccessible::area() const
{
    const ChartLayout layout = view().chartLayout();
    return layout.onAxis(m_of == Of::WaitingJobs ? layout.waitingStrip() : layout.busyStrip());
}

QRect StripAccessible::rect() const
{
    return isValid() ? chart().onScreen(area()) : QRect();
}

QAccessibleInterface* StripAccessible::child(int index) const
{
    chart().use(place());
    return isValid() ? cell(index) : nullptr;
}

int StripAccessible::indexOfChild(const QAccessibleInterface* child) const
{
    return indexOfCell(child);
}

void* StripAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this)
                                               : nullptr;
}

QString StripAccessible::name() const
{
    return m_of == Of::WaitingJobs ? GanttTr::tr("Waiting jobs over the time in view")
                                   : GanttTr::tr("Workers with a job over the time in view");
}

int StripAccessible::rowCount() const
{
    int steps = 0;
    if (isValid()) {
        while (steps < kSteps && columnsOf(view(), steps).first < columnsOf(view(), steps).end)
            ++steps;
    }
    return steps;
}

QString StripAccessible::titleOf(int column) const
{
    if (column == 0)
        return GanttTr::tr("Time");
    return m_of == Of::WaitingJobs ? GanttTr::tr("Jobs waiting, at most")
                                   : GanttTr::tr("Workers busy, in the mean");
}

QString StripAccessible::textOf(int row, int column) const
{
    if (column > 0) {
        const Columns columns = columnsOf(view(), row);
        return m_of == Of::WaitingJobs ? waitingText(view().strips(), columns)
                                       : busyText(view().strips(), columns);
    }
    const TimeRange visible = view().view().visible();
    const auto timeText = [&visible](int step) {
        return readableDuration(
            nanoseconds(visible.startNs + qint64(double(visible.lengthNs()) * step / kSteps)));
    };
    return GanttTr::tr("from %1 to %2").arg(timeText(row), timeText(row + 1));
}

QRect StripAccessible::placeOf(int row) const
{
    const QRectF all = area();
    const double width = all.width() / kSteps;
    return chart().onScreen(QRectF(all.left() + row * width, all.top(), width, all.height()));
}
