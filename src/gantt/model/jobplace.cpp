#include "gantt/model/jobplace.h"

#include "gantt/model/chartcontent.h"
#include "timeline/timeline.h"

std::optional<JobId> jobBeside(const Timeline& timeline, JobId job, int by)
{
    const auto place = timeline.find(job); // of the last attempt
    if (!place)
        return std::nullopt;
    const Lane& lane = timeline.lane(place->lane);
    const qint64 next = qint64(place->index) + (by < 0 ? 1 - lane.attemptAt(place->index) : 0) + by;
    if (next < 0 || next >= qint64(lane.startedCount()))
        return std::nullopt;
    return lane.job(std::size_t(next));
}

std::optional<JobId> jobBesideSelected(const ChartPart& part, std::optional<JobId> selected, int by)
{
    if (!part.timeline || !selected || !part.timeline->find(*selected))
        return JobId{1};
    return jobBeside(*part.timeline, *selected, by);
}

std::optional<JobId> jobInNextRow(const ChartPart& part, JobId job, int by)
{
    const auto place = part.timeline ? part.timeline->find(job) : std::nullopt;
    if (!place || part.rowsBy == RowsBy::Host)
        return std::nullopt;
    if (part.rowsBy == RowsBy::Job) {
        for (JobId next{job.number + by}; next.number > 0 && next.number <= part.rows;
             next.number += by) {
            if (part.timeline->find(next))
                return next;
        }
        return std::nullopt;
    }
    const Span span = part.timeline->lane(place->lane).span(place->index);
    const qint64 middleNs = span.startNs + (span.endOr(part.nowNs) - span.startNs) / 2;
    for (int i = place->lane + by; i >= 0 && i < part.timeline->laneCount(); i += by) {
        const Lane& lane = part.timeline->lane(i);
        const std::size_t started = lane.startedCount();
        if (started == 0)
            continue;
        const std::size_t before = lane.startedBy(middleNs, started);
        const JobId found = lane.job(before > 0 ? before - 1 : 0);
        // One that was tried again elsewhere stands there.
        if (part.timeline->find(found)->lane == i)
            return found;
    }
    return std::nullopt;
}

std::optional<TimeRange> rangeAround(const ChartPart& part, JobId job)
{
    const auto place = part.timeline ? part.timeline->find(job) : std::nullopt;
    if (!place)
        return std::nullopt;
    const Span span = part.timeline->lane(place->lane).span(place->index);
    const qint64 endNs = span.endOr(part.nowNs);
    const qint64 margin = (endNs - span.startNs) / 10 + 1;
    return TimeRange{span.startNs - margin, endNs + margin};
}
