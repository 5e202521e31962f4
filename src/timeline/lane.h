// The spans of one worker, in time order, never overlapping.
#pragma once

#include "timeline/appendonly.h"
#include "timeline/span.h"
#include "timeline/timecolumn.h"

#include <atomic>
#include <cstddef>
#include <limits>
#include <memory>
#include <vector>

// What became of attempts at jobs.
struct StatusCounts
{
    std::size_t finished = 0;
    std::size_t failed = 0; // for good
    std::size_t cancelled = 0;
    std::size_t retried = 0; // failed, and tried again

    StatusCounts& operator+=(const StatusCounts& other)
    {
        finished += other.finished;
        failed += other.failed;
        cancelled += other.cancelled;
        retried += other.retried;
        return *this;
    }
};

// Written by the recorder's thread alone; read from any thread without a lock. All times are
// nanoseconds from the zero of the run. The last span may still be running; all others have ended.
class Lane
{
public:
    // Whether its worker is in the pool from the zero of the run on, or comes later.
    explicit Lane(bool presentAtStart = true) : m_presentAtStart(presentAtStart) {}

    // --- The recorder's thread. All may throw std::bad_alloc.

    // The worker takes the job up: not before its last one has ended. `attempt` counts from 1 over
    // all workers that have tried the job; 0 where nobody says it: then it is the one behind what
    // stands directly before it on this lane.
    void start(JobId job, qint64 timeNs, int attempt = 0);
    void finish(qint64 timeNs, JobStatus status, std::shared_ptr<const JobReport> report = {},
                std::optional<CpuUse> cpu = {});
    // The result of the span that ended last begins to wait for room in the results channel, and no
    // longer waits (see mayBlockResult(), mayUnblockResult()); before the next one starts.
    void blockResult(qint64 timeNs);
    void unblockResult(qint64 timeNs);
    // The worker has come, or gone. Only one that is not there comes, only one that is there goes,
    // neither before the last change (see mayCome(), mayGo()).
    void come(qint64 timeNs);
    void go(qint64 timeNs);

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
    // The same search in two steps: see TimeColumn::Spot.
    TimeColumn::Spot startedSpot(qint64 timeNs, std::size_t count, std::size_t from,
                                 std::size_t expected) const
    {
        return m_starts.spotOf(timeNs, count, from, expected);
    }
    std::size_t startedIn(const TimeColumn::Spot& spot, qint64 timeNs) const
    {
        return m_starts.countIn(spot, timeNs);
    }
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

    bool hasTrouble() const { return m_troubles.size() > 0; }
    // How many of the first `count` spans did not finish; `from` is a result for fewer spans, from
    // which the search is the cheaper the nearer it is.
    std::size_t troubledIn(std::size_t count, std::size_t from = 0) const;
    // What became of the first `count` spans, which had ended when the caller looked.
    StatusCounts countsOf(std::size_t count) const;
    // How many jobs were begun with the first `count` spans (a startedCount() seen): not those that
    // another worker, or this one, had begun before.
    std::size_t jobsIn(std::size_t count) const;
    // A worker tries a job again at once, so its attempts stand next to each other here: which of
    // those a span is, from 1.
    int attemptAt(std::size_t index) const;
    // Which attempt at its job a span is, from 1, over all workers: more than attemptAt() where
    // the job was delivered again.
    int attemptNumberAt(std::size_t index) const;

    // Calls found(index) for each span of the jobs from `first` to `last` that has started; those
    // of one job in time order. A search, as a worker takes jobs in the order of their numbers but
    // for those that are delivered again.
    template <typename Found>
    void eachSpanOf(JobId first, JobId last, Found found) const
    {
        const std::size_t started = startedCount();
        const std::size_t outOfOrder = m_outOfOrder.size();
        for (std::size_t at = firstInOrder(first, started); at < started; ++at) {
            if (outOfOrder > 0 && isOutOfOrder(at))
                continue;
            if (m_jobs[at] > last.number)
                break;
            found(at);
        }
        for (std::size_t i = 0; i < outOfOrder; ++i) {
            const auto at = std::size_t(m_outOfOrder[i].span);
            if (at < started && m_jobs[at] >= first.number && m_jobs[at] <= last.number)
                found(at);
        }
    }
    // What the work said of a span; nothing where it said nothing. Lives as long as the lane.
    // `index` is below a finishedCount() that the caller has seen.
    const JobReport* reportOf(std::size_t index) const;
    // The same of one that failed: what went wrong.
    const QString* errorOf(std::size_t index) const;

    // What a span computed, where that was measured. `index` as above.
    std::optional<CpuUse> cpuOf(std::size_t index) const;
    // Of the first `count` spans, which had ended when the caller looked, those that were measured.
    struct CpuSum
    {
        std::size_t spans = 0;
        qint64 durationsNs = 0;
        qint64 cpuNs = 0;
        qint64 preempted = 0;
        std::size_t readySpans = 0; // of which the ready time is known
        qint64 readyNs = 0;
        CpuSum& operator+=(const CpuSum& other);
    };
    CpuSum cpuIn(std::size_t count) const;

