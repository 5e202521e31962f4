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
    if (const auto& lanes = origin.lanesOf(part.role); !lanes.empty())
        shown.laneNames = &lanes;
    const auto beganAtNs = timeline.beganAtNs();
    shown.begun = beganAtNs && *beganAtNs <= monotonicNowNs;
    shown.nowNs = timeline.elapsedNs(monotonicNowNs);
    shown.usualNs = usualNs(timeline, shown.nowNs);
    return shown;
}

ChartPart simulatedPart(const WhatIfPart& whatIf)
{
    const Timeline& timeline = *whatIf.timeline;
    ChartPart shown;
    shown.isSimulated = true;
    shown.words = whatIf.words;
    shown.timeline = &timeline;
    shown.workers = shown.rows = timeline.laneCount();
    shown.begun = true;
    shown.nowNs = timeline.makespanNs().value_or(0);
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

ChartContent ChartContent::of(const RunRecord& record, qint64 monotonicNowNs,
                              const WhatIfPart& whatIf)
{
    ChartContent content;
    content.jobs = record.jobs();
    content.capacity = record.settingsNow().channelCapacity();
    content.monotonicNowNs = monotonicNowNs;
    if (!record.origin.isOurs())
        content.jobNames = record.plan.inputs.lines.get();
    // Read before the parts: of what has ended by then all is shown.
    content.isOver = std::ranges::all_of(
        record.parts(), [](const auto& part) { return part->timeline.outcome() != nullptr; });
    for (const auto& part : record.parts()) {
        // What is otherwise has nothing within its jobs to be compared with.
        if (part->role != RunRole::Nested || !whatIf.timeline)
            content.parts.push_back(partOf(*part, record.origin, monotonicNowNs));
    }
    if (whatIf.timeline)
        content.parts.insert(content.parts.begin() + 1, simulatedPart(whatIf));
    return content;
}

ChartContent ChartContent::preview(const RunSettings& settings, const QString& hint)
{
    ChartContent content;
    content.jobs = settings.jobs.count;
    content.capacity = settings.channelCapacity();
    content.hint = hint;
    content.parts.push_back(emptyPart(RunRole::Pool, settings.pool.workers));
    static const LaneLabels kNotYet;
    if (settings.pool.areElsewhere())
        content.parts.front().laneNames = &kNotYet;
    if (settings.baseline.when != SequentialRunWhen::Off)
        content.parts.push_back(emptyPart(RunRole::Sequential, 1));
    return content;
}

void ChartContent::setRowsBy(RowsBy rowsBy)
{
    ChartPart& part = parts.front();
    part.rowsBy = rowsBy;
    part.hosts.reset();
    switch (rowsBy) {
    case RowsBy::Worker:
        part.rows = part.workers;
        break;
    case RowsBy::Job:
        part.rows = jobs;
        break;
    case RowsBy::Host:
        part.hosts = std::make_shared<const HostRows>(part.laneNames, part.workers);
        part.rows = part.hosts->count();
        break;
    }
}

PartRows ChartContent::rows() const
{
    PartRows rows;
    rows.counts.reserve(parts.size());
    for (const ChartPart& part : parts)
        rows.counts.push_back(part.rows);
    rows.secondChanges = parts.size() > 1 && parts[1].isSimulated;
    rows.secondScrolls =
        rows.secondChanges || (parts.size() > 1 && parts[1].role == RunRole::Nested);
    return rows;
}

qint64 ChartContent::longestNs() const
{
    return std::ranges::max(parts, {}, &ChartPart::nowNs).nowNs;
}

qint64 ChartContent::newestNs() const
{
    qint64 newest = 0;
    for (const ChartPart& part : parts)
        newest = std::max(newest, part.isSimulated ? 0 : part.nowNs);
    return newest;
}

qint64 axisEndNs(qint64 longestNs)
{
    constexpr qint64 kMinNs = 1'000;
    // A quarter of what 64 bits hold leaves room for all that is added to times: 73 years.
    constexpr qint64 kMaxNs = std::numeric_limits<qint64>::max() / 4;
    const qint64 longest = std::min(longestNs, kMaxNs);
    return std::max(kMinNs, longest + longest / 100);
}
