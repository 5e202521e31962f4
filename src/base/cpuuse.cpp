#include "base/cpuuse.h"

#include <sys/resource.h>
#include <time.h>

CpuUse threadCpuUse()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    return {qint64{time.tv_sec} * 1'000'000'000 + time.tv_nsec, qint32(usage.ru_nivcsw)};
}
