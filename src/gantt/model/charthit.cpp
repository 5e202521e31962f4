#include "gantt/model/charthit.h"

#include "base/durationtext.h"
#include "base/numbertext.h"
#include "base/terminaltext.h"
#include "base/visibletext.h"
#include "gantt/model/gantttr.h"
#include "text/spantext.h"

#include <algorithm>
#include <cmath>

namespace {

QString exactText(qint64 ns)
{
    return shortDuration(std::chrono::nanoseconds(ns));
}

QString shareText(qint64 ns, qint64 ofNs)
{
    return QStringLiteral("%1 %").arg(ofNs > 0 ? 100.0 * double(ns) / double(ofNs) : 0, 0, 'f', 2);
}

std::optional<std::size_t> spanIn(const Lane& lane, const TimeScale& scale, double x, qint64 nowNs)
{
    // The last span that starts at or left of the pixel's right edge, if it reaches to its left
    // one.
    const std::size_t started = lane.startedCount();
    const std::size_t count = lane.startedBy(scale.timeAt(x + 0.5), started);
    if (count == 0)
        return std::nullopt;
    const Span span = lane.span(count - 1);
    if (span.endOr(nowNs) < scale.timeAt(x - 0.5))
        return std::nullopt;
    return count - 1;
}

// In the first part, with a row for each job.
std::optional<SpanRef> jobAt(const ChartPart& part, JobId job, const TimeScale& scale, double x)
{
    const Timeline& timeline = *part.timeline;
    const auto place = timeline.find(job);
    if (!place)
        return std::nullopt;
    const Lane& lane = timeline.lane(place->lane);
    std::size_t index = place->index; // of the last attempt
    if (lane.span(index).endOr(part.nowNs) < scale.timeAt(x - 0.5))
        return std::nullopt;
    // The attempt under the pointer, or the first where the job still waited.
    std::size_t attempt = std::size_t(lane.attemptAt(index));
    for (; attempt > 1 && scale.timeAt(x + 0.5) < lane.startNs(index); --attempt)
        --index;
    const auto queued = std::size_t(job.number - 1);
    const qint64 queuedNs =
        queued < timeline.queuedCount() ? timeline.queuedNs(queued) : lane.startNs(index);
    if (scale.timeAt(x + 0.5) < queuedNs)
        return std::nullopt;
    return SpanRef{0, {place->lane, index}};
}

bool isOnAxis(const ChartLayout& layout, QPointF point)
{
    return point.x() >= layout.axisLeft() && point.x() <= layout.axisRight();
}

// Length, start and end of the pause that is drawn at `point`, within a pixel, behind whatever span
// stands there; empty where none is.
std::vector<SpanFact> pauseFactsAt(const ChartContent& content, const ChartLayout& layout,
                                   const TimeScale& scale, double scroll, QPointF point)
{
    const auto at = rowAt(content, layout, scroll, point.y());
    if (!at || !isOnAxis(layout, point))
        return {};
    const ChartPart& part = content.parts[at->part];
    if (!part.timeline)
        return {};
    const Lane& pauses = part.timeline->pauses();
    const auto index = spanIn(pauses, scale, point.x(), part.nowNs);
    if (!index)
        return {};
    const Span pause = pauses.span(*index);
    return {{GanttTr::tr("paused"), exactText(pause.endOr(part.nowNs) - pause.startNs)},
            {GanttTr::tr("start"), exactText(pause.startNs)},
            {GanttTr::tr("end"), pause.endNs ? exactText(*pause.endNs) : GanttTr::tr("not yet")}};
}

// Of the host whose row lies there: its name, and its workers at that time; beside the axis, now.
std::vector<SpanFact> hostFactsAt(const ChartContent& content, const ChartLayout& layout,
                                  const TimeScale& scale, double scroll, QPointF point)
{
    const auto at = rowAt(content, layout, scroll, point.y());
    if (!at || point.x() > layout.axisRight())
        return {};
    const ChartPart& part = content.parts[at->part];
    if (part.rowsBy != RowsBy::Host || !part.timeline)
        return {};
    const qint64 timeNs =
        isOnAxis(layout, point) ? std::min(scale.timeAt(point.x()), part.nowNs) : part.nowNs;
    const HostLoad load = loadOf(*part.timeline, part.hosts->lanesOf(at->row), timeNs);
    return {{GanttTr::tr("host"), visibleText(part.hosts->nameOf(at->row))},
            {GanttTr::tr("time"), exactText(timeNs)},
            {GanttTr::tr("workers"), QString::number(load.workers)},
            {GanttTr::tr("with a job"), QString::number(load.busy)}};
}

// How far off the times of a lane may be, where another clock has told them.
std::optional<SpanFact> clockFactOf(const RunRecord& record, const LaneLabel& label, int lane)
{
    if (!label.clockErrorNs)
        return std::nullopt;
    QString text = GanttTr::tr("± %1").arg(exactText(*label.clockErrorNs));
    const auto clock = std::ranges::find_if(record.origin.clocks, [lane](const HostClock& of) {
        return std::ranges::find(of.lanes, lane) != of.lanes.end();
    });
    const auto isFound = [](const ClockDrift& drift) {
        return std::abs(drift.nsPerSecond) > drift.errorNsPerSecond;
    };
    if (clock != record.origin.clocks.end() && clock->drift && isFound(*clock->drift))
        text += GanttTr::tr(", drifts by %1 ± %2 µs a second")
                    .arg(clock->drift->nsPerSecond / 1000, 0, 'f', 1)
                    .arg(clock->drift->errorNsPerSecond / 1000, 0, 'f', 1);
    return SpanFact{GanttTr::tr("times"), text};
}

std::vector<SpanFact> laneFactsAt(const RunRecord& record, const ChartContent& content,
                                  const ChartLayout& layout, double scroll, QPointF point)
{
    const auto at = rowAt(content, layout, scroll, point.y());
    if (!at || point.x() >= layout.axisLeft())
        return {};
    const ChartPart& part = content.parts[at->part];
    if (part.rowsBy != RowsBy::Worker || !part.laneNames ||
        std::size_t(at->row) >= part.laneNames->size())
        return {};
    const LaneLabel& label = part.laneNames->at(std::size_t(at->row));
    std::vector<SpanFact> facts{{GanttTr::tr("row"), QString::number(at->row + 1)},
                                {GanttTr::tr("name"), visibleText(label.name)}};
    if (part.role == RunRole::Pool) {
        if (auto clock = clockFactOf(record, label, at->row))
            facts.push_back(std::move(*clock));
    }
    return facts;
}

QString workerText(const RunRecord& record, const ChartPart& part, int lane)
{
    return part.isSimulated ? QString::number(lane + 1)
                            : visibleText(record.origin.laneName(lane, part.role));
}

// What a job is called, by its record.
std::optional<SpanFact> nameFactOf(const RunRecord& record, JobId job)
{
    constexpr qsizetype kMaxBytes = 100;
    const auto& lines = record.plan.inputs.lines;
    if (!lines || std::size_t(job.number) > lines->count())
        return std::nullopt;
    const QByteArrayView input = lines->at(std::size_t(job.number - 1));
    return SpanFact{record.origin.isOurs() ? GanttTr::tr("input") : GanttTr::tr("name"),
                    visibleText(QString::fromUtf8(input.first(std::min(input.size(), kMaxBytes))))};
}

} // namespace

