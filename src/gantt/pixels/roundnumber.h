// Round numbers: 1, 2 or 5 times a power of ten.
#pragma once

#include <QtGlobal>

#include <limits>

// The least round number that is at or above `value`; at most about a tenth of what 64 bits hold.
constexpr qint64 roundAbove(qint64 value)
{
    constexpr qint64 kMaxPower = std::numeric_limits<qint64>::max() / 10;
    qint64 ten = 1;
    for (; ten < kMaxPower; ten *= 10) {
        for (const int factor : {1, 2, 5}) {
            if (ten * factor >= value)
                return ten * factor;
        }
    }
    return ten;
}

// The greatest that is at or below `value`; 1 for what is less.
constexpr qint64 roundBelow(qint64 value)
{
    const qint64 above = roundAbove(value);
    if (above <= value || above == 1)
        return above;
    // 1, 2, 5, 10: the one before 5 is 2, and the others are halves.
    qint64 leading = above;
    while (leading % 10 == 0)
        leading /= 10;
    return leading == 5 ? above / 5 * 2 : above / 2;
}
