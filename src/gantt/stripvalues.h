// What the strips under the chart show: exact counts at the instant at which each column begins.
#pragma once

#include "gantt/timescale.h"

#include <vector>

class Timeline;

struct StripValues
{
    std::vector<int> waiting; // jobs queued and not yet started, a value a column
    std::vector<int> busy;    // workers with a job
};

// One value for each column of `columnPx` in the scale's range up to `nowNs`. Costs the columns
// of every lane.
StripValues stripValuesOf(const Timeline& timeline, const TimeScale& scale, double columnPx,
                          qint64 nowNs);
