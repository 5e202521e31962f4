// A word in memory that a thread sleeps on until another one wakes it: what the system gives.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

#ifdef __linux__
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#else
#include <thread>
#endif

namespace detail {

using Deadline = std::optional<std::chrono::steady_clock::time_point>;
using FutexWord = std::atomic<std::uint32_t>;

#ifdef __linux__

// Sleeps while the word is `seen`, at most until the deadline; may also return for no reason.
// Source: futex(2); the bitset form takes a point of the monotonic clock, which is the steady one.
inline void sleepWhile(FutexWord& word, std::uint32_t seen, const Deadline& deadline = {})
{
    static_assert(sizeof(FutexWord) == 4 && FutexWord::is_always_lock_free);
    timespec until{};
    if (deadline) {
        using namespace std::chrono;
        const auto ns = std::max(nanoseconds(deadline->time_since_epoch()), nanoseconds(0)).count();
        until.tv_sec = time_t(ns / 1'000'000'000);
        until.tv_nsec = long(ns % 1'000'000'000);
    }
    syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE, seen, deadline ? &until : nullptr, nullptr,
            FUTEX_BITSET_MATCH_ANY);
}

// Wakes one thread that sleeps on the word. Only its address is used: the word itself may be gone,
// and then nobody wakes, or somebody for no reason.
inline void wakeOne(FutexWord& word)
{
    syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}

#else

// The standard library has no wait with a deadline: it looks again every millisecond.
inline void sleepWhile(FutexWord& word, std::uint32_t seen, const Deadline& deadline = {})
{
    if (!deadline)
        word.wait(seen);
    else if (word.load() == seen)
        std::this_thread::sleep_until(
            std::min(*deadline, std::chrono::steady_clock::now() + std::chrono::milliseconds(1)));
}

inline void wakeOne(FutexWord& word)
{
    word.notify_one();
}

#endif

} // namespace detail
