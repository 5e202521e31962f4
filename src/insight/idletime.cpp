#include "insight/idletime.h"

#include "timeline/runrecord.h"

#include <algorithm>
#include <limits>

namespace {

constexpr qint64 kNever = std::numeric_limits<qint64>::max();

} // namespace

void TimeIntervals::add(qint64 fromNs, qint64 toNs)
{
    Q_ASSERT(m_intervals.empty() || fromNs >= m_intervals.back().toNs);
    if (toNs <= fromNs)
        return;
    if (m_intervals.empty()) {
        m_intervals.push_back({fromNs, toNs, 0});
        return;
    }
    Interval& last = m_intervals.back();
    if (last.toNs == fromNs)
        last.toNs = toNs;
    else
        m_intervals.push_back({fromNs, toNs, last.beforeNs + last.toNs - last.fromNs});
}

std::size_t TimeIntervals::begunBy(qint64 ns, Near& near) const
{
    std::size_t low = 0;                   // all before low begin by then
    std::size_t high = m_intervals.size(); // none from high on does
    if (near > 0 && near <= high && m_intervals[near - 1].fromNs <= ns) {
        low = near;
        // Gallop: double the step until one is met that begins later.
        for (std::size_t step = 1; low + step - 1 < high; step *= 2) {
            if (m_intervals[low + step - 1].fromNs > ns) {
                high = low + step - 1;
                break;
            }
            low += step;
        }
    }
    const auto begin = m_intervals.begin();
    near = std::size_t(
        std::upper_bound(begin + std::ptrdiff_t(low), begin + std::ptrdiff_t(high), ns,
                         [](qint64 at, const Interval& interval) { return at < interval.fromNs; }) -
        begin);
    return near;
}

qint64 TimeIntervals::coveredUntil(qint64 ns, Near& near) const
{
    const std::size_t begun = begunBy(ns, near);
    if (begun == 0)
        return 0;
    const Interval& last = m_intervals[begun - 1];
    return last.beforeNs + std::min(ns, last.toNs) - last.fromNs;
}

qint64 TimeIntervals::within(qint64 fromNs, qint64 toNs, Near& near) const
{
    if (toNs <= fromNs)
        return 0;
    const qint64 before = coveredUntil(fromNs, near);
    return coveredUntil(toNs, near) - before;
}

bool TimeIntervals::contains(qint64 ns, Near& near) const
{
    const std::size_t begun = begunBy(ns, near);
    return begun > 0 && ns < m_intervals[begun - 1].toNs;
}

qint64 TimeIntervals::nextChangeNs(qint64 ns, Near& near) const
{
    const std::size_t begun = begunBy(ns, near);
    if (begun > 0 && ns < m_intervals[begun - 1].toNs)
        return m_intervals[begun - 1].toNs;
    return begun < m_intervals.size() ? m_intervals[begun].fromNs : kNever;
}

IdleTimes::IdleTimes(const RunRecord& record, const std::vector<qint64>& takesNs, qint64 lastEndNs,
                     qint64 makespanNs, const std::stop_token& stop)
    : m_allAtOnce(record.settings.arrival.kind == ArrivalKind::All), m_lastEndNs(lastEndNs)
{
    const Timeline& pool = record.pool();
    const std::size_t queued = pool.queuedCount();
    m_isTimed = queued > 0 || takesNs.empty();
    m_firstQueuedNs = queued > 0 ? pool.queuedNs(0) : kNever;
    m_nothingLeftNs = takesNs.empty() ? makespanNs : takesNs.back();
    if (queued > 0 && takesNs.size() >= queued)
        m_nothingLeftNs =
            std::min(m_nothingLeftNs, std::max(takesNs[queued - 1], pool.queuedNs(queued - 1)));
    const std::size_t pauses = pool.pauses().startedCount();
    for (std::size_t i = 0; i < pauses; ++i) {
        const Span pause = pool.pauses().span(i);
        m_pauses.add(pause.startNs, pause.endOr(makespanNs));
    }
    if (m_isTimed)
        findWaiting(record, takesNs, stop);
}

