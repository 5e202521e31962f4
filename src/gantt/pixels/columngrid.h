// The pixel columns of the time axis.
#pragma once

#include "gantt/pixels/timescale.h"

#include <algorithm>
#include <cmath>
#include <vector>

// A part of the time axis, in px.
struct PxRange
{
    double left;
    double right;
    bool operator==(const PxRange&) const = default;
};

// Columns from `first` up to but without `end`.
struct ColumnRange
{
    int first = 0;
    int end = 0;

    int count() const { return std::max(0, end - first); }
    bool operator==(const ColumnRange&) const = default;
};

// Columns are counted from the scale's left edge and are `columnPx` wide: a device pixel, in the
// scale's units.
struct ColumnGrid
{
    TimeScale scale;
    double columnPx = 1;

    // None where the axis has no width.
    ColumnRange all() const { return {0, std::max(0, int(std::ceil(scale.widthPx / columnPx)))}; }
    // The columns that a part of the axis touches.
    ColumnRange between(double leftPx, double rightPx) const
    {
        const double last = double(all().end);
        const double from = std::clamp((leftPx - scale.leftPx) / columnPx, 0.0, last);
        const double to = std::clamp((rightPx - scale.leftPx) / columnPx, from, last);
        return {int(std::floor(from)), int(std::ceil(to))};
    }
    // How many columns begin at or before `timeNs`.
    int begunBy(qint64 timeNs) const
    {
        const double columns = std::floor((scale.xOf(timeNs) - scale.leftPx) / columnPx) + 1;
        int begun = int(std::clamp(columns, 0.0, double(all().end)));
        // The conversions to pixels and back may round differently.
        while (begun < all().end && beginOf(begun) <= timeNs)
            ++begun;
        while (begun > 0 && beginOf(begun - 1) > timeNs)
            --begun;
        return begun;
    }
    // The column of a place; the first one for all before the axis, and what ends them for all
    // behind.
    int columnOf(double x) const
    {
        return int(std::clamp((x - scale.leftPx) / columnPx, 0.0, double(all().end)));
    }
    qint64 beginOf(int column) const { return scale.timeAt(scale.leftPx + column * columnPx); }
    // The instants at which the columns begin, and the one at which the last of them ends.
    std::vector<qint64> edgesOf(ColumnRange columns) const
    {
        std::vector<qint64> edges;
        edges.reserve(std::size_t(columns.count() + 1));
        for (int column = columns.first; column <= columns.end; ++column)
            edges.push_back(beginOf(column));
        return edges;
    }
    bool operator==(const ColumnGrid&) const = default;
};
