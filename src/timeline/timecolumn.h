// An ascending column of times that is searched while it grows.
#pragma once

#include "timeline/appendonly.h"

#include <QtGlobal>

#include <cstddef>

// Every kEvery-th value also stands among the landmarks: these are so few that a search finds them
// in the processor's caches, and only its last steps, within kEvery values, go to memory. Threads
// as for AppendOnly.
class TimeColumn
{
public:
    std::size_t size() const { return m_times.size(); }
    // `index` is below a size() that the caller has seen.
    qint64 operator[](std::size_t index) const { return m_times[index]; }

    // `time` is not before the last one. May throw std::bad_alloc, and is then without effect.
    void append(qint64 time)
    {
        // The landmark first, as the time publishes it.
        if (m_times.size() == m_landmarks.size() * kEvery)
            m_landmarks.append(time);
        m_times.append(time);
    }

    // The number of the first `count` times (a size() seen) that are at or below `limit`. Of those
    // before `from` it is known that they are; `expected` is a guess how many more there are.
    std::size_t countUpTo(qint64 limit, std::size_t count, std::size_t from = 0,
                          std::size_t expected = 0) const;

    // Where such a number will be found: from `low` to `high`, probably at `guess`.
    struct Spot
    {
        std::size_t low;
        std::size_t high;
        std::size_t guess;
    };
    // The search in two steps, of which the first looks at landmarks alone: in between, the memory
    // around the guess can be fetched.
    Spot spotOf(qint64 limit, std::size_t count, std::size_t from, std::size_t expected) const;
    std::size_t countIn(const Spot& spot, qint64 limit) const;

    // Asks for the memory of a value, without waiting for it.
    void prefetch(std::size_t index) const { m_times.prefetch(index); }
    std::size_t bytes() const { return m_times.bytes() + m_landmarks.bytes(); }

private:
    static constexpr std::size_t kEvery = 64;

    AppendOnly<qint64> m_times;
    AppendOnly<qint64> m_landmarks;
};
