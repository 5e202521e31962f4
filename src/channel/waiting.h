// How threads wait for each other in a channel: a lock that is held for a moment, and a place to
// park until somebody else wakes.
#pragma once

#include "channel/futex.h"

#include <thread>

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

namespace detail {

// Tells the processor that this loop waits for another core.
inline void spinPause()
{
#if defined(__x86_64__) || defined(__i386__)
    _mm_pause();
#endif
}

// Gives another thread the processor: first only this core's other half, then the whole core. For
// the `round`th time round a loop that waits for what takes less than putting a thread to sleep.
inline void giveWay(int round)
{
    constexpr int kPauses = 10;
    if (round < kPauses)
        spinPause();
    else
        std::this_thread::yield();
}

// A mutex for what takes some ten nanoseconds. Whoever finds it taken looks again and again, and
// lets others go first: its holder may be one that has to. Not fair. For std::unique_lock.
class ShortLock
{
public:
    void lock()
    {
        for (int round = 0; m_taken.exchange(true, std::memory_order_acquire); ++round) {
            do {
                giveWay(round++);
            } while (m_taken.load(std::memory_order_relaxed));
        }
    }

    bool try_lock() { return !m_taken.exchange(true, std::memory_order_acquire); }

    void unlock() { m_taken.store(false, std::memory_order_release); }

private:
    std::atomic<bool> m_taken{false};
};

// How often a thread looks before it goes to sleep.
inline constexpr int kLooks = 60;

// Where one thread waits for one wake(). It lives on that thread's stack, which may be gone as soon
// as wake() has changed the word.
class ParkingSpot
{
public:
    // The waiting thread: looks for the wake for as long as going to sleep would take. True when it
    // has come.
    bool look() const
    {
        for (int round = 0; round < kLooks; ++round) {
            if (isWoken())
                return true;
            giveWay(round);
        }
        return false;
    }

    // The waiting thread: sleeps until the wake, or until the deadline. True when it has come.
    bool park(const Deadline& deadline = {})
    {
        std::uint32_t seen = kAwake;
        if (!m_word.compare_exchange_strong(seen, kAsleep, std::memory_order_acquire) &&
            seen == kWoken)
            return true;
        while (!isWoken()) {
            if (deadline && std::chrono::steady_clock::now() >= *deadline)
                return false;
            sleepWhile(m_word, kAsleep, deadline);
        }
        return true;
    }

    // Any thread, once: enters the system only when the other thread sleeps.
    void wake()
    {
        FutexWord& word = m_word;
        if (word.exchange(kWoken, std::memory_order_release) == kAsleep)
            wakeOne(word);
    }

private:
    bool isWoken() const { return m_word.load(std::memory_order_acquire) == kWoken; }

    static constexpr std::uint32_t kAwake = 0;
    static constexpr std::uint32_t kAsleep = 1;
    static constexpr std::uint32_t kWoken = 2;

    FutexWord m_word{kAwake};
};

} // namespace detail
