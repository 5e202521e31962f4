// Why workers are idle: what each instant of a run means for one that has nothing in hand.
#pragma once

#include "insight/losttime.h"

#include <cstddef>
#include <stop_token>
#include <vector>

class RunRecord;

// Intervals of time that follow each other, with the sum of their lengths up to each.
class TimeIntervals
{
public:
    // Where the last search ended: the next one is the cheaper the nearer its time is.
    using Near = std::size_t;

    // At or after the end of the last one. An empty one adds nothing; one that touches the last one
    // lengthens it.
    void add(qint64 fromNs, qint64 toNs);

    // How much of the time from `fromNs` to `toNs` they cover.
    qint64 within(qint64 fromNs, qint64 toNs, Near& near) const;
    bool contains(qint64 ns, Near& near) const;
    // The first instant after `ns` at which one begins or ends; the largest number where none does.
    qint64 nextChangeNs(qint64 ns, Near& near) const;

private:
    struct Interval
    {
        qint64 fromNs;
        qint64 toNs;
        qint64 beforeNs; // lengths of all before it
    };
    // How many begin at or before `ns`.
    std::size_t begunBy(qint64 ns, Near& near) const;
    qint64 coveredUntil(qint64 ns, Near& near) const;

    std::vector<Interval> m_intervals;
};

// Of the pool's part of a record that is over. The tail counts as TailRest here. Immutable once
// made. Any thread.
class IdleTimes
{
public:
    // `takesNs`: when each job was first taken, ascending; `lastEndNs`: when the last span ended. A
    // stop leaves it incomplete. Throws std::bad_alloc.
    IdleTimes(const RunRecord& record, const std::vector<qint64>& takesNs, qint64 lastEndNs,
              qint64 makespanNs, const std::stop_token& stop);

    // Whoever asks about one time after another keeps one of these.
    struct Near
    {
        TimeIntervals::Near pauses = 0;
        TimeIntervals::Near waiting = 0;
    };
    // Adds the time between the two, in which a worker was idle. `hasTaken`: it had taken a job
    // since it came.
    void addTo(LostTime& lost, qint64 fromNs, qint64 toNs, bool hasTaken, Near& near) const;

    // What an instant belongs to, and until when that stays so at least.
    struct Instant
    {
        LostPart part;
        qint64 untilNs;
    };
    Instant at(qint64 ns, bool hasTaken, Near& near) const;

private:
    void findWaiting(const RunRecord& record, const std::vector<qint64>& takesNs,
                     const std::stop_token& stop);
    // Nothing has been sent yet, though the jobs were to come at once.
    bool isBeforeFirst(qint64 ns) const { return m_allAtOnce && ns < m_firstQueuedNs; }

    TimeIntervals m_pauses;
    TimeIntervals m_waiting; // a job is in the channel that somebody takes later; without pauses
    bool m_isTimed;          // it is known when jobs came
    bool m_allAtOnce;        // jobs did not come over time
    qint64 m_firstQueuedNs;  // from here on a job had come
    qint64 m_nothingLeftNs;  // from here on nobody takes a job for the first time
    qint64 m_lastEndNs;
};
