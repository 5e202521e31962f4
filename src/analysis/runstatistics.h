// One run in numbers.
#pragma once

#include "timeline/timeline.h"

#include <QtGlobal>

#include <cstddef>
#include <optional>

struct RunStatistics
{
    std::size_t started = 0;   // jobs that a worker has taken up
    std::size_t finished = 0;  // jobs that ran to their end
    std::size_t failed = 0;    // jobs that failed, after all attempts
    std::size_t cancelled = 0; // jobs that Stop ended
    std::size_t retried = 0;   // attempts that failed and were followed by another
    qint64 elapsedNs = 0;      // the makespan, or the time so far
    qint64 busyNs = 0;         // of all workers together
    qint64 presentNs = 0; // that the workers were in the pool: elapsed × workers, unless changed
    qint64 pausedNs = 0;  // of the elapsed time
    qint64 stillNs = 0;   // of the time paused, in which no job was in hand any more
    qint64 presentStillNs = 0;   // that the workers were in the pool then
    qint64 blockedNs = 0;        // of the elapsed time, in which the sender waited for room
    bool paused = false;         // at that moment
    int held = 0;                // jobs whose program a signal has stopped for now
    bool workersChanged = false; // some came or went
    double utilisation = 0;      // busy ÷ present; 0 for an elapsed time of 0
    double jobsPerSecond = 0;    // finished ÷ elapsed; 0 for an elapsed time of 0
    Lane::CpuSum cpu{};          // of the jobs that have ended and were measured
    // From queued to started, of the jobs of which both were recorded: nearest-rank percentiles.
    std::optional<qint64> waitMedianNs;
    std::optional<qint64> waitP95Ns;

    // The elapsed time without that in which a pause kept all jobs from going on.
    qint64 activeNs() const { return elapsedNs - stillNs; }
};

// The waits cost a look at every span.
enum class Waits { Included, LeftOut };

// The numbers as they were at `monotonicNowNs`, though more may have happened since. Any thread;
// costs a search a lane without the waits, and a pass over all spans and 8 bytes a span with them.
RunStatistics statisticsOf(const Timeline& timeline, qint64 monotonicNowNs, Waits waits);
