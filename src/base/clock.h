// The one clock of the program.
#pragma once

#include <QtGlobal>

#include <chrono>

inline constexpr qint64 kMsInNs = 1'000'000;

// Nanoseconds of the monotonic clock; its zero means nothing, only differences do. Any thread.
inline qint64 monotonicNs()
{
    using namespace std::chrono;
    return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}
