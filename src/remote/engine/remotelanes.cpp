#include "remote/engine/remotelanes.h"

#include "remote/remotetr.h"

#include <algorithm>

namespace {

// Of one worker; more are only counted.
constexpr std::size_t kMostMissing = 10'000;

EventDetails saying(const QString& why)
{
    return {{}, AttemptResult::failed(why).report};
}

void note(RemoteLanes::Shifted& shifted, qint64 byNs)
{
    if (byNs <= 0)
        return;
    ++shifted.count;
    shifted.mostNs = std::max(shifted.mostNs, byNs);
}

} // namespace

RemoteLanes::RemoteLanes(RunEvents& events, JobLedger& ledger, OnLane onLane)
    : m_events(events), m_ledger(ledger), m_onLane(std::move(onLane))
{
    m_lanes.reserve(RunSettings::kMaxLanes);
}

void RemoteLanes::begin(qint64 beganNs)
{
    m_beganNs = beganNs;
    m_lastNs = beganNs;
    for (int number = 1; number <= count(); ++number) {
        // Some may have gone to another run already.
        const bool stays = std::exchange(of(WorkerId{number}).isPresent, false);
        come(WorkerId{number}, beganNs);
        if (!stays)
            go(WorkerId{number}, beganNs);
    }
}

int RemoteLanes::present() const
{
    return int(std::ranges::count_if(m_lanes, &Lane::isPresent));
}

void RemoteLanes::queued(JobId job, qint64 timeNs)
{
    Q_ASSERT(std::size_t(job.number) == m_queuedNs.size() + 1);
    m_queuedNs.push_back(timeNs);
    m_begunNs.push_back(kNotYet);
}

std::optional<WorkerId> RemoteLanes::laneOf(quint64 agent, WorkerId worker)
{
    const auto [at, isNew] = m_numbers.try_emplace({agent, worker.number});
    if (!isNew)
        return at->second;
    if (count() == RunSettings::kMaxLanes) {
        m_numbers.erase(at);
        return std::nullopt;
    }
    at->second = WorkerId{count() + 1};
    m_lanes.emplace_back(agent, m_events.ofWorker(at->second));
    m_onLane(agent, worker);
    return at->second;
}

std::vector<WorkerId> RemoteLanes::lanesOf(quint64 agent) const
{
    std::vector<WorkerId> lanes;
    for (auto at = m_numbers.lower_bound({agent, 0});
         at != m_numbers.end() && at->first.first == agent; ++at)
        lanes.push_back(at->second);
    return lanes;
}

std::optional<JobId> RemoteLanes::jobOn(WorkerId lane) const
{
    return of(lane).job;
}

// What comes for the first time; what it has passed over is missing until it comes.
bool RemoteLanes::isNew(Lane& lane, quint64 count)
{
    if (count <= lane.lastCount) {
        lane.missing.erase(count);
        return false;
    }
    const quint64 passedOver = count - lane.lastCount - 1;
    if (passedOver > kMostMissing || lane.missing.size() + passedOver > kMostMissing) {
        m_missingForgotten += qint64(passedOver);
    } else {
        for (quint64 missing = lane.lastCount + 1; missing < count; ++missing)
            lane.missing.insert(missing);
    }
    lane.lastCount = count;
    return true;
}

qint64 RemoteLanes::missing() const
{
    qint64 missing = m_missingForgotten;
    for (const Lane& lane : m_lanes)
        missing += qint64(lane.missing.size());
    return missing;
}

// Time goes on on a lane, also where the estimate of its clock has changed.
qint64 RemoteLanes::stampOn(Lane& lane, qint64 timeNs)
{
    lane.lastNs = std::max({timeNs, lane.lastNs, *m_beganNs});
    m_lastNs = std::max(m_lastNs, lane.lastNs);
    return lane.lastNs;
}

