#include "app/window/framepace.h"

#include "base/clock.h"
#include "base/cpuuse.h"
#include "base/readytime.h"

#include <algorithm>

namespace {

constexpr int kFrameShare = 10; // a frame takes one of so many parts of the time
// The run's share of all cores from which on frames are taken from it: with two cores and a window
// that draws without a pause, three quarters are left to a run.
constexpr double kBusy = 0.6;
constexpr int kWaitedShare = 10; // who waits for a core longer than one of so many parts has rivals

} // namespace

FramePace::Used FramePace::used()
{
    return {monotonicNs(), threadCpuNs(), threadReadyNs().value_or(0), processCpuNs()};
}

FramePace::FramePace(int cores, const Used& now) : m_cores(cores), m_before(now) {}

std::chrono::milliseconds FramePace::next(const Used& now, bool isSmallRun)
{
    using namespace std::chrono;
    const qint64 passedNs = now.timeNs - m_before.timeNs;
    const nanoseconds frame(now.drawnNs - m_before.drawnNs);
    const qint64 runNs = now.runNs - m_before.runNs;
    const qint64 waitedNs = now.waitedNs - m_before.waitedNs;
    m_before = now;
    if (double(runNs) < kBusy * m_cores * double(passedNs) && waitedNs * kWaitedShare < passedNs)
        return kDisplay;
    return std::clamp(duration_cast<milliseconds>(frame * kFrameShare), kDisplay,
                      isSmallRun ? kSlowestOfSmallRuns : kSlowest);
}
