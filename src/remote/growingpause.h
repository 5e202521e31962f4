// How long to wait before it is tried again: longer each time.
#pragma once

#include <algorithm>
#include <chrono>

class GrowingPause
{
public:
    // Tenths of a second at first; twice as long each time, 5 s at most.
    std::chrono::milliseconds next()
    {
        const auto pause = m_next;
        m_next = std::min(2 * m_next, kMost);
        return pause;
    }
    // It was there again.
    void reset() { m_next = kFirst; }

    static constexpr std::chrono::milliseconds kFirst{100};
    static constexpr std::chrono::milliseconds kMost{5'000};

private:
    std::chrono::milliseconds m_next = kFirst;
};
