#include "files/follow/followedjobs.h"

#include "base/visibletext.h"
#include "files/io/filestr.h"
#include "plan/settings/runsettings.h"
#include "timeline/runrecord.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace {

using Kind = FollowedEvent::Kind;

// So that sums over all lanes that there may be fit; 52 days.
constexpr qint64 kFarthestNs = Timeline::kMaxLanesNs / RunSettings::kMaxWorkers;
// As of traces: jobs of one worker that overlap.
constexpr std::size_t kMaxLanesOfWorker = 256;

QString textOf(const std::string& text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

JobStatus statusOf(Kind kind)
{
    if (kind == Kind::Failed)
        return JobStatus::Failed;
    return kind == Kind::Cancelled ? JobStatus::Cancelled : JobStatus::Finished;
}

} // namespace

void FollowedTroubles::Trouble::add(const std::string& name)
{
    if (count++ == 0)
        first = name.empty() ? FilesTr::tr("one without a name") : visibleExcerpt(textOf(name));
}

QStringList FollowedTroubles::notes() const
{
    QStringList notes;
    const auto say = [&notes](const Trouble& trouble, const QString& sentence) {
        if (trouble.count > 0)
            notes += sentence.arg(trouble.count).arg(trouble.first);
    };
    say(endedUnstarted,
        FilesTr::tr("jobs that ended and did not run then, left out: %1, first %2"));
    say(endedTooEarly, FilesTr::tr("jobs that ended before they started: %1, first %2; they take "
                                   "no time"));
    say(startedUnqueued, FilesTr::tr("jobs that started and were not queued before: %1, first %2; "
                                     "they did not wait"));
    say(beforeTheBeginning, FilesTr::tr("events from before the first that was seen: %1, first of "
                                        "%2; what lies before is cut off"));
    say(queuedLate, FilesTr::tr("jobs that were queued before another one, and said so more than a "
                                "second later: %1, first %2; they stand behind it"));
    say(withoutLane, FilesTr::tr("jobs that are not shown, as they need too many lanes: %1, first "
                                 "%2"));
    say(tooFar, FilesTr::tr("events more than 52 days from the beginning, left out: %1, first of "
                            "%2"));
    say(tooMuchCpu, FilesTr::tr("jobs whose processor time is too large to be true, shown without "
                                "it: %1, first %2"));
    say(interrupted, FilesTr::tr("jobs that ran when their program began anew: %1, first %2; they "
                                 "are shown as cancelled"));
    if (tooMany > 0)
        notes += FilesTr::tr("jobs after the first %1, not shown: %2")
                     .arg(RunSettings::kMaxJobs)
                     .arg(tooMany);
    if (namesLeftOut > 0)
        notes +=
            FilesTr::tr("%1 names are not kept: all names together are too long").arg(namesLeftOut);
    return notes;
}

void FollowedJobs::begin(qint64 zeroNs, bool isQueued)
{
    m_hasBegun = true;
    m_zeroNs = zeroNs;
    m_isQueued = isQueued;
}

qint64 FollowedJobs::sinceZeroNs(qint64 timeNs) const
{
    return std::clamp<qint64>(timeNs - m_zeroNs, 0, kFarthestNs);
}

// The differences of times that readers give fit.
std::optional<qint64> FollowedJobs::onTheRunsClock(qint64 timeNs, const std::string& job)
{
    const qint64 sinceNs = timeNs - m_zeroNs;
    if (sinceNs > kFarthestNs) {
        m_troubles.tooFar.add(job);
        return std::nullopt;
    }
    if (sinceNs < 0)
        m_troubles.beforeTheBeginning.add(job);
    return sinceZeroNs(timeNs);
}

FollowedJobs::Worker& FollowedJobs::workerNamed(const std::string& name)
{
    const auto [place, isNew] = m_byName.emplace(name, qint32(m_workers.size()));
    if (isNew)
        m_workers.push_back({name});
    return m_workers[std::size_t(place->second)];
}

