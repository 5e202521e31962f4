#include "gantt/model/litstretches.h"

#include "gantt/model/chartcontent.h"
#include "gantt/model/charthit.h"
#include "timeline/timeline.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

LitStretches::LitStretches(std::vector<LaneStretch> stretches)
{
    const auto place = [](const LaneStretch& stretch) {
        return std::tuple(stretch.lane, stretch.fromNs);
    };
    if (!std::ranges::is_sorted(stretches, {}, place))
        std::ranges::sort(stretches, {}, place);
    for (const LaneStretch& stretch : stretches) {
        if (stretch.toNs <= stretch.fromNs)
            continue;
        const bool joins = !m_stretches.empty() && m_stretches.back().lane == stretch.lane &&
                           m_stretches.back().toNs >= stretch.fromNs;
        if (joins)
            m_stretches.back().toNs = std::max(m_stretches.back().toNs, stretch.toNs);
        else
            m_stretches.push_back(stretch);
    }
}

std::optional<LaneStretch> LitStretches::longest() const
{
    const auto longest = std::ranges::max_element(
        m_stretches, {}, [](const LaneStretch& stretch) { return stretch.toNs - stretch.fromNs; });
    return longest == m_stretches.end() ? std::nullopt : std::optional(*longest);
}

std::vector<PxRange> LitStretches::onRow(const ChartPart& part, int row,
                                         const ColumnGrid& grid) const
{
    const qint64 fromNs = grid.scale.startNs;
    const qint64 toNs = grid.scale.endNs;
    if (part.rowsBy == RowsBy::Worker)
        return onLane(row, fromNs, toNs, grid);
    if (part.rowsBy == RowsBy::Host)
        return onHost(part.hosts->lanesOf(row), fromNs, toNs, grid);
    const auto place = part.timeline ? part.timeline->find(JobId{row + 1}) : std::nullopt;
    if (!place)
        return {};
    const Lane& lane = part.timeline->lane(place->lane);
    const auto attempts = std::size_t(lane.attemptAt(place->index)); // they stand side by side
    return onLane(place->lane, std::max(fromNs, lane.startNs(place->index + 1 - attempts)),
                  std::min(toNs, lane.span(place->index).endOr(part.nowNs)), grid);
}

std::vector<PxRange> LitStretches::onHost(const std::vector<int>& lanes, qint64 fromNs, qint64 toNs,
                                          const ColumnGrid& grid) const
{
    std::vector<PxRange> all;
    for (const int lane : lanes) {
        const auto ofLane = onLane(lane, fromNs, toNs, grid);
        all.insert(all.end(), ofLane.begin(), ofLane.end());
    }
    std::ranges::sort(all, {}, &PxRange::left);
    std::vector<PxRange> joined;
    for (const PxRange& range : all) {
        if (!joined.empty() && range.left <= joined.back().right)
            joined.back().right = std::max(joined.back().right, range.right);
        else
            joined.push_back(range);
    }
    return joined;
}

std::vector<PxRange> LitStretches::onLane(int lane, qint64 fromNs, qint64 toNs,
                                          const ColumnGrid& grid) const
{
    // The two ends of the lane's: clang 14 does not take std::ranges::equal_range().
    const auto laneBegin = std::ranges::lower_bound(m_stretches, lane, {}, &LaneStretch::lane);
    const auto laneEnd = std::ranges::upper_bound(m_stretches, lane, {}, &LaneStretch::lane);
    // The first one from `at` on that is not over by then.
    const auto nextAfter = [laneEnd](auto at, qint64 timeNs) {
        return std::partition_point(
            at, laneEnd, [timeNs](const LaneStretch& stretch) { return stretch.toNs <= timeNs; });
    };
    const double columns = double(grid.all().end);
    const auto columnsTo = [&](qint64 timeNs) {
        return std::clamp((grid.scale.xOf(timeNs) - grid.scale.leftPx) / grid.columnPx, 0.0,
                          columns);
    };
    const auto placeOf = [&](int column) {
        return grid.scale.leftPx + column * grid.columnPx;
    };

    std::vector<PxRange> seen;
    int lastEnd = -1; // a column
    for (auto at = nextAfter(laneBegin, fromNs); at != laneEnd && at->fromNs < toNs;) {
        const int first = int(columnsTo(std::max(at->fromNs, fromNs)));
        const int end = std::max(first + 1, int(std::ceil(columnsTo(std::min(at->toNs, toNs)))));
        if (first <= lastEnd)
            seen.back().right = placeOf(end);
        else
            seen.push_back({placeOf(first), placeOf(end)});
        lastEnd = end;
        // Whatever else lies within the last column is seen already.
        at = nextAfter(at + 1, grid.beginOf(end));
    }
    return seen;
}

std::optional<int> rowOf(const ChartPart& part, const LaneStretch& stretch)
{
    if (part.rowsBy == RowsBy::Worker)
        return stretch.lane;
    if (!part.timeline || stretch.lane >= part.timeline->laneCount())
        return std::nullopt;
    if (part.rowsBy == RowsBy::Host)
        return part.hosts->rowOf(stretch.lane);
    const Lane& lane = part.timeline->lane(stretch.lane);
    const std::size_t begun = lane.startedBy(stretch.toNs - 1, lane.startedCount());
    if (begun == 0 || lane.span(begun - 1).endOr(part.nowNs) <= stretch.fromNs)
        return std::nullopt;
    return lane.job(begun - 1).number - 1;
}

bool isLitAt(const ChartContent& content, const ChartLayout& layout, const ColumnGrid& grid,
             double scroll, QPointF point)
{
    const auto at = rowAt(content, layout, scroll, point.y());
    if (!at || at->part != 0 || !content.lit)
        return false;
    return std::ranges::any_of(content.lit->onRow(content.first(), at->row, grid),
                               [point](const PxRange& range) {
                                   return point.x() >= range.left && point.x() <= range.right;
                               });
}
