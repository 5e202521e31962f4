// Makes the events of a program that is followed into those of a run: names become numbers.
#pragma once

#include "base/bytelines.h"
#include "files/follow/followedevent.h"
#include "pool/event.h"
#include "pool/runoutcome.h"
#include "timeline/lanelabel.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// Where the events of a run go.
class FollowedRunSink
{
public:
    virtual void put(const Event& event, const EventDetails& details) = 0;
    // All that was put is seen from then on; what was queued before what started.
    virtual void publish() = 0;

protected:
    ~FollowedRunSink() = default;
};

// What is not shown as it was told, and how often; the first of each kind is quoted.
struct FollowedTroubles
{
    struct Trouble
    {
        qint64 count = 0;
        QString first{};

        void add(const std::string& name);
    };

    Trouble endedUnstarted{};     // ended, and had not started, or had ended already
    Trouble endedTooEarly{};      // ended before it started
    Trouble startedUnqueued{};    // where others are queued
    Trouble beforeTheBeginning{}; // of the run
    Trouble queuedLate{};         // before one that was queued already
    Trouble withoutLane{};
    Trouble tooFar{};
    Trouble tooMuchCpu{};
    Trouble interrupted{};   // its program began anew
    qint64 tooMany = 0;      // jobs
    qint64 namesLeftOut = 0; // as all together would be too long

    QStringList notes() const;
};

// Each job has a number and a name, in the order in which they are first heard of; one that starts
// again once it has ended is another job. A worker has a lane, and further ones where its jobs
// overlap; jobs of no worker are on slots. For one thread.
class FollowedJobs
{
public:
    // What the `number`-th lane, from 1, of a worker is called.
    using LaneOf = std::function<LaneLabel(const std::string& worker, std::size_t number)>;

    // All outlive it. Lanes and names are added before the events that need them are put.
    FollowedJobs(FollowedRunSink& sink, ByteLines& names, LaneLabels lanes, LaneOf laneOf)
        : m_sink(sink), m_names(names), m_lanes(std::move(lanes)), m_laneOf(std::move(laneOf))
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
    struct LaneState
    {
        qint32 job = 0; // that runs; 0: none
        qint64 startNs = 0;
        qint64 lastNs = 0;
        std::string name{}; // of the job that runs
    };
    struct Worker
    {
        std::string name;
        std::vector<int> lanes{};
    };

    static constexpr int kNowhere = -1;

    std::optional<qint64> onTheRunsClock(qint64 timeNs, const std::string& job);
    Worker& workerNamed(const std::string& name);
    int makeLane(Worker& worker, qint64 timeNs, bool comesNow);
    int freeLane(Worker& worker, qint64 timeNs);
    int laneForSpan(Worker& worker, qint64 startNs);
    int laneOfEnd(const FollowedEvent& event) const;
    bool canApply(const FollowedEvent& event) const;
    qint32 newJob(const std::string& name);
    qint32 jobThatStarts(const std::string& name, qint64 timeNs);
    void putQueued(qint32 job, qint64 timeNs);

    void queue(const FollowedEvent& event, qint64 timeNs);
    void bring(const FollowedEvent& event, qint64 timeNs);
    void start(const FollowedEvent& event, qint64 timeNs);
    void end(const FollowedEvent& event, qint64 timeNs);
    void takeSpan(const FollowedEvent& event, qint64 timeNs);
    std::optional<CpuUse> cpuOf(const FollowedEvent& event, const std::string& job);
    void startOn(int lane, qint32 job, const std::string& name, qint64 timeNs);
    void endOn(int lane, FollowedEvent::Kind kind, const FollowedEvent& event, qint64 timeNs);

    FollowedRunSink& m_sink;
    ByteLines& m_names;
    std::size_t m_nameRoom = kMaxNameBytes;
    const LaneLabels m_lanes;
    const LaneOf m_laneOf;
    FollowedTroubles m_troubles;
    bool m_hasBegun = false;
    qint64 m_zeroNs = 0;
    bool m_isQueued = false;
    bool m_hasStarted = false;       // any job
    bool m_isInOrderOfStarts = true; // of the spans
    qint64 m_lastQueuedNs = 0;
    qint64 m_running = 0;
    qint64 m_cpuNs = 0; // of all jobs
    RunOutcome m_counts;
    std::vector<Worker> m_workers;
    std::unordered_map<std::string, qint32> m_byName; // workers
    std::vector<LaneState> m_laneStates;
    std::set<std::pair<std::string, qint32>> m_queued; // jobs that wait
    std::set<std::pair<std::string, int>> m_runningOn; // lanes
    std::vector<qint64> m_durations;
};
