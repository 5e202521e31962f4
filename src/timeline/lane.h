// The spans of one worker, in time order, never overlapping.
#pragma once

#include "timeline/appendonly.h"
#include "timeline/span.h"

#include <atomic>
#include <cstddef>
#include <limits>

// Written by the recorder's thread alone; read from any thread without a lock. All times are
// nanoseconds from the zero of the run. The last span may still be running; all others have ended.
class Lane
{
public:
    // --- The recorder's thread. Both may throw std::bad_alloc.
    void start(JobId job, qint64 timeNs);
    void finish(qint64 timeNs, JobStatus status);

    // --- Any thread.
    std::size_t finishedCount() const { return m_ends.size(); }
    std::size_t startedCount() const { return m_starts.size(); }

    // `index` is below a startedCount() that the caller has seen.
    Span span(std::size_t index) const;
    JobId job(std::size_t index) const { return JobId{m_jobs[index]}; }
    qint64 startNs(std::size_t index) const { return m_starts[index]; }
    // `index` is below a finishedCount() that the caller has seen.
    qint64 endNs(std::size_t index) const { return m_ends[index]; }

    // How many of the first `count` spans (a startedCount() seen) started at or before `timeNs`.
    // `from` is a result for an earlier time, and `expected` a guess how many more there are: the
    // search is the cheaper the nearer they are.
    std::size_t startedBy(qint64 timeNs, std::size_t count, std::size_t from = 0,
                          std::size_t expected = 0) const;
    // How many had ended by `timeNs`, when `started` had started by then (see startedBy) and
    // `finished` is a finishedCount() seen. Only the last of them can still have been running.
    std::size_t finishedBy(qint64 timeNs, std::size_t started, std::size_t finished) const;

    // Time that the worker was busy from the zero of the run to `timeNs`, given that `started`
    // spans had started by then (see startedBy) and that a running one runs until `nowNs`.
    qint64 busyNs(qint64 timeNs, std::size_t started, qint64 nowNs) const;
    // The same, with the search included.
    qint64 busyNs(qint64 timeNs, qint64 nowNs) const;
    // The durations of the first `count` spans together, all of which had ended when the caller
    // looked (finishedCount()).
    qint64 durationsNs(std::size_t count) const;

    bool hasTrouble() const { return m_troubled.size() > 0; }
    // How many of the first `count` spans failed or were cancelled.
    std::size_t troubledIn(std::size_t count) const;
    // Of all spans that have ended; when there is none, the shortest is the longest time there is
    // and the longest is 0.
    qint64 shortestNs() const { return m_shortestNs.load(std::memory_order_relaxed); }
    qint64 longestNs() const { return m_longestNs.load(std::memory_order_relaxed); }

    // Lets the processor fetch what a search that will end near `index` (below a finishedCount()
    // seen) is going to read: several such fetches overlap, the searches themselves do not.
    void prefetch(std::size_t index) const
    {
        m_starts.prefetch(index);
        m_ends.prefetch(index);
        m_busyBefore.prefetch(index / kSumEvery);
    }

private:
    // Running sums of busy time stand before every kSumEvery-th span.
    static constexpr std::size_t kSumEvery = 4;

    AppendOnly<qint32> m_jobs;
    AppendOnly<qint64> m_starts; // appended after m_jobs: its size publishes both
    AppendOnly<quint8> m_statuses;
    AppendOnly<qint64> m_busyBefore;
    AppendOnly<qint64> m_troubled; // indices of the spans that failed or were cancelled
    AppendOnly<qint64>
        m_ends; // appended after all above but m_starts: publishes what belongs to it
    std::atomic<qint64> m_shortestNs{std::numeric_limits<qint64>::max()};
    std::atomic<qint64> m_longestNs{0};
    qint64 m_busyNs = 0; // the recorder's: of all finished spans
};