int FollowedJobs::makeLane(Worker& worker, qint64 timeNs, bool comesNow)
{
    const std::size_t most = worker.name.empty() ? RunSettings::kMaxWorkers : kMaxLanesOfWorker;
    if (m_laneStates.size() == std::size_t(RunSettings::kMaxWorkers) || worker.lanes.size() == most)
        return kNowhere;
    const int lane = int(m_laneStates.size());
    worker.lanes.push_back(lane);
    m_laneStates.emplace_back();
    m_lanes.add(m_laneOf(worker.name, worker.lanes.size()));
    if (lane == 0)
        return lane; // a run has one from the beginning
    Event event;
    event.kind = EventKind::WorkerCame;
    event.worker = WorkerId{lane + 1};
    event.timeNs = comesNow ? timeNs : 0;
    m_sink.put(event, kNoDetails);
    return lane;
}

// The first that is idle at that time; one more where none is.
int FollowedJobs::freeLane(Worker& worker, qint64 timeNs)
{
    for (const int lane : worker.lanes) {
        const LaneState& state = m_laneStates[std::size_t(lane)];
        if (state.job == 0 && state.lastNs <= timeNs)
            return lane;
    }
    return makeLane(worker, timeNs, false);
}

// Where spans come in the order of their ends, the one whose last job ended last: fewest lanes do.
int FollowedJobs::laneForSpan(Worker& worker, qint64 startNs)
{
    int best = kNowhere;
    for (const int lane : worker.lanes) {
        const LaneState& state = m_laneStates[std::size_t(lane)];
        const bool isFree = state.job == 0 && state.lastNs <= startNs;
        if (isFree && m_isInOrderOfStarts)
            return lane;
        if (isFree && (best == kNowhere || state.lastNs > m_laneStates[std::size_t(best)].lastNs))
            best = lane;
    }
    return best == kNowhere ? makeLane(worker, startNs, false) : best;
}

// Where the job runs that ends: on its worker, or wherever one of that name does.
int FollowedJobs::laneOfEnd(const FollowedEvent& event) const
{
    if (const auto worker = m_byName.find(event.worker); worker != m_byName.end()) {
        for (const int lane : m_workers[std::size_t(worker->second)].lanes) {
            const LaneState& state = m_laneStates[std::size_t(lane)];
            if (state.job > 0 && (event.job.empty() || state.name == event.job))
                return lane;
        }
    }
    if (event.job.empty())
        return kNowhere;
    const auto running = m_runningOn.lower_bound({event.job, kNowhere});
    return running != m_runningOn.end() && running->first == event.job ? running->second : kNowhere;
}

qint32 FollowedJobs::newJob(const std::string& name)
{
    if (m_names.count() == std::size_t(RunSettings::kMaxJobs)) {
        ++m_troubles.tooMany;
        return 0;
    }
    const bool isInRoom = name.size() <= m_nameRoom;
    m_nameRoom -= isInRoom ? name.size() : 0;
    m_names.add(isInRoom ? QByteArrayView(name.data(), qsizetype(name.size())) : QByteArrayView());
    m_troubles.namesLeftOut += !isInRoom;
    m_durations.push_back(0);
    ++m_counts.jobsSent;
    return qint32(m_names.count());
}

void FollowedJobs::putQueued(qint32 job, qint64 timeNs)
{
    Event event;
    event.kind = EventKind::Queued;
    event.job = JobId{job};
    event.timeNs = m_lastQueuedNs = std::max(m_lastQueuedNs, timeNs);
    m_sink.put(event, kNoDetails);
}

void FollowedJobs::queue(const FollowedEvent& event, qint64 timeNs)
{
    if (!m_isQueued && m_hasStarted) {
        m_troubles.queuedLate.add(event.job);
        return;
    }
    m_isQueued = true;
    if (timeNs < m_lastQueuedNs)
        m_troubles.queuedLate.add(event.job);
    const qint32 job = newJob(event.job);
    if (job == 0)
        return;
    putQueued(job, timeNs);
    m_queued.emplace(event.job, job);
}

