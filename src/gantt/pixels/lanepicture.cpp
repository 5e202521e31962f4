#include "gantt/pixels/lanepicture.h"

#include "timeline/timeline.h"

#include <algorithm>

namespace {

// Widths, in columns. Below this mean width spans are drawn as columns, as bars would have no room
// for their colours. A stretch is an exception to what most of the run is only where its mean is
// beyond that limit by the factor: else those near the limit would alternate.
constexpr double kMinMeanBar = 4;
constexpr double kExceptionFactor = 2;
// A span of this width is a bar even among columns.
constexpr double kMinLoneBar = 24;
// A stretch is at least this long, and shorter than twice that.
constexpr double kMinStretch = 128;

qint64 powerOfTwoFrom(double least)
{
    constexpr qint64 kMaxNs = qint64(1) << 61; // 73 years: as far as any axis reaches
    qint64 power = 1;
    while (double(power) < least && power < kMaxNs)
        power *= 2;
    return power;
}

// How many spans have started: nearly always all, so that the search is rarely needed.
std::size_t startedBy(const Lane& lane, qint64 nowNs)
{
    const std::size_t all = lane.startedCount();
    return all > 0 && lane.startNs(all - 1) <= nowNs ? all : lane.startedBy(nowNs, all);
}

} // namespace

qint64 usualNs(const Lane& lane, qint64 nowNs)
{
    const std::size_t started = startedBy(lane, nowNs);
    return started > 0 ? lane.busyNs(nowNs, started, nowNs) / qint64(started) : 0;
}

qint64 usualNs(const Timeline& timeline, qint64 nowNs)
{
    qint64 busyNs = 0;
    std::size_t spans = 0;
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        const std::size_t started = startedBy(lane, nowNs);
        busyNs += lane.busyNs(nowNs, started, nowNs);
        spans += started;
    }
    return spans > 0 ? busyNs / qint64(spans) : 0;
}

Stretches::Stretches(const ColumnGrid& grid, qint64 usualNs)
    : m_lengthNs(powerOfTwoFrom(kMinStretch * grid.columnPx * grid.scale.nsPerPx()))
    , m_usualNs(usualNs)
    , m_wideNs(qint64(std::min(kMinLoneBar * grid.columnPx * grid.scale.nsPerPx(), 4e18)))
    , m_narrowNs(kMinMeanBar * grid.columnPx * grid.scale.nsPerPx())
{
}

bool Stretches::areColumns(const Lane& lane, qint64 beginNs, qint64 nowNs) const
{
    const std::size_t started = lane.startedCount();
    const std::size_t first = lane.startedBy(beginNs - 1, started);
    const std::size_t end =
        lane.startedBy(std::min(beginNs + (m_lengthNs - 1), nowNs), started, first);
    if (first >= end)
        return false;
    const std::size_t last = end - 1; // the only one that may reach beyond the stretch
    const Span lastSpan = lane.span(last);
    qint64 lastNs = std::min(lastSpan.endOr(nowNs), nowNs) - lastSpan.startNs;
    if (lastSpan.endOr(nowNs) >= nowNs) // still runs: taken to become as long as usual
        lastNs = std::max(lastNs, m_usualNs);
    const qint64 sumNs =
        lane.durationsNs(last) - lane.durationsNs(first) + std::min(lastNs, m_wideNs);
    const double limitNs =
        areColumnsAsARule() ? m_narrowNs * kExceptionFactor : m_narrowNs / kExceptionFactor;
    return double(sumNs) < limitNs * double(end - first);
}

bool showsColumns(const Lane& lane, const ColumnGrid& grid, qint64 usualNs, qint64 nowNs)
{
    const Stretches stretches(grid, usualNs);
    const qint64 lastNs = std::min(grid.scale.endNs, nowNs);
    for (qint64 timeNs = grid.scale.startNs; timeNs <= lastNs; timeNs = stretches.endOf(timeNs)) {
        if (stretches.areColumns(lane, stretches.beginOf(timeNs), nowNs))
            return true;
    }
    return false;
}

LaneReducer::LaneReducer(const ColumnGrid& grid, ColumnRange columns, qint64 usualNs, qint64 nowNs)
    : m_grid(grid)
    , m_stretches(grid, usualNs)
    , m_columns(columns)
    , m_nowNs(nowNs)
    , m_edges(grid.edgesOf(columns))
{
}

