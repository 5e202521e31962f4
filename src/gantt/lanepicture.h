// A lane reduced to what its pixels can show: bars where there is room for them, and elsewhere the
// exact share of each pixel column that the worker was busy.
#pragma once

#include "gantt/columngrid.h"
#include "pool/event.h"
#include "timeline/lanesamples.h"

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
};

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
    // Those of the last lane that was sampled or reduced.
    const std::vector<LaneSample>& samples() const { return m_samples; }
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
