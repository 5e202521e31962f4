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

constexpr int kSteps = StripsAccessible::kSteps;

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

QRectF stripsOf(const ChartLayout& layout)
{
    return layout.onAxis(layout.waitingStrip() | layout.busyStrip());
}

} // namespace

StripsAccessible::StripsAccessible(ChartAccessible& chart)
    : ChartPartAccessible(chart, {ChartPlace::kStrips})
{
}

bool StripsAccessible::isValid() const
{
    return hasView() && view().chartLayout().busyStrip().height() > 0;
}

QRect StripsAccessible::rect() const
{
    return isValid() ? chart().onScreen(stripsOf(view().chartLayout())) : QRect();
}

int StripsAccessible::childCount() const
{
    int steps = 0;
    if (isValid()) {
        while (steps < kSteps && columnsOf(view(), steps).first < columnsOf(view(), steps).end)
            ++steps;
    }
    return steps;
}

QString StripsAccessible::name() const
{
    return GanttTr::tr("Workers with a job and waiting jobs, over the time in view");
}

StripAccessible::StripAccessible(ChartAccessible& chart, int step)
    : ChartPartAccessible(chart, {ChartPlace::kStrips, step})
{
}

bool StripAccessible::isValid() const
{
    if (!hasView() || view().chartLayout().busyStrip().height() <= 0)
        return false;
    const Columns columns = columnsOf(view(), place().item);
    return columns.first < columns.end;
}

QRect StripAccessible::rect() const
{
    if (!isValid())
        return {};
    const QRectF all = stripsOf(view().chartLayout());
    const double width = all.width() / kSteps;
    return chart().onScreen(
        QRectF(all.left() + place().item * width, all.top(), width, all.height()));
}

QString StripAccessible::name() const
{
    const StripValues& strips = view().strips();
    const Columns columns = columnsOf(view(), place().item);
    const double busy = std::accumulate(strips.busy.begin() + columns.first,
                                        strips.busy.begin() + columns.end, 0.0) /
                        double(columns.end - columns.first);
    const double waiting = *std::max_element(strips.waiting.begin() + columns.first,
                                             strips.waiting.begin() + columns.end);
    const TimeRange visible = view().view().visible();
    const auto timeText = [&visible](int step) {
        return readableDuration(
            nanoseconds(visible.startNs + qint64(double(visible.lengthNs()) * step / kSteps)));
    };
    return GanttTr::tr("from %1 to %2: %3 workers busy, up to %4 jobs waiting")
        .arg(timeText(place().item), timeText(place().item + 1), QString::number(busy, 'f', 1),
             numberText(qint64(std::ceil(waiting))));
}