// From the samples at the column's two edges. A share of 0 means that nothing is drawn.
BusyColumn LaneReducer::columnAt(const Lane& lane, int column)
{
    BusyColumn shown{column, 0, 0, 0, false};
    const auto at = std::size_t(column - m_columns.first);
    const LaneSample& left = m_samples[at];
    const LaneSample& right = m_samples[at + 1];
    // A span that begins at the very end of its column takes up nothing of it.
    const qint64 busyNs = right.busyNs - left.busyNs;
    if (busyNs <= 0)
        return shown;
    const qint64 widthNs = std::max<qint64>(1, m_edges[at + 1] - m_edges[at]);
    shown.share = std::min(1.0, double(busyNs) / double(widthNs));
    const std::size_t before =
        left.started - (left.busy ? 1 : 0); // spans that ended before the column
    shown.spans = int(right.started - before);
    shown.durationsNs =
        right.beforeNs + right.lastNs - left.beforeNs - (left.busy ? 0 : left.lastNs);
    if (lane.hasTrouble()) {
        m_troubled = lane.troubledIn(before, m_troubled);
        shown.troubled = lane.troubledIn(right.started, m_troubled) > m_troubled;
    }
    return shown;
}

int LaneReducer::reduceColumns(const Lane& lane, int column, qint64 stretchEndNs,
                               std::vector<BusyColumn>& columns)
{
    for (; column < m_columns.end; ++column) {
        const auto at = std::size_t(column - m_columns.first);
        const LaneSample& left = m_samples[at];
        const LaneSample& right = m_samples[at + 1];
        // A span that is really wide is the last that has started at one of the edges.
        const bool isLoneBar =
            (left.busy && m_stretches.isReallyWide(left.lastNs)) ||
            (right.started > left.started && m_stretches.isReallyWide(right.lastNs));
        if (m_edges[at + 1] > stretchEndNs || isLoneBar)
            break;
        const BusyColumn shown = columnAt(lane, column);
        if (shown.share > 0)
            columns.push_back(shown);
    }
    return column;
}

void LaneReducer::reduce(const Lane& lane, LanePicture& picture)
{
    picture.bars.clear();
    picture.columns.clear();
    const std::size_t finished = lane.finishedCount();
    const std::size_t started = lane.startedCount();
    sample(lane);
    const qint64 lastNs = std::min(m_edges.back(), m_nowNs);

    // The first span that ends after the columns begin.
    std::size_t next = m_samples.front().started - (m_samples.front().busy ? 1 : 0);
    int column = m_columns.first;
    m_troubled = 0;
    qint64 stretchEndNs = -1; // of the stretch that the previous span began in
    bool areColumns = false;
    while (next < started && column < m_columns.end) {
        const qint64 startNs = lane.startNs(next);
        if (startNs > lastNs)
            break;
        const bool ended = next < finished && lane.endNs(next) <= m_nowNs;
        const qint64 endNs = ended ? lane.endNs(next) : std::max(startNs, m_nowNs);
        const double left = m_grid.scale.xOf(startNs);
        const double right = m_grid.scale.xOf(endNs);
        if (startNs >= stretchEndNs) {
            stretchEndNs = m_stretches.endOf(startNs);
            areColumns = m_stretches.areColumns(lane, m_stretches.beginOf(startNs), m_nowNs);
        }
        if (!areColumns || m_stretches.isReallyWide(endNs - startNs)) {
            const Span span = lane.span(next);
            picture.bars.push_back(
                {left, right, next, span.job, ended ? span.status : JobStatus::Finished, !ended,
                 endNs - startNs, ended ? cpuShareOf(lane, next, endNs - startNs) : -1});
            // The column in which the bar ends also shows what follows it there.
            column = std::max(column, m_grid.columnOf(right));
            ++next;
            continue;
        }
        column = std::max(column, m_grid.columnOf(left));
        const int reduced = reduceColumns(lane, column, stretchEndNs, picture.columns);
        if (reduced > column) {
            column = reduced;
            const LaneSample& behind = sampleAt(column);
            next = std::max(next, behind.started - (behind.busy ? 1 : 0));
            continue;
        }
        if (column >= m_columns.end)
            break;
        const BusyColumn shown = columnAt(lane, column);
        if (shown.share > 0)
            picture.columns.push_back(shown);
        // A span that reaches into the next column is looked at again there.
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

LanePicture pictureOf(const Lane& lane, const ColumnGrid& grid, qint64 usualNs, qint64 nowNs)
{
    LanePicture picture;
    LaneReducer(grid, grid.all(), usualNs, nowNs).reduce(lane, picture);
    return picture;
}

LanePicture pictureOf(const Lane& lane, const ColumnGrid& grid, qint64 nowNs)
{
    return pictureOf(lane, grid, usualNs(lane, nowNs), nowNs);
}
