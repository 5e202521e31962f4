// Wakes the one thread that fetches what others have made, when there is reason to.
#pragma once

#include "channel/futex.h"

#include <atomic>
#include <chrono>
#include <cstdint>

namespace detail {

// Whoever makes something publishes it first and rings then; who fetches says that it is going to
// sleep, looks again, and sleeps. Either it sees what was made, or the other one sees that it
// sleeps: both are sequentially consistent.
class Doorbell
{
public:
    // Any thread. Wakes a thread that sleeps; one that naps only where it is `urgent`.
    void ring(bool urgent)
    {
        const std::uint32_t state = m_state.load(std::memory_order_seq_cst);
        if (state == kAsleep || (urgent && state == kNaps))
            wake();
    }

    // Any thread: there will be no more.
    void close()
    {
        m_closed.store(true, std::memory_order_seq_cst);
        wake();
    }
    bool isClosed() const { return m_closed.load(std::memory_order_seq_cst); }

    // The thread that fetches: sleeps until the bell rings, unless there is something already; may
    // also return for no reason.
    template <typename IsSomething>
    void sleepUnless(IsSomething isSomething)
    {
        waitUnless(isSomething, kAsleep, {});
    }
    // … until the deadline, or until it rings urgently.
    template <typename IsUrgent>
    void napUnless(IsUrgent isUrgent, std::chrono::steady_clock::time_point deadline)
    {
        waitUnless(isUrgent, kNaps, deadline);
    }

private:
    template <typename IsSomething>
    void waitUnless(IsSomething& isSomething, std::uint32_t how, const Deadline& deadline)
    {
        m_state.store(how, std::memory_order_seq_cst);
        if (!isClosed() && !isSomething())
            sleepWhile(m_state, how, deadline);
        m_state.store(kAwake, std::memory_order_seq_cst);
    }

    void wake()
    {
        if (m_state.exchange(kAwake, std::memory_order_seq_cst) != kAwake)
            wakeOne(m_state);
    }

    static constexpr std::uint32_t kAwake = 0;
    static constexpr std::uint32_t kNaps = 1;
    static constexpr std::uint32_t kAsleep = 2;

    alignas(64) FutexWord m_state{kAwake};
    std::atomic<bool> m_closed{false};
};

} // namespace detail
