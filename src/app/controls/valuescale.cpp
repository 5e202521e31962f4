#include "app/controls/valuescale.h"

#include <algorithm>
#include <cmath>

namespace {

// The distance between round values around `value`: 1 up to 20, 2 up to 50, 5 up to 100, and ten
// times as much in each decade.
qint64 stepAround(qint64 value, qint64 unit)
{
    qint64 decade = unit;
    while (value / decade >= 100)
        decade *= 10;
    const qint64 digits = value / decade; // 0 to 99
    if (digits < 20)
        return decade;
    return decade * (digits < 50 ? 2 : 5);
}

} // namespace

ValueScale::ValueScale(qint64 least, qint64 most, qint64 unit)
    : m_least(least), m_most(most), m_unit(unit)
{
}

int ValueScale::positionOf(qint64 value) const
{
    const auto distance = [this](qint64 to) {
        return std::log1p(double(to - m_least) / double(m_unit));
    };
    const qint64 within = std::clamp(value, m_least, m_most);
    return int(std::lround(kPositions * distance(within) / distance(m_most)));
}

qint64 ValueScale::valueAt(int position) const
{
    if (position <= 0)
        return m_least;
    if (position >= kPositions)
        return m_most;
    const double whole = std::log1p(double(m_most - m_least) / double(m_unit));
    return rounded(double(m_least) + std::expm1(whole * position / kPositions) * double(m_unit));
}

qint64 ValueScale::above(qint64 value) const
{
    const qint64 step = stepAround(value, m_unit);
    return std::clamp((value / step + 1) * step, m_least, m_most);
}

qint64 ValueScale::below(qint64 value) const
{
    if (value <= m_least)
        return m_least;
    // The step below a boundary such as 20 or 100 is the finer one.
    const qint64 step = stepAround(value - 1, m_unit);
    return std::clamp((value - 1) / step * step, m_least, m_most);
}

qint64 ValueScale::rounded(double value) const
{
    const auto whole = qint64(value);
    const qint64 step = stepAround(whole, m_unit);
    return std::clamp(qint64(std::llround(value / double(step))) * step, m_least, m_most);
}
