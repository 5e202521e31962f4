// Makes the events of a program that is followed into those of a run: names become numbers.
#pragma once

#include "base/bytelines.h"
#include "files/follow/followedevent.h"
#include "files/follow/followedlanes.h"
#include "files/follow/followedrunsink.h"
#include "files/follow/followedtroubles.h"
#include "files/follow/triedjobs.h"
#include "pool/event.h"
#include "pool/runoutcome.h"
#include "timeline/lanelabel.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

// Each job has a number and a name, in the order in which they are first heard of; one that starts
// again once it has ended is another job, or where a key tells them apart another attempt. For one
// thread.
class FollowedJobs
{
public:
    // All outlive it. Lanes and names are added before the events that need them are put.
    FollowedJobs(FollowedRunSink& sink, ByteLines& names, LaneLabels lanes,
                 FollowedLanes::LaneOf laneOf)
        : m_sink(sink), m_names(names), m_lanes(sink, std::move(lanes), std::move(laneOf))
    {
    }

    // The time of the program that is the zero of the run, before the first take(). `isQueued`:
    // jobs are queued before they start, as far as is known.
    void begin(qint64 zeroNs, bool isQueued);
    bool hasBegun() const { return m_hasBegun; }
    // A time of the program on the run's clock, from 0 to as far as that goes.
    qint64 sinceZeroNs(qint64 timeNs) const;

    void take(const FollowedEvent& event);
    // Those of one time: of jobs that end and others that start then, the ends come first.
    void takeTogether(std::vector<FollowedEvent>& events);
    // Those with which it begins: their spans get the lanes and numbers that they have where a file
    // is opened, in the order of their starts.
    void takeFirst(std::vector<FollowedEvent> events);
    // Its program begins anew: jobs that run are cancelled at that time.
    void interrupt(qint64 timeNs);

    // How it stands; the state is that of a run that is over now.
    RunOutcome outcome() const;
    // By job; of one that has not ended, 0.
    std::vector<qint64> takeDurations() { return std::move(m_durations); }
    bool isAnyRunning() const { return m_running > 0; }

    const FollowedTroubles& troubles() const { return m_troubles; }

private:
    static constexpr int kNowhere = FollowedLanes::kNowhere;

    // A job that starts now, and which attempt at it that is; 0 where it is not known.
    struct Starting
    {
        qint32 job = 0;
        qint32 attempt = 0;
    };

    std::optional<qint64> onTheRunsClock(qint64 timeNs, const std::string& job);
    std::string nameOf(qint32 job) const;
    int laneOfEnd(const FollowedEvent& event) const;
    int laneRunning(const std::string& identity) const;
    bool canApply(const FollowedEvent& event) const;
    bool isWaiting(const std::string& identity) const;
    qint32 takeWaiting(const std::string& identity);
    qint32 newJob(const std::string& name);
    Starting jobThatStarts(const FollowedEvent& event, qint64 timeNs);
    void putQueued(qint32 job, qint64 timeNs);

    void queue(const FollowedEvent& event, qint64 timeNs);
    void bring(const FollowedEvent& event, qint64 timeNs);
    void start(const FollowedEvent& event, qint64 timeNs);
    void end(const FollowedEvent& event, qint64 timeNs);
    void endUnheard(const FollowedEvent& event, qint64 timeNs);
    void takeSpan(const FollowedEvent& event, qint64 timeNs);
    void showSpan(const FollowedEvent& event, FollowedEvent::Kind end, qint64 startNs,
                  qint64 timeNs);
    void endAllOf(const FollowedEvent& event, qint64 timeNs, const QString& why,
                  FollowedTroubles::Trouble& trouble);
    std::optional<CpuUse> cpuOf(const FollowedEvent& event, qint32 job);
    void startOn(int lane, Starting starting, const FollowedEvent& event, qint64 timeNs);
    void endOn(int lane, FollowedEvent::Kind kind, const FollowedEvent& event, qint64 timeNs);

    FollowedRunSink& m_sink;
    ByteLines& m_names;
    std::size_t m_nameRoom = kMaxNameBytes;
    FollowedLanes m_lanes;
    FollowedTroubles m_troubles;
    bool m_hasBegun = false;
    qint64 m_zeroNs = 0;
    bool m_isQueued = false;
    bool m_hasStarted = false;       // any job
    bool m_isInOrderOfStarts = true; // of the spans
    qint64 m_lastQueuedNs = 0;
    qint64 m_running = 0;
    qint64 m_cpuNs = 0;  // of all jobs
    qint64 m_over = 0;   // jobs, as far as is known
    RunOutcome m_counts; // of attempts
    // By identity:
    std::set<std::pair<std::string, qint32>> m_queued; // jobs that wait
    std::set<std::pair<std::string, int>> m_runningOn; // lanes
    TriedJobs m_tried;                                 // of those with a key
    std::vector<qint64> m_durations;
};
