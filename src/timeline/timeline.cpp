#include "timeline/timeline.h"

#include "base/clock.h"
#include "plan/settings/runsettings.h"

#include <algorithm>
#include <limits>

Timeline::Timeline(int workers)
    : m_lanes(std::size_t(std::max(workers, RunSettings::kMaxLanes))), m_laneCount(workers)
{
    for (int i = 0; i < workers; ++i)
        m_lanes[std::size_t(i)] = std::make_unique<Lane>();
}

void Timeline::record(const Event& event, const EventDetails& details)
{
    const OneWriter::Turn turn(m_writer);
    const qint64 timeNs = event.timeNs - m_beganAtNs.load(std::memory_order_relaxed);
    if (m_followed && event.kind != EventKind::RunBegan)
        followClock(event.timeNs);
    switch (event.kind) {
    case EventKind::RunBegan:
        m_beganAtNs.store(event.timeNs, std::memory_order_release);
        break;
    case EventKind::Queued:
        m_queued.append(timeNs);
        break;
    case EventKind::Started:
        laneOf(event.worker).start(event.job, timeNs, event.attempt);
        break;
    case EventKind::Finished:
        laneOf(event.worker).finish(timeNs, event.status, details.report, details.cpu);
        break;
    case EventKind::SendBlocked:
        m_blocked.start(event.job, timeNs);
        break;
    case EventKind::SendUnblocked:
        m_blocked.finish(timeNs, JobStatus::Finished);
        break;
    case EventKind::ResultBlocked:
        laneOf(event.worker).blockResult(timeNs);
        break;
    case EventKind::ResultUnblocked:
        laneOf(event.worker).unblockResult(timeNs);
        break;
    case EventKind::WorkerCame:
        bring(event.worker, timeNs);
        break;
    case EventKind::WorkerWent:
        laneOf(event.worker).go(timeNs);
        break;
    case EventKind::Held:
        m_held.fetch_add(1, std::memory_order_relaxed);
        break;
    case EventKind::Released:
        Q_ASSERT(heldCount() > 0); // what is held comes in pairs
        m_held.fetch_sub(1, std::memory_order_relaxed);
        break;
    case EventKind::Paused:
        m_pauses.start({}, timeNs);
        break;
    case EventKind::Resumed:
        m_pauses.finish(timeNs, JobStatus::Finished);
        break;
    case EventKind::RunEnded:
        m_makespanNs.store(timeNs, std::memory_order_release);
        break;
    }
}

// The clock goes on by itself, and never back.
void Timeline::followClock(qint64 timeNs)
{
    const qint64 aheadNs = timeNs - monotonicNs();
    if (aheadNs > m_aheadNs.load(std::memory_order_relaxed))
        m_aheadNs.store(aheadNs, std::memory_order_relaxed);
}

void Timeline::bring(WorkerId worker, qint64 timeNs)
{
    const int before = laneCount();
    const bool fromTheBeginning = timeNs == 0 && worker.number > before;
    for (int count = before; count < worker.number; ++count)
        m_lanes[std::size_t(count)] = std::make_unique<Lane>(fromTheBeginning);
    if (!fromTheBeginning)
        laneOf(worker).come(timeNs);
    // Whoever sees a lane sees a worker that has come to it.
    m_laneCount.store(std::max(before, worker.number), std::memory_order_release);
}

void Timeline::conclude(RunOutcome outcome)
{
    const OneWriter::Turn turn(m_writer);
    m_outcome = std::move(outcome);
    m_concluded.store(true, std::memory_order_release);
}

std::size_t Timeline::queuedBy(qint64 timeNs, std::size_t count, std::size_t from,
                               std::size_t expected) const
{
    return m_queued.countUpTo(timeNs, count, from, expected);
}

std::size_t Timeline::startedCount() const
{
    std::size_t count = 0;
    for (int i = 0; i < laneCount(); ++i)
        count += lane(i).startedCount();
    return count;
}

std::size_t Timeline::finishedCount() const
{
    std::size_t count = 0;
    for (int i = 0; i < laneCount(); ++i)
        count += lane(i).finishedCount();
    return count;
}

std::size_t Timeline::jobsStarted() const
{
    std::size_t count = 0;
    for (int i = 0; i < laneCount(); ++i)
        count += lane(i).jobsIn(lane(i).startedCount());
    return count;
}

