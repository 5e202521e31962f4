// Searching an ascending column.
#pragma once

#include "timeline/appendonly.h"

#include <QtGlobal>

#include <algorithm>
#include <cstddef>

// The number of values in [0, count) of an ascending column that are at or below `limit`. Of all
// values before `from` it is known that they are. The search looks first around `from + expected`,
// where the caller thinks that the answer is, and doubles its steps from there: its cost follows
// the distance from the guess, not the size.
inline std::size_t countUpTo(const AppendOnly<qint64>& column, qint64 limit, std::size_t count,
                             std::size_t from, std::size_t expected = 0)
{
    std::size_t low = from;   // all before low are at or below the limit
    std::size_t high = count; // all from high on are above it
    std::size_t step = 1 + expected / 8;
    if (expected > step && from + expected - step < count) {
        const std::size_t guess = from + expected - step;
        (column[guess] <= limit ? low : high) = column[guess] <= limit ? guess + 1 : guess;
        step *= 2;
    }
    // Gallop: double the step until a value above the limit is met.
    for (std::size_t probe = low + step; probe < high; probe = low + step) {
        if (column[probe] > limit) {
            high = probe;
            break;
        }
        low = probe + 1;
        step *= 2;
    }
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (column[middle] <= limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