Span spanOf(const ChartContent& content, const SpanRef& ref)
{
    return content.parts[ref.part].timeline->lane(ref.place.lane).span(ref.place.index);
}

std::optional<SpanRef> lastSpanOf(const RunRecord& record, const ChartContent& content, JobId job)
{
    const Timeline* timeline = &record.timelineWith(job);
    const auto part = std::ranges::find(content.parts, timeline, &ChartPart::timeline);
    const auto place = part != content.parts.end() ? timeline->find(job) : std::nullopt;
    if (!place)
        return std::nullopt;
    return SpanRef{std::size_t(part - content.parts.begin()), *place};
}

std::vector<SpanFact> factsOf(const RunRecord& record, const ChartContent& content,
                              const SpanRef& ref)
{
    const ChartPart& part = content.parts[ref.part];
    const Timeline& timeline = *part.timeline;
    const Span span = spanOf(content, ref);
    const qint64 endNs = span.endOr(part.nowNs);
    std::vector<SpanFact> facts{
        {part.role == RunRole::Nested ? GanttTr::tr("nested span") : GanttTr::tr("job"),
         QString::number(span.job.number)},
        {GanttTr::tr("worker"), workerText(record, part, ref.place.lane)},
        {GanttTr::tr("status"), statusText(span)},
        {GanttTr::tr("start"), exactText(span.startNs)},
        {GanttTr::tr("end"), span.endNs ? exactText(endNs) : GanttTr::tr("not yet")},
        {GanttTr::tr("duration"), exactText(endNs - span.startNs)},
    };
    if (auto name = nameFactOf(record, span.job))
        facts.insert(facts.begin() + 1, std::move(*name));
    if (part.isSimulated)
        facts.insert(facts.begin(), {GanttTr::tr("simulated"),
                                     part.words.isEmpty() ? GanttTr::tr("what if") : part.words});
    const Lane& lane = timeline.lane(ref.place.lane);
    if (const auto cpu = span.endNs ? lane.cpuOf(ref.place.index) : std::nullopt) {
        facts.push_back({GanttTr::tr("CPU time"), shareText(cpu->ns, endNs - span.startNs)});
        facts.push_back({GanttTr::tr("preempted"),
                         GanttTr::tr("%Ln times", nullptr, pluralCount(cpu->preempted))});
    }
    const int attempt = lane.attemptNumberAt(ref.place.index);
    if (attempt > 1 || span.status == JobStatus::Retried)
        facts.push_back({GanttTr::tr("attempt"), QString::number(attempt)});
    if (const QString* error = lane.errorOf(ref.place.index))
        facts.push_back({GanttTr::tr("error"), visibleText(withoutTerminalCodes(*error))});
    const auto index = std::size_t(span.job.number - 1);
    if (attempt == 1 && index < timeline.queuedCount())
        facts.push_back({GanttTr::tr("wait"), exactText(span.startNs - timeline.queuedNs(index))});
    if (part.nowNs > 0)
        facts.push_back(
            {GanttTr::tr("share of the run"), shareText(endNs - span.startNs, part.nowNs)});
    return facts;
}

