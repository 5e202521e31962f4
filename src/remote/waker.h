// Wakes a thread that waits for a broker.
#pragma once

#include "base/filedescriptor.h"

#include <cstdint>

#include <sys/eventfd.h>

class Waker
{
public:
    Waker() : m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

    // False where the system gives no descriptor for it: then it wakes nobody.
    bool isThere() const { return m_event.isOpen(); }

    // Any thread: whoever waits, or waits next, looks up. Carries no data. Needs no memory.
    void wake() const
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(m_event.get(), &one, sizeof one);
    }

    // --- The thread that waits.

    int descriptor() const { return m_event.get(); }
    // Whether anybody has called since this was last asked.
    bool wasCalled() const
    {
        std::uint64_t count = 0;
        return ::read(m_event.get(), &count, sizeof count) == sizeof count;
    }

private:
    const FileDescriptor m_event;
};
