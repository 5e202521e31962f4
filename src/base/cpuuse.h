// The share of a job in the processor.
#pragma once

#include <QtGlobal>

struct CpuUse
{
    qint64 ns = 0;        // on a core
    qint32 preempted = 0; // how often others were given its core: involuntary context switches
    qint64 readyNs = kNotKnown; // ready to run without a core; see base/readytime.h

    static constexpr qint64 kNotKnown = -1;
    bool isReadyKnown() const { return readyNs != kNotKnown; }

    // What was used since `before`.
    CpuUse since(const CpuUse& before) const
    {
        return {ns - before.ns, preempted - before.preempted,
                isReadyKnown() && before.isReadyKnown() ? readyNs - before.readyNs : kNotKnown};
    }

    bool operator==(const CpuUse&) const = default;
};

// Of the calling thread since it began. Source: clock_gettime(2), getrusage(2).
CpuUse threadCpuUse();

// Nanoseconds that the calling thread has computed; the cheapest of them.
qint64 threadCpuNs();

// Nanoseconds that this process has computed, without its main thread, which may draw a window, and
// without its children; exact but for the time between its two readings. Any thread.
// Source: clock_getres(2), CLOCK_PROCESS_CPUTIME_ID; pthread_getcpuclockid(3).
qint64 processCpuNs();
