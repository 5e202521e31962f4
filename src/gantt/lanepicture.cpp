#include "gantt/lanepicture.h"

#include <algorithm>

namespace {

// Narrower spans are shown as shares of their columns.
constexpr double kNarrowestBarColumns = 3;

} // namespace

bool isNarrow(qint64 durationNs, const ColumnGrid& grid)
{
    return double(durationNs) < kNarrowestBarColumns * grid.columnPx * grid.scale.nsPerPx();
}

LaneReducer::LaneReducer(const ColumnGrid& grid, ColumnRange columns, qint64 nowNs)
    : m_grid(grid), m_columns(columns), m_nowNs(nowNs), m_edges(grid.edgesOf(columns))
{
}

// From the samples at the column's two edges; there is nothing to see when its share is 0.
BusyColumn LaneReducer::columnAt(const Lane& lane, int column) const
{
    BusyColumn shown{column, 0, 0, 0, false};
    const auto at = std::size_t(column - m_columns.first);
    const LaneSample& left = m_samples[at];
    const LaneSample& right = m_samples[at + 1];
    // A span may begin at the very end of its column: then there is nothing to see of it yet.
    const qint64 busyNs = right.busyNs - left.busyNs;
    if (busyNs <= 0)
        return shown;
    const qint64 widthNs = std::max<qint64>(1, m_edges[at + 1] - m_edges[at]);
    shown.share = std::min(1.0, double(busyNs) / double(widthNs));
    const std::size_t before = left.started - (left.busy ? 1 : 0); // spans that are not in it
    shown.spans = int(right.started - before);
    shown.durationsNs =
        right.beforeNs + right.lastNs - left.beforeNs - (left.busy ? 0 : left.lastNs);
    shown.troubled = lane.hasTrouble() && lane.troubledIn(right.started) > lane.troubledIn(before);
    return shown;
}

void LaneReducer::reduce(const Lane& lane, LanePicture& picture)
{
    picture.bars.clear();
    picture.columns.clear();
    const std::size_t finished = lane.finishedCount();
    const std::size_t started = lane.startedCount();
    sample(lane);
    const double narrowestPx = kNarrowestBarColumns * m_grid.columnPx;
    const qint64 lastNs = std::min(m_edges.back(), m_nowNs);

    // The first span that ends after the columns begin.
    std::size_t next = m_samples.front().started - (m_samples.front().busy ? 1 : 0);
    int column = m_columns.first;
    while (next < started && column < m_columns.end) {
        const qint64 startNs = lane.startNs(next);
        if (startNs > lastNs)
            break;
        const bool ended = next < finished && lane.endNs(next) <= m_nowNs;
        const qint64 endNs = ended ? lane.endNs(next) : std::max(startNs, m_nowNs);
        const double left = m_grid.scale.xOf(startNs);
        const double right = m_grid.scale.xOf(endNs);
        if (right - left >= narrowestPx) {
            const Span span = lane.span(next);
            picture.bars.push_back(
                {left, right, next, span.job, ended ? span.status : JobStatus::Finished, !ended,
                 endNs - startNs, ended ? cpuShareOf(lane, next, endNs - startNs) : -1});
            // The column that the bar ends in also shows what comes behind it.
            column = std::max(column, m_grid.columnOf(right));
            ++next;
            continue;
        }
        column = std::max(column, m_grid.columnOf(left));
        if (column >= m_columns.end)
            break;
        const BusyColumn shown = columnAt(lane, column);
        if (shown.share > 0)
            picture.columns.push_back(shown);
        // A narrow span may reach into the next column: it is still next, and is looked at again.
        const LaneSample& behind = m_samples[std::size_t(column - m_columns.first + 1)];
        next = std::max(next, behind.started - (behind.busy ? 1 : 0));
        ++column;
    }
}

double cpuShareOf(const Lane& lane, std::size_t index, qint64 durationNs)
{
    const auto cpu = lane.cpuOf(index);
    if (!cpu || durationNs <= 0)
        return -1;
    return std::min(1.0, double(cpu->ns) / double(durationNs));
}

LanePicture pictureOf(const Lane& lane, const ColumnGrid& grid, qint64 nowNs)
{
    LanePicture picture;
    LaneReducer(grid, grid.all(), nowNs).reduce(lane, picture);
    return picture;
}
