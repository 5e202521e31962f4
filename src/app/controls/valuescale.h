// A logarithmic scale for a slider: from the smallest value to the largest in one stroke.
#pragma once

#include <QtGlobal>

// Values from `least` to `most`; `unit` is the smallest step above `least`, and the scale grows in
// equal ratios from there. Positions run from 0 to kPositions. Whatever a slider gives is a round
// number: with one or two digits before the zeros, so that dragging passes 19, 20, 22, 24.
class ValueScale
{
public:
    static constexpr int kPositions = 10'000;

    ValueScale(qint64 least, qint64 most, qint64 unit);

    qint64 least() const { return m_least; }
    qint64 most() const { return m_most; }

    // Where a value stands; values beyond an end stand at it.
    int positionOf(qint64 value) const;
    // The round value nearest to a position; the ends are exact.
    qint64 valueAt(int position) const;

    // The next round value above or below, no further than the ends.
    qint64 above(qint64 value) const;
    qint64 below(qint64 value) const;

private:
    qint64 rounded(double value) const;

    const qint64 m_least;
    const qint64 m_most;
    const qint64 m_unit;
};