StatusCounts Timeline::counts() const
{
    StatusCounts counts;
    for (int i = 0; i < laneCount(); ++i)
        counts += lane(i).countsOf(lane(i).finishedCount());
    return counts;
}

qint64 Timeline::presentNs(qint64 timeNs) const
{
    qint64 ns = 0;
    for (int i = 0; i < laneCount(); ++i)
        ns += lane(i).presentNs(timeNs);
    return ns;
}

bool Timeline::workersChanged() const
{
    for (int i = 0; i < laneCount(); ++i) {
        if (lane(i).comesOrGoes())
            return true;
    }
    return false;
}

std::optional<Timeline::Place> Timeline::find(JobId job) const
{
    return find(job, job).front();
}

std::vector<std::optional<Timeline::Place>> Timeline::find(JobId first, JobId last) const
{
    std::vector<std::optional<Place>> places(std::size_t(last.number - first.number + 1));
    for (int i = 0; i < laneCount(); ++i) {
        const Lane& of = lane(i);
        of.eachSpanOf(first, last, [&](std::size_t index) {
            auto& place = places[std::size_t(of.job(index).number - first.number)];
            // A job that was delivered again may stand on several lanes.
            if (!place || place->lane == i ||
                lane(place->lane).startNs(place->index) <= of.startNs(index))
                place = Place{i, index};
        });
    }
    return places;
}

std::vector<Timeline::Place> Timeline::attemptsAt(JobId job) const
{
    std::vector<Place> places;
    for (int i = 0; i < laneCount(); ++i)
        lane(i).eachSpanOf(job, job, [&](std::size_t index) { places.push_back({i, index}); });
    std::ranges::stable_sort(
        places, {}, [this](const Place& place) { return lane(place.lane).startNs(place.index); });
    return places;
}

std::optional<Timeline::Durations> Timeline::durations() const
{
    Durations all{lane(0).shortestNs(), lane(0).longestNs()};
    for (int i = 1; i < laneCount(); ++i) {
        all.shortestNs = std::min(all.shortestNs, lane(i).shortestNs());
        all.longestNs = std::max(all.longestNs, lane(i).longestNs());
    }
    // The two are not published together: a reader may see the one of the first span alone.
    return all.shortestNs <= all.longestNs ? std::optional(all) : std::nullopt;
}

std::optional<qint64> Timeline::beganAtNs() const
{
    const qint64 ns = m_beganAtNs.load(std::memory_order_acquire);
    return ns == kNotYet ? std::nullopt : std::optional(ns);
}

std::optional<qint64> Timeline::makespanNs() const
{
    const qint64 ns = m_makespanNs.load(std::memory_order_acquire);
    return ns == kNotYet ? std::nullopt : std::optional(ns);
}

const RunOutcome* Timeline::outcome() const
{
    return m_concluded.load(std::memory_order_acquire) ? &m_outcome : nullptr;
}

void Timeline::beginElsewhere()
{
    m_elsewhere = true;
    record(Event{});
}

qint64 Timeline::lastNs() const
{
    qint64 last = 0;
    for (int i = 0; i < laneCount(); ++i) {
        const Lane& of = lane(i);
        const std::size_t finished = of.finishedCount();
        const std::size_t started = of.startedCount();
        if (finished > 0)
            last = std::max(last, of.endNs(finished - 1));
        if (started > 0)
            last = std::max(last, of.startNs(started - 1));
    }
    return last;
}

qint64 Timeline::elapsedNs(qint64 monotonicNowNs) const
{
    if (m_elsewhere)
        return makespanNs().value_or(lastNs());
    const auto began = beganAtNs();
    if (!began)
        return 0;
    const qint64 aheadNs = m_aheadNs.load(std::memory_order_relaxed);
    // The greatest reading asks for all that there is.
    constexpr qint64 kGreatestNs = std::numeric_limits<qint64>::max();
    const qint64 nowNs = std::min(monotonicNowNs, kGreatestNs - aheadNs) + aheadNs;
    const qint64 sinceNs = std::max<qint64>(0, nowNs - *began);
    return std::min(sinceNs, makespanNs().value_or(sinceNs));
}

std::size_t Timeline::bytes() const
{
    std::size_t bytes = sizeof(Timeline) + m_queued.bytes() + m_blocked.bytes() + m_pauses.bytes();
    for (int i = 0; i < laneCount(); ++i)
        bytes += lane(i).bytes();
    return bytes;
}
