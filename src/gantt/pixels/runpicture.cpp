#include "gantt/pixels/runpicture.h"

#include "timeline/timeline.h"

#include <algorithm>

void RunPicture::forgetFrom(qint64 timeNs)
{
    m_counted = std::min(m_counted, std::max(0, m_grid.begunBy(timeNs) - 1));
}

void RunPicture::reduce(const Timeline& timeline, const ColumnGrid& grid, qint64 usualNs,
                        qint64 nowNs, LaneRange inSight, ColumnRange exposed,
                        const LaneGroups* groups)
{
    const int together = columnsTogether(timeline, grid);
    const ColumnGrid counted{grid.scale, grid.columnPx * together};
    if (&timeline != m_timeline || counted != m_grid)
        m_counted = 0;
    prepareGroups(groups);
    m_timeline = &timeline;
    m_grid = counted;
    m_inSight = inSight;

    const int begun = counted.begunBy(nowNs);
    const ColumnRange toCount{std::min(m_counted, begun), begun};
    m_strips.waiting.resize(std::size_t(begun));
    for (auto* sums : {&m_started, &m_busyNs})
        sums->assign(std::size_t(toCount.count()), 0);
    for (auto* values : {&m_strips.waiting, &m_strips.busy, &m_strips.blocked}) {
        values->resize(std::size_t(begun));
        std::fill(values->begin() + toCount.first, values->end(), 0);
    }
    for (Group& group : m_groups) {
        group.busyShare.resize(std::size_t(begun));
        for (auto* sums : {&group.busyNs, &group.presentNs})
            sums->assign(std::size_t(toCount.count()), 0);
    }
    m_counted = begun;

    // One set of samples serves the rows and the strips, where their columns are the same.
    const ColumnRange both =
        toCount.count() == 0 || together > 1
            ? exposed
            : ColumnRange{std::min(toCount.first, exposed.first), std::max(begun, exposed.end)};
    LaneReducer inRows(grid, both, usualNs, nowNs);
    LaneReducer elsewhere(counted, toCount, usualNs, nowNs);
    m_lanes.resize(std::size_t(std::max(0, inSight.last - inSight.first + 1)));
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        const bool isInSight = i >= inSight.first && i <= inSight.last;
        if (lane.startedCount() == 0 && !groups) {
            if (isInSight)
                m_lanes[std::size_t(i - inSight.first)] = {};
            continue;
        }
        if (isInSight)
            inRows.reduce(lane, m_lanes[std::size_t(i - inSight.first)]);
        if (isInSight && together == 1) {
            countLane(lane, inRows, toCount);
        } else if (toCount.count() > 0) {
            elsewhere.sample(lane);
            countLane(lane, elsewhere, toCount);
        }
        if (groups && toCount.count() > 0)
            countGroup(groups->ofLane[std::size_t(i)], lane, elsewhere, toCount);
    }
    for (Group& group : m_groups) {
        for (int column = toCount.first; column < toCount.end; ++column) {
            const auto at = std::size_t(column - toCount.first);
            group.busyShare[std::size_t(column)] =
                group.presentNs[at] > 0
                    ? std::min(1.0, double(group.busyNs[at]) / double(group.presentNs[at]))
                    : 0;
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
    show(together, grid.begunBy(nowNs));
}

int RunPicture::columnsTogether(const Timeline& timeline, const ColumnGrid& grid)
{
    constexpr qint64 kMostSamples = 1'000'000; // a third of a frame's time
    const qint64 samples = qint64(timeline.laneCount()) * grid.all().end;
    return timeline.outcome() ? 1 : int(1 + samples / kMostSamples);
}

void RunPicture::show(int together, int columns)
{
    const auto spread = [&](const std::vector<double>& counted, std::vector<double>& shown) {
        shown.resize(std::size_t(columns));
        for (std::size_t column = 0; column < shown.size(); ++column)
            shown[column] = counted[column / std::size_t(together)];
    };
    spread(m_strips.waiting, m_shown.waiting);
    spread(m_strips.busy, m_shown.busy);
    spread(m_strips.blocked, m_shown.blocked);
    for (Group& group : m_groups)
        spread(group.busyShare, group.shown);
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

// Where there are groups none of their lanes is in sight by itself.
void RunPicture::prepareGroups(const LaneGroups* groups)
{
    const auto count = std::size_t(groups ? groups->count : 0);
    if (m_groups.empty() && count > 0)
        m_counted = 0;
    m_groups.resize(count);
}

void RunPicture::countGroup(int index, const Lane& lane, const LaneReducer& reducer,
                            ColumnRange columns)
{
    Group& group = m_groups[std::size_t(index)];
    for (int column = columns.first; column < columns.end; ++column)
        group.busyNs[std::size_t(column - columns.first)] += reducer.busyNs(column);
    for (const Lane::Presence& presence : lane.presences()) {
        for (int column = columns.first; column < columns.end; ++column) {
            const qint64 beginNs = m_grid.beginOf(column);
            const qint64 endNs = beginNs + reducer.pastNs(column);
            const qint64 toNs = std::min(presence.toNs.value_or(endNs), endNs);
            group.presentNs[std::size_t(column - columns.first)] +=
                std::max<qint64>(0, toNs - std::max(presence.fromNs, beginNs));
        }
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
