// A lane reduced to what its pixels can show: bars where there is room for them, and elsewhere the
// exact share of each pixel column in which the worker was busy. The choice is made for a stretch
// of the lane's time at once, so that a span that is a pixel wider is no lone bar among columns.
#pragma once

#include "gantt/pixels/columngrid.h"
#include "pool/event.h"
#include "timeline/lanesamples.h"

#include <algorithm>
#include <vector>

class Timeline;

struct Bar
{
    double left; // px
    double right;
    std::size_t span; // index in its lane
    JobId job;
    JobStatus status;
    bool running;
    qint64 durationNs; // so far, for a running one
    double cpuShare;   // of the duration: CPU time; below 0 where that was not measured
};

// The CPU time of a span as a share of its duration, 0 to 1; below 0 where it was not measured.
double cpuShareOf(const Lane& lane, std::size_t index, qint64 durationNs);

struct BusyColumn
{
    int column;         // of the grid
    double share;       // 0 to 1, above 0
    int spans;          // that touch it
    qint64 durationsNs; // of them together, each in full
    bool troubled;      // one of them failed or was cancelled
};

struct LanePicture
{
    std::vector<Bar> bars;
    std::vector<BusyColumn> columns;
};

// The mean duration of the spans that had started by `nowNs`, up to which running ones count; 0
// where there is none. Looks once at each lane, and searches it where `nowNs` is long past.
qint64 usualNs(const Lane& lane, qint64 nowNs);
qint64 usualNs(const Timeline& timeline, qint64 nowNs);

// The stretches of time in each of which a lane is drawn in one way. They begin at multiples of
// their length, which follows from the zoom alone: moving the view changes none of them.
class Stretches
{
public:
    // For a run whose spans take `usualNs` on average.
    Stretches(const ColumnGrid& grid, qint64 usualNs);

    // Of the stretch that holds `timeNs`, 0 or later.
    qint64 beginOf(qint64 timeNs) const { return timeNs & -m_lengthNs; }
    qint64 endOf(qint64 timeNs) const { return beginOf(timeNs) + m_lengthNs; }

    // Whether spans have no room for bars of their own, as a rule for the whole run.
    bool areColumnsAsARule() const { return double(m_usualNs) < m_narrowNs; }
    // Whether the spans that start in the stretch at `beginNs` are drawn as columns, except for
    // those that are really wide; else each is a bar, however narrow. Follows the rule for the
    // whole run, unless the mean of the stretch, as known at `nowNs`, is clearly beyond the limit.
    // Two searches.
    bool areColumns(const Lane& lane, qint64 beginNs, qint64 nowNs) const;
    // A span of this duration is a bar wherever it stands.
    bool isReallyWide(qint64 durationNs) const { return durationNs >= m_wideNs; }

private:
    qint64 m_lengthNs; // a power of two
    qint64 m_usualNs;
    qint64 m_wideNs;
    double m_narrowNs;
};

// Whether any of the lane in view is drawn as columns. Two searches a stretch.
bool showsColumns(const Lane& lane, const ColumnGrid& grid, qint64 usualNs, qint64 nowNs);

// Reduces lanes to pictures, over and over: its memory is kept from one to the next.
class LaneReducer
{
public:
    // Takes the columns for all that follows, lanes of a run whose spans take `usualNs` on average.
    // Nothing is shown beyond `nowNs`, to which running spans reach.
    LaneReducer(const ColumnGrid& grid, ColumnRange columns, qint64 usualNs, qint64 nowNs);

    // Takes a lane's samples at the columns' edges.
    void sample(const Lane& lane) { sampleLane(lane, m_edges, m_nowNs, m_samples); }
    // How long a column is, as far as it is past. One that is an instant counts as 1 ns.
    qint64 pastNs(int column) const
    {
        return std::max<qint64>(1, lengthNs(std::size_t(column - m_columns.first)));
    }
    // Of the last lane that was sampled or reduced: its sample at the beginning of a column, and
    // how much of pastNs() its worker was busy.
    const LaneSample& sampleAt(int column) const
    {
        return m_samples[std::size_t(column - m_columns.first)];
    }
    qint64 busyNs(int column) const
    {
        const auto at = std::size_t(column - m_columns.first);
        return lengthNs(at) > 0 ? m_samples[at + 1].busyNs - m_samples[at].busyNs
                                : m_samples[at].busy;
    }
    // The part of a lane in the columns, into `picture`; its cost follows the columns, not the
    // spans.
    void reduce(const Lane& lane, LanePicture& picture);

private:
    qint64 lengthNs(std::size_t at) const
    {
        return std::min(m_edges[at + 1], m_nowNs) - m_edges[at];
    }
    // Adds what is busy of the columns from `column` on that show nothing but columns, as their
    // samples tell: spans need not be looked at. Ends before a column that belongs to another
    // stretch than the one that ends at `stretchEndNs`, or that a lone bar touches. Returns where.
    int reduceColumns(const Lane& lane, int column, qint64 stretchEndNs,
                      std::vector<BusyColumn>& columns);
    BusyColumn columnAt(const Lane& lane, int column);

    const ColumnGrid m_grid;
    const Stretches m_stretches;
    const ColumnRange m_columns;
    const qint64 m_nowNs;
    const std::vector<qint64> m_edges;
    std::vector<LaneSample> m_samples; // at the edges
    std::size_t m_troubled = 0;        // spans that did not finish, before the last column
};

// A lane over the whole grid: of such a run, or by itself.
LanePicture pictureOf(const Lane& lane, const ColumnGrid& grid, qint64 usualNs, qint64 nowNs);
LanePicture pictureOf(const Lane& lane, const ColumnGrid& grid, qint64 nowNs);
