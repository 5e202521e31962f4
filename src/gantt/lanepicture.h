// A lane reduced to what its pixels can show: bars where there is room for them, and elsewhere the
// exact share of each pixel column that the worker was busy.
#pragma once

#include "gantt/timescale.h"
#include "pool/event.h"
#include "timeline/lane.h"

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
    int column;   // from the scale's left edge, in columns of columnPx
    double share; // 0 to 1, above 0
};

struct LanePicture
{
    std::vector<Bar> bars;
    std::vector<BusyColumn> columns;
};

// The part of the lane in the scale's range; its cost follows the pixels, not the spans. `columnPx`
// is the width of a device pixel in the scale's units. Nothing is shown beyond `nowNs`, to which a
// running span reaches.
LanePicture pictureOf(const Lane& lane, const TimeScale& scale, double columnPx, qint64 nowNs);