std::optional<RowRef> rowAt(const ChartContent& content, const ChartLayout& layout, double scroll,
                            double y)
{
    for (std::size_t part = 0; part < layout.partCount(); ++part) {
        const QRectF rows = layout.rows(part);
        if (y < rows.top() || y > rows.bottom())
            continue;
        const int row = int((y - layout.row(part, 0, scroll).top()) / layout.rowHeight(part));
        return RowRef{part, std::min(row, content.parts[part].rows - 1)};
    }
    return std::nullopt;
}

std::optional<SpanRef> spanAt(const ChartContent& content, const ChartLayout& layout,
                              const TimeScale& scale, double scroll, QPointF point)
{
    const auto at = rowAt(content, layout, scroll, point.y());
    if (!at || !isOnAxis(layout, point))
        return std::nullopt;
    const ChartPart& part = content.parts[at->part];
    if (!part.timeline)
        return std::nullopt;
    if (part.rowsBy == RowsBy::Job)
        return jobAt(part, JobId{at->row + 1}, scale, point.x());
    if (part.rowsBy == RowsBy::Host)
        return std::nullopt;
    if (at->row >= part.timeline->laneCount())
        return std::nullopt;
    const auto index = spanIn(part.timeline->lane(at->row), scale, point.x(), part.nowNs);
    if (!index)
        return std::nullopt;
    return SpanRef{at->part, {at->row, *index}};
}

std::vector<SpanFact> factsAt(const RunRecord& record, const ChartContent& content,
                              const ChartLayout& layout, const TimeScale& scale, double scroll,
                              QPointF point)
{
    if (const auto hit = spanAt(content, layout, scale, scroll, point))
        return factsOf(record, content, *hit);
    auto facts = pauseFactsAt(content, layout, scale, scroll, point);
    if (facts.empty())
        facts = hostFactsAt(content, layout, scale, scroll, point);
    return facts.empty() ? laneFactsAt(record, content, layout, scroll, point) : facts;
}
