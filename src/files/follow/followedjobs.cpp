#include "files/follow/followedjobs.h"

#include "plan/settings/runsettings.h"
#include "timeline/runrecord.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace {

using Kind = FollowedEvent::Kind;

// So that sums over all lanes that there may be fit; 52 days.
constexpr qint64 kFarthestNs = Timeline::kMaxLanesNs / RunSettings::kMaxWorkers;

JobStatus statusOf(Kind kind)
{
    switch (kind) {
    case Kind::Failed:
        return JobStatus::Failed;
    case Kind::Retried:
        return JobStatus::Retried;
    case Kind::Cancelled:
        return JobStatus::Cancelled;
    default:
        return JobStatus::Finished;
    }
}

} // namespace

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

std::string FollowedJobs::nameOf(qint32 job) const
{
    const QByteArrayView name = m_names.at(std::size_t(job) - 1);
    return {name.data(), std::size_t(name.size())};
}

int FollowedJobs::laneRunning(const std::string& identity) const
{
    const auto running = m_runningOn.lower_bound({identity, kNowhere});
    return running != m_runningOn.end() && running->first == identity ? running->second : kNowhere;
}

// Where the job runs that ends: on its worker, or wherever it does.
int FollowedJobs::laneOfEnd(const FollowedEvent& event) const
{
    const std::string& identity = event.identity();
    for (const int lane : m_lanes.of(event.worker)) {
        const FollowedLanes::Lane& state = m_lanes[lane];
        if (state.job > 0 && (identity.empty() || state.identity == identity))
            return lane;
    }
    return identity.empty() ? kNowhere : laneRunning(identity);
}

bool FollowedJobs::isWaiting(const std::string& identity) const
{
    const auto queued = m_queued.lower_bound({identity, 0});
    return queued != m_queued.end() && queued->first == identity;
}

// The one that has waited longest; 0 where there is none.
qint32 FollowedJobs::takeWaiting(const std::string& identity)
{
    const auto queued = m_queued.lower_bound({identity, 0});
    if (queued == m_queued.end() || queued->first != identity)
        return 0;
    const qint32 job = queued->second;
    m_queued.erase(queued);
    return job;
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
    if (!event.key.empty() &&
        (isWaiting(event.key) || laneRunning(event.key) != kNowhere || m_tried.find(event.key)))
        return; // it was heard of before
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
    m_queued.emplace(event.identity(), job);
}

// Those that are told before anything starts are there from the beginning.
void FollowedJobs::bring(const FollowedEvent& event, qint64 timeNs)
{
    m_sink.begin();
    if (!m_lanes.bring(event.worker, timeNs, m_hasStarted && event.kind == Kind::Worker))
        m_troubles.withoutLane.add(event.worker);
}

FollowedJobs::Starting FollowedJobs::jobThatStarts(const FollowedEvent& event, qint64 timeNs)
{
    const qint32 attempt = event.key.empty() ? 0 : 1;
    if (const qint32 waiting = takeWaiting(event.identity()); waiting > 0)
        return {waiting, attempt};
    if (const auto* tried = event.key.empty() ? nullptr : m_tried.find(event.key)) {
        m_over -= tried->isOver;
        return {tried->job, tried->attempts + 1};
    }
    const qint32 job = newJob(event.job);
    if (job > 0 && m_isQueued) {
        if (event.kind == Kind::Started || event.kind == Kind::Span)
            m_troubles.startedUnqueued.add(event.job);
        putQueued(job, timeNs);
    }
    return {job, attempt};
}

void FollowedJobs::startOn(int lane, Starting starting, const FollowedEvent& event, qint64 timeNs)
{
    m_lanes.aboutToStart(lane, timeNs);
    FollowedLanes::Lane& state = m_lanes[lane];
    state.job = starting.job;
    state.attempt = starting.attempt;
    state.identity = event.identity();
    state.startNs = state.lastNs = timeNs;
    m_runningOn.emplace(state.identity, lane);
    ++m_running;
    m_hasStarted = true;
    Event started;
    started.kind = EventKind::Started;
    started.job = JobId{starting.job};
    started.worker = WorkerId{lane + 1};
    started.timeNs = timeNs;
    started.attempt = starting.attempt;
    m_sink.put(started, kNoDetails);
}

void FollowedJobs::start(const FollowedEvent& event, qint64 timeNs)
{
    const int before = event.key.empty() ? kNowhere : laneRunning(event.key);
    if (before != kNowhere)
        endOn(
            before, Kind::Retried,
            {.error = QStringLiteral("its worker went away: it is delivered again").toStdString()},
            timeNs);
    const int lane = m_lanes.idleAt(event.worker, timeNs);
    if (lane == kNowhere) {
        m_troubles.withoutLane.add(event.job);
        return;
    }
    if (const Starting starting = jobThatStarts(event, timeNs); starting.job > 0)
        startOn(lane, starting, event, timeNs);
}

// Sums over all jobs fit.
std::optional<CpuUse> FollowedJobs::cpuOf(const FollowedEvent& event, qint32 job)
{
    if (!event.cpuNs)
        return std::nullopt;
    if (*event.cpuNs > kFarthestNs || *event.cpuNs > Timeline::kMaxLanesNs - m_cpuNs) {
        m_troubles.tooMuchCpu.add(nameOf(job));
        return std::nullopt;
    }
    m_cpuNs += *event.cpuNs;
    return CpuUse{.ns = *event.cpuNs};
}