void FollowedJobs::bring(const FollowedEvent& event, qint64 timeNs)
{
    Worker& worker = workerNamed(event.worker);
    // Those that are told before anything starts are there from the beginning.
    if (worker.lanes.empty() && makeLane(worker, timeNs, m_hasStarted) == kNowhere)
        m_troubles.withoutLane.add(event.worker);
}

qint32 FollowedJobs::jobThatStarts(const std::string& name, qint64 timeNs)
{
    const auto queued = m_queued.lower_bound({name, 0});
    if (queued != m_queued.end() && queued->first == name) {
        const qint32 job = queued->second;
        m_queued.erase(queued);
        return job;
    }
    const qint32 job = newJob(name);
    if (job > 0 && m_isQueued) {
        m_troubles.startedUnqueued.add(name);
        putQueued(job, timeNs);
    }
    return job;
}

void FollowedJobs::startOn(int lane, qint32 job, const std::string& name, qint64 timeNs)
{
    LaneState& state = m_laneStates[std::size_t(lane)];
    state.job = job;
    state.name = name;
    state.startNs = state.lastNs = timeNs;
    m_runningOn.emplace(name, lane);
    ++m_running;
    m_hasStarted = true;
    Event event;
    event.kind = EventKind::Started;
    event.job = JobId{job};
    event.worker = WorkerId{lane + 1};
    event.timeNs = timeNs;
    m_sink.put(event, kNoDetails);
}

void FollowedJobs::start(const FollowedEvent& event, qint64 timeNs)
{
    const int lane = freeLane(workerNamed(event.worker), timeNs);
    if (lane == kNowhere) {
        m_troubles.withoutLane.add(event.job);
        return;
    }
    if (const qint32 job = jobThatStarts(event.job, timeNs); job > 0)
        startOn(lane, job, event.job, timeNs);
}

// Sums over all jobs fit.
std::optional<CpuUse> FollowedJobs::cpuOf(const FollowedEvent& event, const std::string& job)
{
    if (!event.cpuNs)
        return std::nullopt;
    if (*event.cpuNs > kFarthestNs || *event.cpuNs > Timeline::kMaxLanesNs - m_cpuNs) {
        m_troubles.tooMuchCpu.add(job);
        return std::nullopt;
    }
    m_cpuNs += *event.cpuNs;
    return CpuUse{.ns = *event.cpuNs};
}

void FollowedJobs::endOn(int lane, Kind kind, const FollowedEvent& event, qint64 timeNs)
{
    LaneState& state = m_laneStates[std::size_t(lane)];
    if (timeNs < state.startNs)
        m_troubles.endedTooEarly.add(state.name);
    Event ended;
    ended.kind = EventKind::Finished;
    ended.status = statusOf(kind);
    ended.job = JobId{state.job};
    ended.worker = WorkerId{lane + 1};
    ended.timeNs = std::max(timeNs, state.startNs);
    EventDetails details;
    details.cpu = cpuOf(event, state.name);
    if (!event.error.empty())
        details.report = std::make_shared<const JobReport>(JobReport{.error = textOf(event.error)});
    m_sink.put(ended, details);
    m_durations[std::size_t(state.job) - 1] = ended.timeNs - state.startNs;
    m_counts.resultsReceived += ended.status == JobStatus::Finished;
    m_counts.jobsFailed += ended.status == JobStatus::Failed;
    m_counts.jobsCancelled += ended.status == JobStatus::Cancelled;
    m_runningOn.erase({state.name, lane});
    --m_running;
    state.job = 0;
    state.lastNs = ended.timeNs;
}

void FollowedJobs::end(const FollowedEvent& event, qint64 timeNs)
{
    const int lane = laneOfEnd(event);
    if (lane != kNowhere) {
        endOn(lane, event.kind, event, timeNs);
        return;
    }
    const auto queued = m_queued.lower_bound({event.job, 0});
    const bool isQueued = queued != m_queued.end() && queued->first == event.job;
    // One that is taken back before it starts never ran.
    if (isQueued && event.kind == Kind::Cancelled)
        m_queued.erase(queued);
    else
        m_troubles.endedUnstarted.add(event.job);
}

