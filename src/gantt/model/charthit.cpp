#include "gantt/model/charthit.h"

#include "base/durationtext.h"
#include "base/visibletext.h"
#include "text/spantext.h"
#include "timeline/runrecord.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Chart", text);
}

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

std::optional<SpanRef> jobAt(const Timeline& pool, JobId job, const TimeScale& scale, double x,
                             qint64 nowNs)
{
    const auto place = pool.find(job);
    if (!place)
        return std::nullopt;
    const Lane& lane = pool.lane(place->lane);
    std::size_t index = place->index; // of the last attempt
    if (lane.span(index).endOr(nowNs) < scale.timeAt(x - 0.5))
        return std::nullopt;
    // The attempt under the pointer, or the first where the job still waited.
    std::size_t attempt = std::size_t(lane.attemptAt(index));
    for (; attempt > 1 && scale.timeAt(x + 0.5) < lane.startNs(index); --attempt)
        --index;
    const auto queued = std::size_t(job.number - 1);
    const qint64 queuedNs =
        queued < pool.queuedCount() ? pool.queuedNs(queued) : lane.startNs(index);
    if (scale.timeAt(x + 0.5) < queuedNs)
        return std::nullopt;
    return SpanRef{RunKind::Pool, {place->lane, index}};
}

QString workerText(const RunRecord& record, const SpanRef& ref)
{
    return ref.run == RunKind::Pool ? visibleText(record.origin.laneName(ref.place.lane))
                                    : QString::number(ref.place.lane + 1);
}

} // namespace

const Timeline& timelineOf(const RunRecord& record, RunKind run)
{
    return run == RunKind::Pool ? record.pool() : *record.sequential();
}

Span spanOf(const RunRecord& record, const SpanRef& ref)
{
    return timelineOf(record, ref.run).lane(ref.place.lane).span(ref.place.index);
}

std::vector<SpanFact> factsOf(const RunRecord& record, const SpanRef& ref, qint64 monotonicNowNs)
{
    const Timeline& timeline = timelineOf(record, ref.run);
    const Span span = spanOf(record, ref);
    const qint64 nowNs = timeline.elapsedNs(monotonicNowNs);
    const qint64 endNs = span.endOr(nowNs);
    std::vector<SpanFact> facts{
        {tr("job"), QString::number(span.job.number)},
        {tr("worker"), workerText(record, ref)},
        {tr("status"), statusText(span)},
        {tr("start"), exactText(span.startNs)},
        {tr("end"), span.endNs ? exactText(endNs) : tr("not yet")},
        {tr("duration"), exactText(endNs - span.startNs)},
    };
    const auto& lines = record.plan.inputs.lines;
    if (lines && std::size_t(span.job.number) <= lines->count()) {
        constexpr qsizetype kMost = 100;
        const QByteArrayView input = lines->at(std::size_t(span.job.number - 1));
        facts.insert(facts.begin() + 1,
                     {record.origin.isOurs() ? tr("input") : tr("name"),
                      visibleText(QString::fromUtf8(input.first(std::min(input.size(), kMost))))});
    }
    const Lane& lane = timeline.lane(ref.place.lane);
    if (const auto cpu = span.endNs ? lane.cpuOf(ref.place.index) : std::nullopt) {
        facts.push_back({tr("computed"), shareText(cpu->ns, endNs - span.startNs)});
        facts.push_back({tr("taken off its core"), tr("%1 times").arg(cpu->takenOff)});
    }
    const int attempt = lane.attemptNumberAt(ref.place.index);
    if (attempt > 1 || span.status == JobStatus::Retried)
        facts.push_back({tr("attempt"), QString::number(attempt)});
    if (const QString* error = lane.errorOf(ref.place.index))
        facts.push_back({tr("error"), visibleText(*error)});
    const auto index = std::size_t(span.job.number - 1);
    if (attempt == 1 && index < timeline.queuedCount())
        facts.push_back({tr("wait"), exactText(span.startNs - timeline.queuedNs(index))});
    if (nowNs > 0)
        facts.push_back({tr("share of the run"), shareText(endNs - span.startNs, nowNs)});
    return facts;
}

std::optional<int> poolRowAt(const ChartLayout& layout, double scroll, double y)
{
    const QRectF rows = layout.poolRows();
    if (y < rows.top() || y > rows.bottom())
        return std::nullopt;
    return int((y - rows.top() + scroll) / layout.rowHeight());
}

std::vector<SpanFact> pauseFactsAt(const RunRecord& record, const ChartLayout& layout,
                                   const TimeScale& scale, QPointF point, qint64 monotonicNowNs)
{
    if (point.x() < layout.axisLeft() || point.x() > layout.axisRight())
        return {};
    const bool inSequential =
        layout.withSequential() && record.sequential() && layout.sequentialRow().contains(point);
    if (!inSequential && !layout.poolRows().contains(point))
        return {};
    const Timeline& timeline = inSequential ? *record.sequential() : record.pool();
    const qint64 nowNs = timeline.elapsedNs(monotonicNowNs);
    const auto index = spanIn(timeline.pauses(), scale, point.x(), nowNs);
    if (!index)
        return {};
    const Span pause = timeline.pauses().span(*index);
    return {{tr("paused"), exactText(pause.endOr(nowNs) - pause.startNs)},
            {tr("start"), exactText(pause.startNs)},
            {tr("end"), pause.endNs ? exactText(*pause.endNs) : tr("not yet")}};
}

std::optional<SpanRef> spanAt(const RunRecord& record, RowsBy rowsBy, const ChartLayout& layout,
                              const TimeScale& scale, double scroll, QPointF point,
                              qint64 monotonicNowNs)
{
    if (point.x() < layout.axisLeft() || point.x() > layout.axisRight())
        return std::nullopt;
    int lane = 0;
    RunKind run = RunKind::Pool;
    if (const auto row = poolRowAt(layout, scroll, point.y())) {
        if (rowsBy == RowsBy::Job)
            return jobAt(record.pool(), JobId{*row + 1}, scale, point.x(),
                         record.pool().elapsedNs(monotonicNowNs));
        lane = *row;
    } else if (layout.withSequential() && record.sequential() &&
               layout.sequentialRow().contains(point)) {
        run = RunKind::Sequential;
    } else {
        return std::nullopt;
    }
    const Timeline& timeline = timelineOf(record, run);
    if (lane >= timeline.laneCount())
        return std::nullopt;
    const auto index =
        spanIn(timeline.lane(lane), scale, point.x(), timeline.elapsedNs(monotonicNowNs));
    if (!index)
        return std::nullopt;
    return SpanRef{run, {lane, *index}};
}