void FollowedJobs::endOn(int lane, Kind kind, const FollowedEvent& event, qint64 timeNs)
{
    FollowedLanes::Lane& state = m_lanes[lane];
    if (timeNs < state.startNs)
        m_troubles.endedTooEarly.add(nameOf(state.job));
    Event ended;
    ended.kind = EventKind::Finished;
    ended.status = statusOf(kind);
    ended.job = JobId{state.job};
    ended.worker = WorkerId{lane + 1};
    ended.timeNs = std::max(timeNs, state.startNs);
    EventDetails details;
    details.cpu = cpuOf(event, state.job);
    if (!event.error.empty())
        details.report = std::make_shared<const JobReport>(
            JobReport{.error = QString::fromStdString(event.error)});
    m_sink.put(ended, details);
    m_durations[std::size_t(state.job) - 1] = ended.timeNs - state.startNs;
    m_counts.resultsReceived += ended.status == JobStatus::Finished;
    m_counts.jobsFailed += ended.status == JobStatus::Failed;
    m_counts.jobsCancelled += ended.status == JobStatus::Cancelled;
    m_over += kind != Kind::Retried;
    if (state.attempt > 0)
        m_tried.add(state.identity, {state.job, state.attempt, kind != Kind::Retried});
    m_runningOn.erase({state.identity, lane});
    --m_running;
    state.job = 0;
    state.lastNs = ended.timeNs;
    m_lanes.ended(lane);
}

// Of a job that does not run, as far as is known.
void FollowedJobs::endUnheard(const FollowedEvent& event, qint64 timeNs)
{
    const auto* tried = event.key.empty() ? nullptr : m_tried.find(event.key);
    if (tried && tried->isOver)
        return; // it is told again
    if (event.sinceNs) {
        const auto startNs = onTheRunsClock(*event.sinceNs, event.job);
        if (!startNs)
            return;
        m_troubles.startUntold.add(event.job);
        showSpan(event, event.kind, std::min(*startNs, timeNs), timeNs);
        return;
    }
    // One that is taken back before it starts never ran.
    if (event.kind != Kind::Cancelled || !isWaiting(event.identity())) {
        m_troubles.endedUnstarted.add(event.job);
        return;
    }
    const qint32 job = takeWaiting(event.identity());
    if (!event.key.empty())
        m_tried.add(event.key, {job});
}

void FollowedJobs::end(const FollowedEvent& event, qint64 timeNs)
{
    const int lane = laneOfEnd(event);
    if (lane == kNowhere)
        endUnheard(event, timeNs);
    else
        endOn(lane, event.kind, event, timeNs);
}

void FollowedJobs::showSpan(const FollowedEvent& event, Kind end, qint64 startNs, qint64 timeNs)
{
    const int lane = m_isInOrderOfStarts ? m_lanes.idleAt(event.worker, startNs)
                                         : m_lanes.fewestFor(event.worker, startNs);
    if (lane == kNowhere) {
        m_troubles.withoutLane.add(event.job);
        return;
    }
    if (const Starting starting = jobThatStarts(event, startNs); starting.job > 0) {
        startOn(lane, starting, event, startNs);
        endOn(lane, end, event, timeNs);
    }
}

void FollowedJobs::takeSpan(const FollowedEvent& event, qint64 timeNs)
{
    if (const auto startNs = onTheRunsClock(event.startNs, event.job))
        showSpan(event, event.spanEnd, *startNs, timeNs);
}

// All that runs on the worker.
void FollowedJobs::endAllOf(const FollowedEvent& event, qint64 timeNs, const QString& why,
                            FollowedTroubles::Trouble& trouble)
{
    for (const int lane : m_lanes.of(event.worker)) {
        if (m_lanes[lane].job == 0)
            continue;
        trouble.add(nameOf(m_lanes[lane].job));
        endOn(lane, Kind::Cancelled, {.error = why.toStdString()}, timeNs);
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
    case Kind::Present:
        bring(event, *timeNs);
        break;
    case Kind::Anew:
        endAllOf(event, *timeNs, QStringLiteral("its worker began anew"), m_troubles.lostWorker);
        break;
    case Kind::Idle:
        endAllOf(event, *timeNs, QStringLiteral("its end was not told"), m_troubles.endUntold);
        break;
    case Kind::Gone:
        m_lanes.leave(event.worker, *timeNs);
        break;
    case Kind::Started:
        start(event, *timeNs);
        break;
    case Kind::Span:
        takeSpan(event, *timeNs);
        break;
    case Kind::Finished:
    case Kind::Failed:
    case Kind::Retried:
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
    case Kind::Span:
        return event.worker.empty() ||
               std::ranges::all_of(m_lanes.of(event.worker),
                                   [this](int lane) { return m_lanes[lane].job == 0; });
    case Kind::Finished:
    case Kind::Failed:
    case Kind::Retried:
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
    for (int lane = 0; lane < m_lanes.count(); ++lane) {
        if (m_lanes[lane].job == 0)
            continue;
        m_troubles.interrupted.add(nameOf(m_lanes[lane].job));
        endOn(lane, Kind::Cancelled, {}, sinceZeroNs(timeNs));
    }
    m_queued.clear();
}

RunOutcome FollowedJobs::outcome() const
{
    RunOutcome outcome = m_counts;
    outcome.state = m_over == outcome.jobsSent ? RunState::Finished : RunState::Stopped;
    return outcome;
}