void FollowedJobs::takeSpan(const FollowedEvent& event, qint64 timeNs)
{
    const auto startNs = onTheRunsClock(event.startNs, event.job);
    if (!startNs)
        return;
    const int lane = laneForSpan(workerNamed(event.worker), *startNs);
    if (lane == kNowhere) {
        m_troubles.withoutLane.add(event.job);
        return;
    }
    if (const qint32 job = jobThatStarts(event.job, *startNs); job > 0) {
        startOn(lane, job, event.job, *startNs);
        endOn(lane, event.spanEnd, event, timeNs);
    }
}

void FollowedJobs::take(const FollowedEvent& event)
{
    const auto timeNs = onTheRunsClock(event.timeNs, event.job);
    if (!timeNs)
        return;
    switch (event.kind) {
    case Kind::Queued:
        queue(event, *timeNs);
        break;
    case Kind::Worker:
        bring(event, *timeNs);
        break;
    case Kind::Started:
        start(event, *timeNs);
        break;
    case Kind::Span:
        takeSpan(event, *timeNs);
        break;
    case Kind::Finished:
    case Kind::Failed:
    case Kind::Cancelled:
        end(event, *timeNs);
        break;
    }
}

// Whether nothing of the same time has to come before it.
bool FollowedJobs::canApply(const FollowedEvent& event) const
{
    switch (event.kind) {
    case Kind::Started:
    case Kind::Span: {
        const auto worker = m_byName.find(event.worker);
        if (event.worker.empty() || worker == m_byName.end())
            return true;
        const auto& lanes = m_workers[std::size_t(worker->second)].lanes;
        return std::ranges::all_of(
            lanes, [this](int lane) { return m_laneStates[std::size_t(lane)].job == 0; });
    }
    case Kind::Finished:
    case Kind::Failed:
    case Kind::Cancelled:
        return laneOfEnd(event) != kNowhere;
    default:
        return true;
    }
}

void FollowedJobs::takeTogether(std::vector<FollowedEvent>& events)
{
    constexpr int kMaxRounds = 8;
    for (int round = 0; round < kMaxRounds && events.size() > 1; ++round) {
        std::vector<FollowedEvent> later;
        for (FollowedEvent& event : events) {
            if (canApply(event))
                take(event);
            else
                later.push_back(std::move(event));
        }
        const bool isStuck = later.size() == events.size();
        events = std::move(later);
        if (isStuck)
            break;
    }
    for (const FollowedEvent& event : events)
        take(event);
    events.clear();
}

void FollowedJobs::takeFirst(std::vector<FollowedEvent> events)
{
    const auto timeOf = [](const FollowedEvent& event) {
        return event.kind == Kind::Span ? event.startNs : event.timeNs;
    };
    // Of spans that start together the longest comes first, but behind one that takes no time.
    const auto orderOf = [&timeOf](const FollowedEvent& event) {
        const bool isLong = event.kind == Kind::Span && event.timeNs > event.startNs;
        return std::tuple(timeOf(event), isLong, isLong ? -event.timeNs : 0);
    };
    std::ranges::stable_sort(events, {}, orderOf);
    std::vector<FollowedEvent> together;
    for (FollowedEvent& event : events) {
        if (!together.empty() && timeOf(together.front()) != timeOf(event))
            takeTogether(together);
        together.push_back(std::move(event));
    }
    takeTogether(together);
    m_isInOrderOfStarts = false;
}

void FollowedJobs::interrupt(qint64 timeNs)
{
    for (std::size_t lane = 0; lane < m_laneStates.size(); ++lane) {
        if (m_laneStates[lane].job == 0)
            continue;
        m_troubles.interrupted.add(m_laneStates[lane].name);
        endOn(int(lane), Kind::Cancelled, {}, sinceZeroNs(timeNs));
    }
    m_queued.clear();
}

RunOutcome FollowedJobs::outcome() const
{
    RunOutcome outcome = m_counts;
    const qint64 ended = outcome.resultsReceived + outcome.jobsFailed + outcome.jobsCancelled;
    outcome.state = ended == outcome.jobsSent ? RunState::Finished : RunState::Stopped;
    return outcome;
}
