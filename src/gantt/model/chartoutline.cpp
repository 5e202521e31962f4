#include "gantt/model/chartoutline.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "base/visibletext.h"
#include "gantt/model/gantttr.h"
#include "text/spantext.h"

#include <algorithm>

using std::chrono::nanoseconds;

namespace {

QString workerText(const ChartPart& part, int lane)
{
    if (part.laneNames && std::size_t(lane) < part.laneNames->size())
        return visibleText(part.laneNames->at(std::size_t(lane)).name);
    return GanttTr::tr("worker %1").arg(lane + 1);
}

// A job and what carries it out.
QString subjectText(const ChartPart& part, JobId job, int lane)
{
    const QString worker = workerText(part, lane);
    if (part.isSimulated)
        return GanttTr::tr("job %1 on %2 of the what-if").arg(QString::number(job.number), worker);
    switch (part.role) {
    case RunRole::Pool:
        break;
    case RunRole::Sequential:
        return GanttTr::tr("job %1 of the sequential run").arg(job.number);
    case RunRole::Nested:
        return GanttTr::tr("nested span %1 on %2").arg(QString::number(job.number), worker);
    }
    return GanttTr::tr("job %1 on %2").arg(QString::number(job.number), worker);
}

QString laneText(const ChartPart& part, int lane)
{
    const QString worker = workerText(part, lane);
    if (part.isSimulated)
        return GanttTr::tr("%1 of the what-if").arg(worker);
    switch (part.role) {
    case RunRole::Pool:
        break;
    case RunRole::Sequential:
        return GanttTr::tr("sequential run");
    case RunRole::Nested:
        return GanttTr::tr("nested spans of %1").arg(worker);
    }
    return worker;
}

} // namespace

int ChartOutline::rowCount() const
{
    int count = 0;
    for (const ChartPart& part : m_content.parts)
        count += part.rows;
    return count;
}

std::optional<RowRef> ChartOutline::row(int index) const
{
    for (std::size_t part = 0; index >= 0 && part < m_content.parts.size(); ++part) {
        const int rows = m_content.parts[part].rows;
        if (index < rows)
            return RowRef{part, index};
        index -= rows;
    }
    return std::nullopt;
}

int ChartOutline::indexOf(const RowRef& row) const
{
    int index = row.row;
    for (std::size_t part = 0; part < row.part; ++part)
        index += m_content.parts[part].rows;
    return index;
}

QString ChartOutline::textOf(const RowRef& row) const
{
    const ChartPart& part = partOf(row);
    switch (part.rowsBy) {
    case RowsBy::Worker:
        break;
    case RowsBy::Job:
        return GanttTr::tr("job %1").arg(row.row + 1);
    case RowsBy::Host:
        return GanttTr::tr("host %1").arg(visibleText(part.hosts->nameOf(row.row)));
    }
    return laneText(part, row.row);
}

QString ChartOutline::detailsOf(const RowRef& row) const
{
    const ChartPart& part = partOf(row);
    if (part.rowsBy != RowsBy::Host || !part.timeline)
        return {};
    const HostLoad load = loadOf(*part.timeline, part.hosts->lanesOf(row.row), part.nowNs);
    return GanttTr::tr("%Ln workers, %1 with a job", nullptr, pluralCount(load.workers))
        .arg(numberText(load.busy));
}

std::size_t ChartOutline::barCount(const RowRef& row) const
{
    const ChartPart& part = partOf(row);
    if (!part.timeline)
        return 0;
    switch (part.rowsBy) {
    case RowsBy::Worker:
        break;
    case RowsBy::Job:
        return part.timeline->attemptsAt(JobId{row.row + 1}).size();
    case RowsBy::Host:
        return 0;
    }
    return row.row < part.timeline->laneCount() ? part.timeline->lane(row.row).startedCount() : 0;
}

std::optional<SpanRef> ChartOutline::bar(const BarRef& bar) const
{
    const ChartPart& part = partOf(bar.row);
    if (!part.timeline)
        return std::nullopt;
    if (part.rowsBy == RowsBy::Job) {
        const auto attempts = part.timeline->attemptsAt(JobId{bar.row.row + 1});
        return bar.index < attempts.size()
                   ? std::optional(SpanRef{bar.row.part, attempts[bar.index]})
                   : std::nullopt;
    }
    if (bar.index >= barCount(bar.row))
        return std::nullopt;
    return SpanRef{bar.row.part, {bar.row.row, bar.index}};
}

std::optional<ChartOutline::BarRef> ChartOutline::placeOf(const SpanRef& span) const
{
    const ChartPart& part = m_content.parts[span.part];
    switch (part.rowsBy) {
    case RowsBy::Worker:
        break;
    case RowsBy::Job: {
        const JobId job = spanOf(m_content, span).job;
        const auto attempts = part.timeline->attemptsAt(job);
        const auto at = std::ranges::find(attempts, span.place);
        return BarRef{{span.part, job.number - 1}, std::size_t(at - attempts.begin())};
    }
    case RowsBy::Host:
        return std::nullopt;
    }
    return BarRef{{span.part, span.place.lane}, span.place.index};
}

QString ChartOutline::textOf(const SpanRef& ref) const
{
    const ChartPart& part = m_content.parts[ref.part];
    const Span span = spanOf(m_content, ref);
    const qint64 lengthNs = span.endOr(part.nowNs) - span.startNs;
    return GanttTr::tr("%1, %2, %3, from %4 on")
        .arg(subjectText(part, span.job, ref.place.lane), statusText(span),
             readableDuration(nanoseconds(lengthNs)), readableDuration(nanoseconds(span.startNs)));
}
