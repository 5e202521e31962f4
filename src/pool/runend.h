// When a run ended, as agreed between the thread that says so and those that stamp until then.
#pragma once

#include "base/clock.h"

#include <algorithm>
#include <limits>
#include <mutex>

// Any thread. Nothing that is stamped here lies behind the first end.
class RunEnd
{
public:
    // Says that this may be the end, and gives the time, by monotonicNs().
    qint64 mark()
    {
        const std::lock_guard lock(m_mutex);
        const qint64 nowNs = monotonicNs();
        m_firstNs = std::min(m_firstNs, nowNs);
        return nowNs;
    }

    // The time, by monotonicNs(), or the end where that has been.
    qint64 stamp()
    {
        const std::lock_guard lock(m_mutex);
        return std::min(monotonicNs(), m_firstNs);
    }

private:
    std::mutex m_mutex;
    qint64 m_firstNs = std::numeric_limits<qint64>::max();
};
