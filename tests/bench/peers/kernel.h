// What it costs the system to hand over from one thread to another, with nothing around it.
#pragma once

#include "channel/futex.h"

#include <atomic>
#include <chrono>
#include <thread>

#ifdef __linux__
#include <pthread.h>
#include <sched.h>
#endif

namespace peers {

// Two threads pass a turn to and fro. For each hand-over one sleeps on a word (a futex) and the
// other wakes it: two system calls, fewer do not put a thread to sleep and wake it. Both are kept
// on the core that the caller runs on, where a switch costs least: the wake of an idle core costs
// several times as much.
class TurnTaking
{
public:
    // Nanoseconds for there and back: two hand-overs, as a job needs where none or one fits.
    double nsThereAndBack(int rounds)
    {
#ifdef __linux__
        const int core = sched_getcpu();
#else
        const int core = 0;
#endif
        const auto before = std::chrono::steady_clock::now();
        std::thread other([&] { take(rounds, kOthers, kMine, core); });
        std::thread mine([&] { take(rounds, kMine, kOthers, core); });
        mine.join();
        other.join();
        const std::chrono::duration<double, std::nano> took =
            std::chrono::steady_clock::now() - before;
        return took.count() / rounds;
    }

private:
    static constexpr std::uint32_t kMine = 0;
    static constexpr std::uint32_t kOthers = 1;

    void take(int rounds, std::uint32_t own, std::uint32_t next, int core)
    {
        stayOn(core);
        for (int round = 0; round < rounds; ++round) {
            while (m_turn.load() != own)
                detail::sleepWhile(m_turn, next);
            m_turn.store(next);
            detail::wakeOne(m_turn);
        }
    }

    // Where the system does not say how, threads run where it likes.
    static void stayOn([[maybe_unused]] int core)
    {
#ifdef __linux__
        cpu_set_t cores;
        CPU_ZERO(&cores);
        CPU_SET(core, &cores);
        pthread_setaffinity_np(pthread_self(), sizeof cores, &cores);
#endif
    }

    detail::FutexWord m_turn{kMine};
};

} // namespace peers
