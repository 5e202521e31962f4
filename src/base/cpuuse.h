// The share of a job in the processor.
#pragma once

#include <QtGlobal>

struct CpuUse
{
    qint64 ns = 0;        // on a core
    qint32 preempted = 0; // how often others were given its core: involuntary context switches

    bool operator==(const CpuUse&) const = default;
};

// Of the calling thread since it began. Source: clock_gettime(2), getrusage(2).
CpuUse threadCpuUse();
