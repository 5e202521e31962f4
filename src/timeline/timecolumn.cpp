#include "timeline/timecolumn.h"

#include <algorithm>

namespace {

constexpr std::size_t kFewLandmarks = 8; // landmarks that are stepped over rather than searched

// The number of values of an ascending column at or below `limit`, of which it is known that it
// lies in the spot. Doubles its steps from the guess: its cost follows the distance from there.
std::size_t search(const AppendOnly<qint64>& column, TimeColumn::Spot spot, qint64 limit)
{
    auto [low, high, guess] = spot; // all before low are at or below the limit, none from high on
    if (low >= high)
        return low;
    std::size_t step = 1;
    std::size_t probe = std::clamp(guess, low, high - 1);
    if (column[probe] <= limit) {
        low = probe + 1;
        for (; low < high; step *= 2) {
            probe = low + std::min(step, high - low) - 1;
            if (column[probe] > limit) {
                high = probe;
                break;
            }
            low = probe + 1;
        }
    } else {
        high = probe;
        for (; low < high; step *= 2) {
            probe = high - std::min(step, high - low);
            if (column[probe] <= limit) {
                low = probe + 1;
                break;
            }
            high = probe;
        }
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

} // namespace

std::size_t TimeColumn::countUpTo(qint64 limit, std::size_t count, std::size_t from,
                                  std::size_t expected) const
{
    const bool isNear = expected > 0 && expected < kEvery;
    return countIn(isNear || count - from <= kEvery ? Spot{from, count, from + expected}
                                                    : spotOf(limit, count, from, expected),
                   limit);
}

TimeColumn::Spot TimeColumn::spotOf(qint64 limit, std::size_t count, std::size_t from,
                                    std::size_t expected) const
{
    // Between the last landmark that is at or below the limit and the next one.
    const std::size_t known = (from + kEvery - 1) / kEvery;
    const std::size_t landmarks = (count + kEvery - 1) / kEvery;
    std::size_t below = known;
    const std::size_t few = std::min(landmarks, known + kFewLandmarks);
    while (below < few && m_landmarks[below] <= limit)
        ++below;
    if (below == few)
        below = search(m_landmarks, {below, landmarks, known + expected / kEvery}, limit);
    if (below == 0)
        return {0, 0, 0};
    const std::size_t first = (below - 1) * kEvery;
    Spot spot{std::max(from, first + 1), std::min(count, first + kEvery), first + kEvery / 2};
    if (below < landmarks) {
        const qint64 beginNs = m_landmarks[below - 1];
        const double share = double(limit - beginNs) / double(m_landmarks[below] - beginNs);
        spot.guess = first + 1 + std::size_t(share * double(kEvery - 1));
    }
    return spot;
}

std::size_t TimeColumn::countIn(const Spot& spot, qint64 limit) const
{
    return search(m_times, spot, limit);
}