    // The times in which the result of a span waited for room in the results channel, in time
    // order: once a span at most, from its end at the earliest until the next one starts at the
    // latest. The worker is idle then.
    struct ResultBlock
    {
        std::size_t span;
        qint64 fromNs;
        std::optional<qint64> toNs; // nothing while it waits, as the last one may
    };
    std::size_t resultBlocks() const { return m_blockedResults.size(); }
    // `index` is below a resultBlocks() that the caller has seen.
    ResultBlock resultBlock(std::size_t index) const;
    // After all that has been recorded: whether no result waits at a time, so that a span may
    // start; whether one may begin to wait, or end.
    bool areResultsTaken(qint64 timeNs) const;
    bool mayBlockResult(qint64 timeNs) const;
    bool mayUnblockResult(qint64 timeNs) const;

    // The times at which the worker was in the pool.
    struct Presence
    {
        qint64 fromNs;
        std::optional<qint64> toNs; // nothing while it is
    };
    std::vector<Presence> presences() const;
    // Whether it is there, after all that has been recorded; whether it may come or go at a time.
    bool isPresent() const;
    bool mayCome(qint64 timeNs) const { return !isPresent() && timeNs >= lastPassageNs(); }
    bool mayGo(qint64 timeNs) const { return isPresent() && timeNs >= lastPassageNs(); }
    // Not there from beginning to end.
    bool comesOrGoes() const { return !m_presentAtStart || m_passages.size() > 0; }
    // How long it had been in the pool by `timeNs`.
    qint64 presentNs(qint64 timeNs) const;
    // Of all spans that have ended; when there is none, the shortest is the longest time there is
    // and the longest is 0.
    qint64 shortestNs() const { return m_shortestNs.load(std::memory_order_relaxed); }
    qint64 longestNs() const { return m_longestNs.load(std::memory_order_relaxed); }

    // The memory of all of it.
    std::size_t bytes() const;

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

    // A span that did not finish, with how many of each kind there are up to it.
    struct Trouble
    {
        qint64 span;
        qint32 failed;
        qint32 cancelled;
        qint32 retried;
    };

    // What there is to say of a span.
    struct Report
    {
        qint64 span;
        const JobReport* report;
    };

    // A span that was measured, with the sums up to it but their number, which its place tells.
    struct Measured
    {
        qint64 span;
        qint64 durationsNs;
        qint64 cpuNs;
        qint64 preempted;
        qint64 readySpans;
        qint64 readyNs;
    };

    // A span whose attempt is not the one behind what stands directly before it.
    struct Numbered
    {
        qint64 span;
        qint32 attempt;
    };

    // A span that was to be tried again, and was not here.
    struct PassedOn
    {
        qint64 span;
    };

    // A span of a job with a lower number than the highest before it.
    struct OutOfOrder
    {
        qint64 span;
        qint32 highestBefore;
    };

    // A span whose result waits from then on.
    struct BlockedResult
    {
        qint64 span;
        qint64 fromNs;
    };

    // Its worker came, or went.
    struct Passage
    {
        qint64 timeNs;
        bool came;
    };

    qint64 lastPassageNs() const;
    bool isOutOfOrder(std::size_t index) const;
    // The highest number of a job up to a span.
    qint32 highestJobAt(std::size_t index) const;
    // The first of the first `started` spans up to which there is this job or a later one.
    std::size_t firstInOrder(JobId job, std::size_t started) const;
    // Of the first `count` of the measured spans.
    CpuSum cpuOfMeasured(std::size_t count) const;
    void noteCpu(std::size_t index, qint64 durationNs, const CpuUse& cpu);
    void noteTrouble(std::size_t index, JobStatus status);
    void noteReport(std::size_t index, std::shared_ptr<const JobReport> report);

    // A span is written in two steps, and the last column of each step publishes the others: who
    // reads below its size finds all values of the step.
    // Step 1, a span starts:
    AppendOnly<qint32> m_jobs;
    AppendOnly<Numbered> m_numbered;
    AppendOnly<PassedOn> m_passedOn; // of the span before
    AppendOnly<OutOfOrder> m_outOfOrder;
    TimeColumn m_starts; // publishes the four
    // Step 2, it ends:
    AppendOnly<quint8> m_statuses;
    AppendOnly<qint64> m_busyBefore;
    AppendOnly<Trouble> m_troubles;
    AppendOnly<Report> m_reports;
    AppendOnly<Measured> m_measured;
    AppendOnly<qint64> m_ends; // publishes the five
    // Of all that have ended; a reader may see them before or after the end that they belong to.
    std::atomic<qint64> m_shortestNs{std::numeric_limits<qint64>::max()};
    std::atomic<qint64> m_longestNs{0};
    std::atomic<std::size_t> m_reportBytes{0};
    const bool m_presentAtStart;
    AppendOnly<Passage> m_passages;
    AppendOnly<BlockedResult> m_blockedResults;
    AppendOnly<qint64> m_blockEnds; // of those that no longer wait
    // Read and written by the recorder's thread alone:
    qint64 m_busyNs = 0;                                          // of all finished spans
    qint32 m_highestJob = 0;                                      // that has started
    std::vector<std::shared_ptr<const JobReport>> m_reportsOwned; // what m_reports points to
};
