// Searching an ascending column.
#pragma once

#include "timeline/appendonly.h"

#include <QtGlobal>

#include <algorithm>
#include <cstddef>

// The number of values in [0, count) of an ascending column that are at or below `limit`. The
// search starts at `from`, of which every value before is known to be at or below it, and doubles
// its steps: its cost follows the distance, not the size.
inline std::size_t countUpTo(const AppendOnly<qint64>& column, qint64 limit, std::size_t count,
                             std::size_t from)
{
    std::size_t low = from; // all before low are at or below the limit
    std::size_t step = 1;
    std::size_t high = low;
    while (high < count && column[high] <= limit) {
        low = high + 1;
        high = low + step;
        step *= 2;
    }
    high = std::min(high, count);
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (column[middle] <= limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
