#include "base/cpuuse.h"

#include "base/readytime.h"

#include <pthread.h>
#include <sys/resource.h>
#include <time.h>

namespace {

// Made before main(), by the thread that will execute it.
const clockid_t s_mainClock = [] {
    clockid_t clock{};
    pthread_getcpuclockid(pthread_self(), &clock);
    return clock;
}();

qint64 nsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return qint64{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

} // namespace

qint64 threadCpuNs()
{
    return nsOf(CLOCK_THREAD_CPUTIME_ID);
}

CpuUse threadCpuUse()
{
    const auto readyNs = threadReadyNs(); // first, as it opens a file when it is called first
    const qint64 ns = threadCpuNs();
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    return {ns, qint32(usage.ru_nivcsw), readyNs.value_or(CpuUse::kNotKnown)};
}

qint64 processCpuNs()
{
    return nsOf(CLOCK_PROCESS_CPUTIME_ID) - nsOf(s_mainClock);
}
