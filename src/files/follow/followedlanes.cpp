#include "files/follow/followedlanes.h"

#include "plan/settings/runsettings.h"

#include <algorithm>

namespace {

// As of traces: jobs of one worker that overlap.
constexpr std::size_t kMaxLanesOfWorker = 256;

} // namespace

const std::vector<int>& FollowedLanes::of(const std::string& worker) const
{
    static const std::vector<int> kNone;
    const auto place = m_byName.find(worker);
    return place == m_byName.end() ? kNone : m_workers[place->second].lanes;
}

FollowedLanes::Worker& FollowedLanes::workerNamed(const std::string& name)
{
    const auto [place, isNew] = m_byName.emplace(name, m_workers.size());
    if (isNew)
        m_workers.push_back({name});
    return m_workers[place->second];
}

int FollowedLanes::make(Worker& worker)
{
    const std::size_t most = worker.name.empty() ? RunSettings::kMaxWorkers : kMaxLanesOfWorker;
    if (m_lanes.size() == std::size_t(RunSettings::kMaxWorkers) || worker.lanes.size() == most)
        return kNowhere;
    const int lane = count();
    worker.lanes.push_back(lane);
    m_lanes.emplace_back();
    m_labels.add(m_laneOf(worker.name, worker.lanes.size()));
    if (lane == 0)
        return lane; // a run has one from the beginning
    Event event;
    event.kind = EventKind::WorkerCame;
    event.worker = WorkerId{lane + 1};
    event.timeNs = worker.cameNs;
    m_sink.put(event, kNoDetails);
    return lane;
}

int FollowedLanes::idleAt(const std::string& worker, qint64 timeNs)
{
    Worker& of = workerNamed(worker);
    const auto idle = std::ranges::find_if(of.lanes, [this, timeNs](int lane) {
        return (*this)[lane].job == 0 && (*this)[lane].lastNs <= timeNs;
    });
    return idle == of.lanes.end() ? make(of) : *idle;
}

int FollowedLanes::fewestFor(const std::string& worker, qint64 startNs)
{
    Worker& of = workerNamed(worker);
    int best = kNowhere;
    for (const int lane : of.lanes) {
        const Lane& state = (*this)[lane];
        if (state.job == 0 && state.lastNs <= startNs &&
            (best == kNowhere || state.lastNs > (*this)[best].lastNs))
            best = lane;
    }
    return best == kNowhere ? make(of) : best;
}

bool FollowedLanes::bring(const std::string& worker, qint64 timeNs, bool comes)
{
    Worker& of = workerNamed(worker);
    if (of.lanes.empty()) {
        of.cameNs = comes ? timeNs : 0;
        return make(of) != kNowhere;
    }
    for (const int lane : of.lanes)
        come(lane, timeNs);
    return true;
}

void FollowedLanes::leave(const std::string& worker, qint64 timeNs)
{
    for (const int lane : of(worker)) {
        if ((*this)[lane].job == 0)
            go(lane, timeNs);
        else
            (*this)[lane].leaves = true;
    }
}

void FollowedLanes::aboutToStart(int lane, qint64 timeNs)
{
    come(lane, timeNs);
}

void FollowedLanes::ended(int lane)
{
    if ((*this)[lane].leaves)
        go(lane, (*this)[lane].lastNs);
}

void FollowedLanes::come(int lane, qint64 timeNs)
{
    Lane& state = (*this)[lane];
    state.leaves = false;
    if (state.isThere)
        return;
    state.isThere = true;
    state.lastNs = std::max(state.lastNs, timeNs);
    Event event;
    event.kind = EventKind::WorkerCame;
    event.worker = WorkerId{lane + 1};
    event.timeNs = state.lastNs;
    m_sink.put(event, kNoDetails);
}

void FollowedLanes::go(int lane, qint64 timeNs)
{
    Lane& state = (*this)[lane];
    state.leaves = false;
    if (!state.isThere)
        return;
    state.isThere = false;
    // Not at the zero of the run: who comes then was there from the beginning.
    state.lastNs = std::max<qint64>({state.lastNs, timeNs, 1});
    Event event;
    event.kind = EventKind::WorkerWent;
    event.worker = WorkerId{lane + 1};
    event.timeNs = state.lastNs;
    m_sink.put(event, kNoDetails);
}
