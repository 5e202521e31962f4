// Where something stands in a chart.
#pragma once

#include <compare>

// What a chart is made of, for who reads it: a row, or what stands on it.
struct ChartPlace
{
    static constexpr int kWaitingStrip = -1; // as rows: what the strips show
    static constexpr int kBusyStrip = -2;
    static constexpr int kWhole = -1; // in place of an item: the row itself

    int row = 0;
    int item = kWhole;
    auto operator<=>(const ChartPlace&) const = default;
};
