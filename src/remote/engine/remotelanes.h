// The lanes of workers elsewhere: what agents tell, as the events of a run.
#pragma once

#include "pool/runevents.h"
#include "pool/timebase.h"
#include "remote/engine/jobledger.h"
#include "remote/messages/attemptevent.h"

#include <QString>

#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

// Used by one thread. Whatever comes, whenever it comes and however often, the events that this
// signals are such as a timeline takes: on each lane one attempt at a time, in the order of time.
// An event that a worker tells twice is signalled once; one that is missing is counted.
class RemoteLanes
{
public:
    // A lane is there: whose it is; in the order of their numbers.
    using OnLane = std::function<void(quint64 agent, WorkerId worker)>;

    // `events` and `ledger` outlive it.
    RemoteLanes(RunEvents& events, JobLedger& ledger, OnLane onLane);

    // The run began: lanes that are there have been from its beginning, others come.
    void begin(qint64 beganNs);
    // A job was offered then: it cannot have begun before.
    void queued(JobId job, qint64 timeNs);

    // The lane of a worker of an agent, made where there is none; nothing where there are too many.
    std::optional<WorkerId> laneOf(quint64 agent, WorkerId worker);
    int count() const { return int(m_lanes.size()); }
    // How many workers are there.
    int present() const;

    // An event of a worker, by a clock with that base. The end of a job is taken with its result
    // alone: `isFirstResult` where the job was not over before.
    void take(quint64 agent, const AttemptEvent& told, const TimeBase& clock,
              std::optional<bool> isFirstResult = {});

    // Ends the attempt on a lane, if one goes on there.
    void endAttempt(WorkerId lane, qint64 timeNs, JobStatus status, const QString& why);
    // A job fails without an attempt: it is shown on a lane all the same.
    void failOn(WorkerId lane, JobId job, qint64 timeNs, const QString& why);
    // All workers of an agent are gone; those that go on with something are ended first.
    void agentWent(quint64 agent, qint64 timeNs);
    // All that goes on ends as cancelled; the ledger knows it, too.
    void cancelAll(qint64 timeNs, const QString& why);
    bool isAnyBusy() const;
    std::vector<WorkerId> lanesOf(quint64 agent) const;
    // The job that goes on there.
    std::optional<JobId> jobOn(WorkerId lane) const;
    quint64 agentOf(WorkerId lane) const { return of(lane).agent; }

    // How many events never came.
    qint64 missing() const;
    // What is shown later than it was told, as it cannot have been so early.
    struct Shifted
    {
        int count = 0;
        qint64 mostNs = 0;
    };
    // Starts before their job was sent, and what came before something else on its lane.
    const Shifted& startsTooEarly() const { return m_startsTooEarly; }
    const Shifted& outOfOrder() const { return m_outOfOrder; }
    // Jobs that began after one that was sent later. A look at all of them.
    int begunOutOfOrder() const;
    // Of all that was signalled.
    qint64 lastNs() const { return m_lastNs; }

private:
    // A job whose end comes after what its worker did later.
    struct Late
    {
        JobId job{};
        qint64 startNs = 0;
        qint64 endNs = 0;
        JobStatus status{};
        EventDetails details{};
    };
    struct Lane
    {
        Lane(quint64 of, EventWriter writer) : agent(of), events(std::move(writer)) {}

        quint64 agent;
        EventWriter events;
        bool isPresent = false; // before the run begins: it is going to be
        qint64 lastNs = 0;
        std::optional<JobId> job{};
        int attempt = 0;
        bool isHeld = false;
        quint64 lastCount = 0; // of what its worker told
        std::set<quint64> missing{};
        qint64 lateStartNs = 0;
        std::vector<Late> late{}; // until nothing goes on there
    };

    static constexpr qint64 kNotYet = std::numeric_limits<qint64>::max();

    Lane& of(WorkerId lane) { return m_lanes[std::size_t(lane.number - 1)]; }
    const Lane& of(WorkerId lane) const { return m_lanes[std::size_t(lane.number - 1)]; }
    bool isNew(Lane& lane, quint64 count);
    qint64 stampOn(Lane& lane, qint64 timeNs);
    qint64 stampInOrder(Lane& lane, qint64 timeNs);
    void come(WorkerId lane, qint64 timeNs);
    void go(WorkerId lane, qint64 timeNs);
    void start(WorkerId lane, JobId job, qint64 timeNs);
    void finish(WorkerId lane, qint64 timeNs, JobStatus status, EventDetails details);
    void hold(WorkerId lane, qint64 timeNs, bool isHeld);
    void takeLate(Lane& lane, const AttemptEvent& told, const TimeBase& clock);
    void showLate(WorkerId lane);

    RunEvents& m_events;
    JobLedger& m_ledger;
    const OnLane m_onLane;
    std::vector<Lane> m_lanes; // by number − 1
    std::map<std::pair<quint64, qint32>, WorkerId> m_numbers;
    std::vector<qint64> m_queuedNs; // by job number − 1
    std::vector<qint64> m_begunNs;  // the same, for the first time; kNotYet before
    std::optional<qint64> m_beganNs;
    qint64 m_lastNs = 0;
    qint64 m_missingForgotten = 0;
    Shifted m_startsTooEarly;
    Shifted m_outOfOrder;
};
