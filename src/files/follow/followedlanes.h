// The workers of a program that is followed, and the lanes on which their jobs stand.
#pragma once

#include "files/follow/followedrunsink.h"
#include "timeline/lanelabel.h"

#include <QtGlobal>

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

// A worker has a lane, and further ones where its jobs overlap; jobs of no worker are on slots.
// Lanes are numbered from 0 in the order in which they are needed. For one thread.
class FollowedLanes
{
public:
    // What the `number`-th lane, from 1, of a worker is called.
    using LaneOf = std::function<LaneLabel(const std::string& worker, std::size_t number)>;

    static constexpr int kNowhere = -1;

    struct Lane
    {
        qint32 job = 0; // that runs; 0: none
        qint32 attempt = 0;
        qint64 startNs = 0;
        qint64 lastNs = 0;
        std::string identity{}; // of the job that runs
        bool isThere = true;    // its worker
        bool leaves = false;    // … once its job has ended
    };

    // All outlive it. Labels are added before the events that need them are put.
    FollowedLanes(FollowedRunSink& sink, LaneLabels labels, LaneOf laneOf)
        : m_sink(sink), m_labels(std::move(labels)), m_laneOf(std::move(laneOf))
    {
    }

    Lane& operator[](int lane) { return m_lanes[std::size_t(lane)]; }
    const Lane& operator[](int lane) const { return m_lanes[std::size_t(lane)]; }
    int count() const { return int(m_lanes.size()); }
    // Those of a worker; none where nobody has heard of it.
    const std::vector<int>& of(const std::string& worker) const;

    // The first of the worker's that is idle at that time; one more where none is, or kNowhere.
    int idleAt(const std::string& worker, qint64 timeNs);
    // For a span that begins then, where spans come in the order of their ends: the one whose last
    // job ended last, so that fewest lanes do.
    int fewestFor(const std::string& worker, qint64 startNs);

    // The worker is there: from that time on where it `comes`, else since it was heard of, or from
    // the beginning. False where there is no room for it.
    bool bring(const std::string& worker, qint64 timeNs, bool comes);
    // It takes up no more jobs; what it runs it ends.
    void leave(const std::string& worker, qint64 timeNs);
    // A job is about to start on the lane, or has ended.
    void aboutToStart(int lane, qint64 timeNs);
    void ended(int lane);

private:
    struct Worker
    {
        std::string name;
        qint64 cameNs = 0;
        std::vector<int> lanes{};
    };

    Worker& workerNamed(const std::string& name);
    int make(Worker& worker);
    void come(int lane, qint64 timeNs);
    void go(int lane, qint64 timeNs);

    FollowedRunSink& m_sink;
    const LaneLabels m_labels;
    const LaneOf m_laneOf;
    std::vector<Worker> m_workers;
    std::unordered_map<std::string, std::size_t> m_byName;
    std::vector<Lane> m_lanes;
};
