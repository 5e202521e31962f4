// All lanes of a run: what the chart, the numbers and the files are made from.
#pragma once

#include "pool/event.h"
#include "pool/runoutcome.h"
#include "timeline/lane.h"
#include "timeline/onewriter.h"
#include "timeline/timecolumn.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

// Written by one thread; read from any thread without a lock. Times are
// nanoseconds from the zero of the run, when its RunBegan event was stamped.
class Timeline
{
public:
    // A run's time × its lanes may be at most that, so that sums over lanes fit: 52 days of 1,024
    // lanes, 13 of 4,096, 48 years of three.
    static constexpr qint64 kMaxLanesNs = qint64(1) << 62;

    // An empty timeline for so many workers, 1 or more, to begin with.
    explicit Timeline(int workers);

    // --- One thread at a time: the recorder's, then the one that concludes.

    // In place of a RunBegan event, for a run that was recorded before, by another clock: what
    // follows is told in times from its zero, and it is over, whatever the clock says here.
    void beginElsewhere();
    // Before the RunBegan event, for a run that another program carries out and tells of while it
    // goes on: its clock is told by its events. The newest of them is now, and from there it goes
    // on.
    void beginFollowing() { m_followed = true; }
    // Takes one event. Events of one worker come in the order in which they happened; it comes only
    // when it is not there, and goes only when it is. One that comes at the zero of the run has
    // been there from the beginning. May throw std::bad_alloc; what was recorded
    // before stays.
    void record(const Event& event, const EventDetails& details = kNoDetails);
    // Publishes how the run ended; the last thing that is written.
    void conclude(RunOutcome outcome);

    // --- Any thread; never blocks.

    // Grows when workers are added; a lane that is there stays.
    int laneCount() const { return m_laneCount.load(std::memory_order_acquire); }
    // `index` from 0, below a laneCount() seen: worker index + 1.
    const Lane& lane(int index) const { return *m_lanes[std::size_t(index)]; }

    // When the sender of the jobs waited for room in their channel: spans of the jobs that it held.
    const Lane& blocked() const { return m_blocked; }
    // When the run was paused: spans of no job.
    const Lane& pauses() const { return m_pauses; }

    // Jobs queued so far, in the order in which they were queued: job n is at n − 1.
    std::size_t queuedCount() const { return m_queued.size(); }
    qint64 queuedNs(std::size_t index) const { return m_queued[index]; }
    // How many of the first `count` (a queuedCount() seen) were queued at or before `timeNs`;
    // `from` is a result for an earlier time, `expected` a guess how many more there are.
    std::size_t queuedBy(qint64 timeNs, std::size_t count, std::size_t from = 0,
                         std::size_t expected = 0) const;

    // Attempts at jobs that have started, and that have ended.
    std::size_t startedCount() const;
    std::size_t finishedCount() const;
    // Jobs that have started.
    std::size_t jobsStarted() const;
    // What became of the attempts that have ended.
    StatusCounts counts() const;

    // The time that the workers were in the pool until `timeNs`, all together.
    qint64 presentNs(qint64 timeNs) const;
    // Workers came or went while it went on.
    bool workersChanged() const;

    // Where a span stands.
    struct Place
    {
        int lane;
        std::size_t index;
        bool operator==(const Place&) const = default;
    };
    // Where the job's last attempt stands; nothing before it has started. A search in each lane:
    // see Lane::eachSpanOf().
    std::optional<Place> find(JobId job) const;
    // Where all attempts at the job stand, on any lane, in time order.
    std::vector<Place> attemptsAt(JobId job) const;
    // The same for all jobs from `first` to `last`, in their order: one search a lane for them all.
    std::vector<std::optional<Place>> find(JobId first, JobId last) const;

    // The shortest and the longest of all spans that have ended; nothing before one has.
    struct Durations
    {
        qint64 shortestNs;
        qint64 longestNs;
    };
    std::optional<Durations> durations() const;

    // The zero of the run on the monotonic clock; nothing before it began.
    std::optional<qint64> beganAtNs() const;
    // How many jobs stand still now, as a signal has stopped what they run.
    int heldCount() const { return m_held.load(std::memory_order_relaxed); }
    // Start of the run to its last result; nothing while it goes on.
    std::optional<qint64> makespanNs() const;
    // Nothing until all has been recorded.
    const RunOutcome* outcome() const;

    // When the last span ended or started, so far; 0 before one has. A look at each lane.
    qint64 lastNs() const;

    // The memory of all that is recorded.
    std::size_t bytes() const;

    // How far the run had come at `monotonicNowNs`, a reading of monotonicNs(): the time since it
    // began, its makespan at most. All of it, when it was recorded elsewhere. Of one that is
    // followed, its newest event and the time since that came.
    qint64 elapsedNs(qint64 monotonicNowNs) const;

private:
    static constexpr qint64 kNotYet = -1;

    Lane& laneOf(WorkerId worker) { return *m_lanes[std::size_t(worker.number - 1)]; }
    void followClock(qint64 timeNs);
    // The worker comes, to a lane that is made unless there is one.
    void bring(WorkerId worker, qint64 timeNs);

    std::vector<std::unique_ptr<Lane>> m_lanes; // room for all there can be; it never moves
    std::atomic<int> m_laneCount;               // publishes them
    Lane m_blocked;
    Lane m_pauses;
    TimeColumn m_queued;
    std::atomic<qint64> m_beganAtNs{kNotYet};
    std::atomic<qint64> m_makespanNs{kNotYet};
    std::atomic<int> m_held{0};
    OneWriter m_writer;
    bool m_elsewhere = false; // written before anybody else reads it
    bool m_followed = false;  // the same
    // Of a run that is followed: what its clock shows more than the monotonic one.
    std::atomic<qint64> m_aheadNs{0};
    RunOutcome m_outcome; // written once, before m_concluded
    std::atomic<bool> m_concluded{false};
};
