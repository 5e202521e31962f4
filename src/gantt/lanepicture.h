// A lane reduced to what its pixels can show: bars where there is room for them, and elsewhere the
// exact share of each pixel column that the worker was busy.
#pragma once

#include "gantt/columngrid.h"
#include "pool/event.h"
#include "timeline/lanesamples.h"

#include <algorithm>
#include <vector>

struct Bar
{
    double left; // px
    double right;
    std::size_t span; // index in its lane
    JobId job;
    JobStatus status;
    bool running;
    qint64 durationNs; // so far, for a running one
    double cpuShare;   // of it that it had a core; below 0 where that was not measured
};

// What a span of the lane computed of its duration, 0 to 1; below 0 where that was not measured.
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

// Whether a span of this duration is too narrow for a bar of its own.
bool isNarrow(qint64 durationNs, const ColumnGrid& grid);

// Reduces lanes to pictures, over and over: its memory is kept from one to the next.
class LaneReducer
{
public:
    // Takes the columns for all that follows. Nothing is shown beyond `nowNs`, to which running
    // spans reach.
    LaneReducer(const ColumnGrid& grid, ColumnRange columns, qint64 nowNs);

    // Takes a lane's samples at the columns' edges.
    void sample(const Lane& lane) { sampleLane(lane, m_edges, m_nowNs, m_samples); }
    // Of the last lane that was sampled or reduced: what it had come to when a column began, and
    // which part of the column, as far as it is past, its worker was busy.
    const LaneSample& sampleAt(int column) const
    {
        return m_samples[std::size_t(column - m_columns.first)];
    }
    double busyShare(int column) const
    {
        const auto at = std::size_t(column - m_columns.first);
        const qint64 pastNs = std::min(m_edges[at + 1], m_nowNs) - m_edges[at];
        if (pastNs <= 0) // an instant
            return m_samples[at].busy ? 1 : 0;
        return double(m_samples[at + 1].busyNs - m_samples[at].busyNs) / double(pastNs);
    }
    // The part of a lane in the columns, into `picture`; its cost follows the columns, not the
    // spans.
    void reduce(const Lane& lane, LanePicture& picture);

private:
    BusyColumn columnAt(const Lane& lane, int column) const;

    const ColumnGrid m_grid;
    const ColumnRange m_columns;
    const qint64 m_nowNs;
    const std::vector<qint64> m_edges;
    std::vector<LaneSample> m_samples; // at the edges
};

// A lane over the whole grid.
LanePicture pictureOf(const Lane& lane, const ColumnGrid& grid, qint64 nowNs);
