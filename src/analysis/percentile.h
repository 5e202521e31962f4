// Nearest-rank percentiles.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

// The smallest value that at least `share` of all values, of which there is one or more, do not
// exceed. Reorders the values.
inline qint64 percentile(std::vector<qint64>& values, double share)
{
    const auto rank = std::size_t(std::ceil(share * double(values.size())));
    const auto nth = values.begin() + std::ptrdiff_t(std::max<std::size_t>(rank, 1) - 1);
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}
