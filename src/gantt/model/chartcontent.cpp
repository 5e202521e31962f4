#include "gantt/model/chartcontent.h"

#include "gantt/pixels/lanepicture.h"

#include <algorithm>
#include <limits>

namespace {

ChartPart partOf(const RunPart& part, const RunOrigin& origin, qint64 monotonicNowNs)
{
    const Timeline& timeline = part.timeline;
    ChartPart shown;
    shown.role = part.role;
    shown.timeline = &timeline;
    shown.workers = shown.rows = timeline.laneCount();
    if (part.role == RunRole::Pool && !origin.lanes.empty())
        shown.laneNames = &origin.lanes;
    const auto beganAtNs = timeline.beganAtNs();
    shown.begun = beganAtNs && *beganAtNs <= monotonicNowNs;
    shown.nowNs = timeline.elapsedNs(monotonicNowNs);
    shown.usualNs = usualNs(timeline, shown.nowNs);
    return shown;
}

ChartPart emptyPart(RunRole role, int workers)
{
    ChartPart part;
    part.role = role;
    part.workers = part.rows = workers;
    return part;
}

} // namespace

ChartContent ChartContent::of(const RunRecord& record, qint64 monotonicNowNs)
{
    ChartContent content;
    content.jobs = record.settings.jobs.count;
    content.capacity = record.settings.channelCapacity();
    content.monotonicNowNs = monotonicNowNs;
    if (!record.origin.isOurs())
        content.jobNames = record.plan.inputs.lines.get();
    // Read before the parts: of what has ended by then all is shown.
    content.isOver = std::ranges::all_of(
        record.parts(), [](const auto& part) { return part->timeline.outcome() != nullptr; });
    for (const auto& part : record.parts())
        content.parts.push_back(partOf(*part, record.origin, monotonicNowNs));
    return content;
}

ChartContent ChartContent::preview(const RunSettings& settings, const QString& hint)
{
    ChartContent content;
    content.jobs = settings.jobs.count;
    content.capacity = settings.channelCapacity();
    content.hint = hint;
    content.parts.push_back(emptyPart(RunRole::Pool, settings.pool.workers));
    if (settings.baseline.when != SequentialRunWhen::Off)
        content.parts.push_back(emptyPart(RunRole::Sequential, 1));
    return content;
}

void ChartContent::setRowsBy(RowsBy rowsBy)
{
    ChartPart& part = parts.front();
    part.rowsBy = rowsBy;
    part.rows = rowsBy == RowsBy::Worker ? part.workers : jobs;
}

std::vector<int> ChartContent::rows() const
{
    std::vector<int> rows;
    rows.reserve(parts.size());
    for (const ChartPart& part : parts)
        rows.push_back(part.rows);
    return rows;
}

qint64 ChartContent::longestNs() const
{
    return std::ranges::max(parts, {}, &ChartPart::nowNs).nowNs;
}

qint64 axisEndNs(qint64 longestNs)
{
    constexpr qint64 kMinNs = 1'000;
    // A quarter of what 64 bits hold leaves room for all that is added to times: 73 years.
    constexpr qint64 kMaxNs = std::numeric_limits<qint64>::max() / 4;
    const qint64 longest = std::min(longestNs, kMaxNs);
    return std::max(kMinNs, longest + longest / 100);
}