// Goes through the times at which a job was queued, one was taken for the first time, or a pause
// began or ended.
void IdleTimes::findWaiting(const RunRecord& record, const std::vector<qint64>& takesNs,
                            const std::stop_token& stop)
{
    const Timeline& pool = record.pool();
    const std::size_t jobs = pool.queuedCount();
    std::size_t queued = 0;
    std::size_t taken = 0;
    TimeIntervals::Near near = 0;
    while (queued < jobs && !stop.stop_requested()) {
        // The channel is empty until the next job comes.
        qint64 fromNs = pool.queuedNs(queued);
        while (queued < jobs && pool.queuedNs(queued) <= fromNs)
            ++queued;
        while (taken < takesNs.size() && takesNs[taken] <= fromNs)
            ++taken;
        if (taken >= queued)
            continue;
        // It is empty again with the take that leaves as many taken as had been queued by then.
        qint64 toNs = m_nothingLeftNs;
        while (taken < takesNs.size()) {
            const qint64 takeNs = takesNs[taken];
            while (taken < takesNs.size() && takesNs[taken] <= takeNs)
                ++taken;
            while (queued < jobs && pool.queuedNs(queued) <= takeNs)
                ++queued;
            if (taken >= queued) {
                toNs = takeNs;
                break;
            }
        }
        if (taken < queued)
            queued = jobs; // what is left is never taken
        toNs = std::min(toNs, m_nothingLeftNs);
        // A pause is no waiting.
        while (fromNs < toNs) {
            const bool paused = m_pauses.contains(fromNs, near);
            const qint64 untilNs = std::min(toNs, m_pauses.nextChangeNs(fromNs, near));
            if (!paused)
                m_waiting.add(fromNs, untilNs);
            fromNs = untilNs;
        }
    }
}

void IdleTimes::addTo(LostTime& lost, qint64 fromNs, qint64 toNs, bool hasTaken, Near& near) const
{
    const auto add = [&lost](LostPart part, qint64 ns) {
        lost.partsNs[std::size_t(part)] += ns;
    };
    // The time up to `ns` that is not paused, from the last such call's on.
    qint64 doneNs = fromNs;
    const auto unpausedTo = [&](qint64 ns) {
        const qint64 untilNs = std::clamp(ns, doneNs, toNs);
        const qint64 pausedNs = m_pauses.within(doneNs, untilNs, near.pauses);
        const qint64 unpausedNs = untilNs - doneNs - pausedNs;
        add(LostPart::Paused, pausedNs);
        doneNs = untilNs;
        return unpausedNs;
    };
    if (!hasTaken && m_isTimed && m_allAtOnce)
        add(LostPart::StartUp, unpausedTo(std::min(m_firstQueuedNs, m_nothingLeftNs)));
    const qint64 beginNs = doneNs;
    const qint64 beforeEndNs = unpausedTo(m_nothingLeftNs);
    if (m_isTimed) {
        const qint64 waitingNs = m_waiting.within(beginNs, doneNs, near.waiting);
        add(hasTaken ? LostPart::HandOff : LostPart::StartUp, waitingNs);
        add(LostPart::NoJob, beforeEndNs - waitingNs);
    } else {
        add(LostPart::Idle, beforeEndNs);
    }
    add(LostPart::TailRest, unpausedTo(m_lastEndNs));
    add(LostPart::AfterLast, unpausedTo(toNs));
}

IdleTimes::Instant IdleTimes::at(qint64 ns, bool hasTaken, Near& near) const
{
    qint64 untilNs =
        std::min(m_pauses.nextChangeNs(ns, near.pauses), m_waiting.nextChangeNs(ns, near.waiting));
    for (const qint64 changeNs : {m_firstQueuedNs, m_nothingLeftNs, m_lastEndNs}) {
        if (changeNs > ns)
            untilNs = std::min(untilNs, changeNs);
    }
    const auto part = [&] {
        if (m_pauses.contains(ns, near.pauses))
            return LostPart::Paused;
        if (ns >= m_nothingLeftNs)
            return ns < m_lastEndNs ? LostPart::TailRest : LostPart::AfterLast;
        if (!m_isTimed)
            return LostPart::Idle;
        if (m_waiting.contains(ns, near.waiting))
            return hasTaken ? LostPart::HandOff : LostPart::StartUp;
        return !hasTaken && isBeforeFirst(ns) ? LostPart::StartUp : LostPart::NoJob;
    };
    return {part(), untilNs};
}