// The same, and says so where it is later than it was told.
qint64 RemoteLanes::stampInOrder(Lane& lane, qint64 timeNs)
{
    note(m_outOfOrder, lane.lastNs - timeNs);
    return stampOn(lane, timeNs);
}

void RemoteLanes::take(quint64 agent, const AttemptEvent& told, const TimeBase& clock,
                       std::optional<bool> isFirstResult)
{
    const auto number = laneOf(agent, told.event.worker);
    if (!number || (told.isEnd() && !isFirstResult))
        return;
    Lane& lane = of(*number);
    if (!isNew(lane, told.count)) {
        if (isFirstResult.value_or(false) && m_beganNs) {
            takeLate(lane, told, clock);
            showLate(*number);
        }
        return;
    }
    if (!m_beganNs) {
        lane.isPresent = told.event.kind != EventKind::WorkerWent;
        return;
    }
    const Event& event = told.event;
    const qint64 timeNs = clock.onTheRunsClock(event.timeNs);
    const bool isOfJob = event.kind == EventKind::Started || event.kind == EventKind::Finished;
    if (isOfJob && !m_ledger.isOfRun(event.job))
        return;
    switch (event.kind) {
    case EventKind::WorkerCame:
        // It has nothing in hand: what became of its job was lost on the way.
        endAttempt(*number, timeNs, JobStatus::Retried,
                   QStringLiteral("nobody has told how it ended"));
        come(*number, timeNs);
        break;
    case EventKind::WorkerWent:
        if (!lane.job)
            go(*number, timeNs);
        break;
    case EventKind::Started:
        start(*number, event.job, timeNs);
        break;
    case EventKind::Finished:
        // Where the worker had been given up, what it did since then is a new attempt.
        if (lane.job != event.job)
            start(*number, event.job, lane.lastNs);
        if (told.isEnd() && !*isFirstResult) {
            finish(*number, timeNs, JobStatus::Retried,
                   saying(QStringLiteral("it was over already, and was counted once")));
        } else {
            finish(*number, timeNs, event.status, told.details);
        }
        if (told.isGivenBack)
            m_ledger.giveBack(event.job);
        break;
    case EventKind::Held:
    case EventKind::Released:
        hold(*number, timeNs, event.kind == EventKind::Held);
        break;
    default:
        break;
    }
    showLate(*number);
}

// Of the result of a job that the lane has passed over, as its worker has told other things since.
void RemoteLanes::takeLate(Lane& lane, const AttemptEvent& told, const TimeBase& clock)
{
    const Event& event = told.event;
    const qint64 timeNs = clock.onTheRunsClock(event.timeNs);
    if (event.kind == EventKind::Started)
        lane.lateStartNs = timeNs;
    else if (told.isEnd() && m_ledger.isOfRun(event.job))
        lane.late.push_back(
            {event.job, std::min(lane.lateStartNs, timeNs), timeNs, event.status, told.details});
}

void RemoteLanes::showLate(WorkerId number)
{
    Lane& lane = of(number);
    const bool isPresent = lane.isPresent;
    for (Late& late : std::exchange(lane.late, {})) {
        if (lane.job && lane.job != late.job) {
            lane.late.push_back(std::move(late));
            continue;
        }
        if (!lane.job)
            start(number, late.job, late.startNs);
        finish(number, late.endNs, late.status, std::move(late.details));
    }
    if (!isPresent && !lane.job)
        go(number, lane.lastNs);
}

void RemoteLanes::come(WorkerId number, qint64 timeNs)
{
    Lane& lane = of(number);
    if (lane.isPresent)
        return;
    lane.isPresent = true;
    const qint64 stamp = stampOn(lane, timeNs);
    if (number.number > 1 || stamp > *m_beganNs)
        lane.events.send(Event{stamp, {}, number, EventKind::WorkerCame, {}});
}

void RemoteLanes::go(WorkerId number, qint64 timeNs)
{
    Lane& lane = of(number);
    if (std::exchange(lane.isPresent, false))
        lane.events.send(Event{stampOn(lane, timeNs), {}, number, EventKind::WorkerWent, {}});
}

