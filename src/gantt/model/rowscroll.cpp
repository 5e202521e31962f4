#include "gantt/model/rowscroll.h"

#include "gantt/model/chartcontent.h"
#include "gantt/model/chartlayout.h"
#include "gantt/model/viewport.h"

#include <algorithm>
#include <cmath>

namespace {

// Whether the last attempt at one of the jobs in those rows runs in that time.
bool anyRunsIn(const TimeRange& time, const ChartPart& part, ChartLayout::Rows rows)
{
    const auto places = part.timeline->find(JobId{rows.first + 1}, JobId{rows.last + 1});
    return std::ranges::any_of(places, [&](const auto& place) {
        if (!place)
            return false;
        const Span span = part.timeline->lane(place->lane).span(place->index);
        return span.startNs <= time.endNs && span.endOr(part.nowNs) >= time.startNs;
    });
}

// How many jobs had started by then.
std::size_t jobsStartedBy(const Timeline& timeline, qint64 timeNs)
{
    std::size_t started = 0;
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        started += lane.jobsIn(lane.startedBy(timeNs, lane.startedCount()));
    }
    return started;
}

} // namespace

void RowScroll::reset()
{
    m_px = 0;
    m_following = true;
}

void RowScroll::fit(const ChartLayout& layout)
{
    m_maxPx = int(layout.scrollRange());
    scrollTo(m_px);
}

void RowScroll::scrollTo(double px)
{
    m_px = int(std::clamp(px, 0.0, double(m_maxPx)));
}

void RowScroll::followNewest(const ChartLayout& layout, const ChartPart& part, const Viewport& view)
{
    if (part.rowsBy != RowsBy::Job || !part.timeline || !m_following || !view.isLive() ||
        view.mode() == Viewport::Mode::Free)
        return;
    const double bottom = double(part.timeline->jobsStarted()) * layout.rowHeight();
    scrollTo(std::ceil(bottom - layout.rows(0).height()));
}

void RowScroll::bringIntoTime(const ChartLayout& layout, const ChartPart& part,
                              const TimeRange& visible)
{
    if (part.rowsBy != RowsBy::Job || !part.timeline ||
        anyRunsIn(visible, part, layout.rowsInSight(0, m_px)))
        return;
    // The jobs that run in the middle of the time stand in the middle of the rows.
    const qint64 middleNs = visible.startNs + visible.lengthNs() / 2;
    scrollTo(double(jobsStartedBy(*part.timeline, middleNs)) * layout.rowHeight() -
             layout.rows(0).height() / 2);
}

void RowScroll::bringIntoSight(const ChartLayout& layout, int row)
{
    if (!layout.rows(0).contains(layout.row(0, row, m_px).center()))
        scrollTo(row * layout.rowHeight() - layout.rows(0).height() / 2);
}
