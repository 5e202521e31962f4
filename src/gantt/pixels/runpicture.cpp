#include "gantt/pixels/runpicture.h"

#include "timeline/timeline.h"

#include <algorithm>

void RunPicture::forgetFrom(qint64 timeNs)
{
    m_counted = std::min(m_counted, std::max(0, m_grid.begunBy(timeNs) - 1));
}

void RunPicture::reduce(const Timeline& timeline, const ColumnGrid& grid, qint64 usualNs,
                        qint64 nowNs, LaneRange inSight, ColumnRange exposed)
{
    if (&timeline != m_timeline || grid != m_grid)
        m_counted = 0;
    m_timeline = &timeline;
    m_grid = grid;
    m_inSight = inSight;

    const int begun = grid.begunBy(nowNs);
    const ColumnRange toCount{std::min(m_counted, begun), begun};
    m_strips.waiting.resize(std::size_t(begun));
    for (auto* sums : {&m_started, &m_busyNs})
        sums->assign(std::size_t(toCount.count()), 0);
    for (auto* values : {&m_strips.waiting, &m_strips.busy, &m_strips.blocked}) {
        values->resize(std::size_t(begun));
        std::fill(values->begin() + toCount.first, values->end(), 0);
    }
    m_counted = begun;

    // One set of samples serves the rows and the strips.
    const ColumnRange both =
        toCount.count() == 0
            ? exposed
            : ColumnRange{std::min(toCount.first, exposed.first), std::max(begun, exposed.end)};
    LaneReducer inRows(grid, both, usualNs, nowNs);
    LaneReducer elsewhere(grid, toCount, usualNs, nowNs);
    m_lanes.resize(std::size_t(std::max(0, inSight.last - inSight.first + 1)));
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        const bool isInSight = i >= inSight.first && i <= inSight.last;
        if (lane.startedCount() == 0) {
            if (isInSight)
                m_lanes[std::size_t(i - inSight.first)] = {};
        } else if (isInSight) {
            inRows.reduce(lane, m_lanes[std::size_t(i - inSight.first)]);
            countLane(lane, inRows, toCount);
        } else if (toCount.count() > 0) {
            elsewhere.sample(lane);
            countLane(lane, elsewhere, toCount);
        }
    }
    if (timeline.blocked().startedCount() > 0 && toCount.count() > 0) {
        elsewhere.sample(timeline.blocked());
        for (int column = toCount.first; column < toCount.end; ++column)
            m_strips.blocked[std::size_t(column)] =
                double(elsewhere.busyNs(column)) / double(elsewhere.pastNs(column));
    }
    for (int column = toCount.first; column < toCount.end; ++column)
        m_strips.busy[std::size_t(column)] = double(m_busyNs[std::size_t(column - toCount.first)]) /
                                             double(elsewhere.pastNs(column));
    // Read after the starts, as a job is recorded as queued first: the difference is never
    // negative.
    countWaiting(timeline, toCount);
}

void RunPicture::reduceLanes(const Timeline& timeline, const ColumnGrid& grid, qint64 usualNs,
                             qint64 nowNs, LaneRange inSight, ColumnRange exposed)
{
    m_inSight = inSight;
    m_lanes.resize(std::size_t(std::max(0, inSight.last - inSight.first + 1)));
    LaneReducer reducer(grid, exposed, usualNs, nowNs);
    for (int i = inSight.first; i <= inSight.last; ++i)
        reducer.reduce(timeline.lane(i), m_lanes[std::size_t(i - inSight.first)]);
}

void RunPicture::countLane(const Lane& lane, const LaneReducer& reducer, ColumnRange columns)
{
    const bool retries = lane.hasFurtherAttempts();
    for (int column = columns.first; column < columns.end; ++column) {
        const auto at = std::size_t(column - columns.first);
        const std::size_t started = reducer.sampleAt(column).started;
        m_started[at] += qint64(retries ? lane.jobsIn(started) : started);
        m_busyNs[at] += reducer.busyNs(column);
    }
}

void RunPicture::countWaiting(const Timeline& timeline, ColumnRange columns)
{
    const std::size_t queued = timeline.queuedCount();
    std::size_t before = 0;
    std::size_t sinceLast = 0;
    for (int column = columns.first; column < columns.end; ++column) {
        const qint64 timeNs = m_grid.beginOf(column);
        const std::size_t count = timeline.queuedBy(timeNs, queued, before, sinceLast);
        sinceLast = count - before;
        before = count;
        m_strips.waiting[std::size_t(column)] =
            double(qint64(count) - m_started[std::size_t(column - columns.first)]);
    }
}