void RemoteLanes::start(WorkerId number, JobId job, qint64 timeNs)
{
    Lane& lane = of(number);
    come(number, timeNs);
    if (lane.job)
        endAttempt(number, timeNs, JobStatus::Retried,
                   QStringLiteral("nobody has told how it ended"));
    const auto index = std::size_t(job.number - 1);
    const qint64 queuedNs = index < m_queuedNs.size() ? m_queuedNs[index] : *m_beganNs;
    note(m_startsTooEarly, queuedNs - timeNs);
    lane.job = job;
    lane.attempt = m_ledger.begin(job, number);
    const qint64 startNs = stampInOrder(lane, std::max(timeNs, queuedNs));
    if (index < m_begunNs.size())
        m_begunNs[index] = std::min(m_begunNs[index], startNs);
    lane.events.send(Event{startNs, job, number, EventKind::Started, {}, false, lane.attempt});
}

int RemoteLanes::begunOutOfOrder() const
{
    int count = 0;
    qint64 firstOfLaterNs = kNotYet;
    for (auto begunNs = m_begunNs.rbegin(); begunNs != m_begunNs.rend(); ++begunNs) {
        count += *begunNs != kNotYet && *begunNs > firstOfLaterNs;
        firstOfLaterNs = std::min(firstOfLaterNs, *begunNs);
    }
    return count;
}

void RemoteLanes::finish(WorkerId number, qint64 timeNs, JobStatus status, EventDetails details)
{
    Lane& lane = of(number);
    if (lane.isHeld)
        hold(number, timeNs, false);
    const Event event{stampInOrder(lane, timeNs),
                      *lane.job,
                      number,
                      EventKind::Finished,
                      status,
                      false,
                      lane.attempt};
    m_ledger.endAttempt(*lane.job, number);
    lane.job.reset();
    if (details.cpu || details.report)
        lane.events.put(event, std::move(details));
    else
        lane.events.put(event);
    lane.events.publish();
}

void RemoteLanes::hold(WorkerId number, qint64 timeNs, bool isHeld)
{
    Lane& lane = of(number);
    if (!lane.job || lane.isHeld == isHeld)
        return;
    lane.isHeld = isHeld;
    lane.events.send(Event{stampOn(lane, timeNs),
                           *lane.job,
                           number,
                           isHeld ? EventKind::Held : EventKind::Released,
                           {}});
}

void RemoteLanes::endAttempt(WorkerId number, qint64 timeNs, JobStatus status, const QString& why)
{
    if (!of(number).job)
        return;
    finish(number, timeNs, status, saying(why));
    showLate(number);
}

void RemoteLanes::failOn(WorkerId number, JobId job, qint64 timeNs, const QString& why)
{
    start(number, job, timeNs);
    finish(number, timeNs, JobStatus::Failed, saying(why));
}

void RemoteLanes::agentWent(quint64 agent, qint64 timeNs)
{
    for (const WorkerId number : lanesOf(agent)) {
        if (!m_beganNs) {
            of(number).isPresent = false;
            continue;
        }
        endAttempt(number, timeNs, JobStatus::Retried, QStringLiteral("its worker was lost"));
        go(number, timeNs);
    }
}

bool RemoteLanes::isAnyBusy() const
{
    return std::ranges::any_of(m_lanes, [](const Lane& lane) { return lane.job.has_value(); });
}

void RemoteLanes::cancelAll(qint64 timeNs, const QString& why)
{
    for (int number = 1; number <= count(); ++number) {
        const auto job = jobOn(WorkerId{number});
        if (!job)
            continue;
        const bool isFirst = m_ledger.end(*job, JobStatus::Cancelled);
        endAttempt(WorkerId{number}, timeNs, isFirst ? JobStatus::Cancelled : JobStatus::Retried,
                   why);
    }
}
