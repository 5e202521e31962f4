#include "insight/losttime.h"

#include "insight/countedattempts.h"
#include "insight/idletime.h"
#include "insight/simulator.h"
#include "timeline/runrecord.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace {

qint64& partOf(LostTime& lost, LostPart part)
{
    return lost.partsNs[std::size_t(part)];
}

// When the last span ended.
qint64 lastEndNs(const Timeline& pool, qint64 makespanNs)
{
    qint64 last = 0;
    for (int i = 0; i < pool.laneCount(); ++i) {
        const Lane& lane = pool.lane(i);
        const std::size_t count = lane.startedCount();
        if (count > 0)
            last = std::max(last, lane.span(count - 1).endOr(makespanNs));
    }
    return last;
}

// How long the pool ran; nothing where it has not ended, or no time passed.
std::optional<qint64> timeOf(const RunRecord& record)
{
    const Timeline& pool = record.pool();
    const qint64 ns = pool.makespanNs().value_or(pool.lastNs());
    return pool.outcome() && ns > 0 ? std::optional(ns) : std::nullopt;
}

// What each piece of the lanes' time belongs to; see walk().
struct Ground
{
    Ground(const RunRecord& record, qint64 makespan, const std::stop_token& stop)
        : pool(record.pool())
        , makespanNs(makespan)
        , attempts(pool, stop)
        , idle(record, attempts.takesNs(), lastEndNs(pool, makespan), makespan, stop)
    {
    }

    // Adds a job's span, or what of it fell into a lane's presence.
    void addJob(LostTime& lost, int lane, std::size_t index, const Span& span, qint64 ns) const
    {
        if (!attempts.counts(span, lane)) {
            partOf(lost, LostPart::Failed) += ns;
            return;
        }
        const auto cpu = pool.lane(lane).cpuOf(index);
        if (!cpu) {
            partOf(lost, LostPart::Running) += ns;
            return;
        }
        // By two clocks, so that together they may be more than it took.
        const qint64 onCoreNs = std::clamp<qint64>(cpu->ns, 0, ns);
        const qint64 restNs = ns - onCoreNs;
        const qint64 readyNs =
            cpu->isReadyKnown() ? std::clamp<qint64>(cpu->readyNs, 0, restNs) : 0;
        partOf(lost, LostPart::OnCore) += onCoreNs;
        partOf(lost, LostPart::Ready) += readyNs;
        partOf(lost, LostPart::Waiting) += restNs - readyNs;
    }

    const Timeline& pool;
    const qint64 makespanNs;
    const CountedAttempts attempts;
    const IdleTimes idle;
};

// Goes through the time in which a worker was there, piece by piece in time order: none is empty,
// and none is left out. `Visitor` has job(index, span, fromNs, toNs), blocked(fromNs, toNs) and
// idle(fromNs, toNs, hasTaken).
template <typename Visitor>
class LaneWalk
{
public:
    LaneWalk(const Lane& lane, qint64 makespanNs, Visitor& visitor)
        : m_lane(lane)
        , m_count(lane.startedCount())
        , m_makespanNs(makespanNs)
        , m_blocks(lane.resultBlocks())
        , m_visitor(visitor)
    {
    }

    // Whether all of it was done: a stop ends it early.
    bool walk(const std::stop_token& stop)
    {
        for (const Lane::Presence& presence : m_lane.presences()) {
            const qint64 toNs = std::min(presence.toNs.value_or(m_makespanNs), m_makespanNs);
            if (presence.fromNs < toNs && !walk(presence.fromNs, toNs, stop))
                return false;
        }
        return true;
    }

private:
    bool walk(qint64 fromNs, qint64 toNs, const std::stop_token& stop)
    {
        constexpr std::size_t kLookEvery = 4096;
        bool hasTaken = false;
        qint64 doneNs = fromNs;
        for (; m_at < m_count; ++m_at) {
            if (m_at % kLookEvery == 0 && stop.stop_requested())
                return false;
            const Span span = m_lane.span(m_at);
            if (span.startNs >= toNs)
                break;
            if (span.startNs > doneNs)
                walkGap(doneNs, span.startNs, hasTaken);
            hasTaken = hasTaken || span.startNs >= fromNs;
            const qint64 beginNs = std::max(span.startNs, doneNs);
            const qint64 endNs = span.endOr(m_makespanNs);
            const qint64 untilNs = std::min(endNs, toNs);
            if (untilNs > beginNs)
                m_visitor.job(m_at, span, beginNs, untilNs);
            doneNs = std::max(beginNs, untilNs);
            if (endNs > toNs)
                break; // it goes on after the worker has gone
        }
        if (doneNs < toNs)
            walkGap(doneNs, toNs, hasTaken);
        return true;
    }

    // Between spans, or at an end: a result may wait there.
    void walkGap(qint64 fromNs, qint64 toNs, bool hasTaken)
    {
        qint64 doneNs = fromNs;
        for (; m_block < m_blocks; ++m_block) {
            const Lane::ResultBlock block = m_lane.resultBlock(m_block);
            if (block.fromNs >= toNs)
                break;
            const qint64 endNs = std::max(block.fromNs, block.toNs.value_or(m_makespanNs));
            const qint64 beginNs = std::max(block.fromNs, doneNs);
            const qint64 untilNs = std::min(endNs, toNs);
            if (untilNs > beginNs) {
                if (beginNs > doneNs)
                    m_visitor.idle(doneNs, beginNs, hasTaken);
                m_visitor.blocked(beginNs, untilNs);
                doneNs = untilNs;
            }
            if (endNs > toNs)
                break;
        }
        if (doneNs < toNs)
            m_visitor.idle(doneNs, toNs, hasTaken);
    }

    const Lane& m_lane;
    const std::size_t m_count;
    const qint64 m_makespanNs;
    const std::size_t m_blocks;
    Visitor& m_visitor;
    std::size_t m_at = 0;    // the next span
    std::size_t m_block = 0; // the next result that waits
};

// Adds up one lane.
struct Sums
{
    void job(std::size_t index, const Span& span, qint64 fromNs, qint64 toNs)
    {
        ground.addJob(lost, lane, index, span, toNs - fromNs);
    }
    void blocked(qint64 fromNs, qint64 toNs)
    {
        partOf(lost, LostPart::ResultsBlocked) += toNs - fromNs;
    }
    void idle(qint64 fromNs, qint64 toNs, bool hasTaken)
    {
        ground.idle.addTo(lost, fromNs, toNs, hasTaken, near);
    }

    const Ground& ground;
    LostTime& lost;
    const int lane;
    IdleTimes::Near near{};
};

// The worker time that longest first would save; 0 where the simulation cannot tell.
qint64 savedByOrderNs(const RunRecord& record, const JobModel& model, const std::stop_token& stop)
{
    const Timeline& pool = record.pool();
    const RunOutcome* outcome = pool.outcome();
    const bool cannotTell =
        pool.workersChanged() || pool.pauses().startedCount() > 0 ||
        outcome->state != RunState::Finished || model.size() < 2 ||
        std::ranges::find(model.caveats, ModelCaveat::SomeNotRun) != model.caveats.end();
    if (cannotTell)
        return 0;
    WhatIf change{.workers = pool.laneCount()};
    const qint64 asItWasNs = simulate(model, change, Spans::LeftOut, stop).makespanNs;
    change.order = SubmitOrder::Longest;
    const qint64 longestFirstNs = simulate(model, change, Spans::LeftOut, stop).makespanNs;
    return std::max<qint64>(0, asItWasNs - longestFirstNs) * change.workers;
}

// Collects the stretches of some parts, the longest ones of them.
class StretchCollector
{
public:
    StretchCollector(const Ground& ground, const std::vector<LostPart>& parts, std::size_t most)
        : m_ground(ground), m_most(most)
    {
        for (const LostPart part : parts)
            m_wanted[std::size_t(part)] = true;
        // One stretch is both: how much of it another order saves is known of them all alone.
        m_wanted[std::size_t(LostPart::TailRest)] |= isWanted(LostPart::TailOrder);
    }

    void beginLane(int lane)
    {
        m_lane = lane;
        m_near = {};
    }
    void job(std::size_t index, const Span& span, qint64 fromNs, qint64 toNs)
    {
        LostTime parts;
        m_ground.addJob(parts, m_lane, index, span, toNs - fromNs);
        for (std::size_t i = 0; i < kLostParts; ++i) {
            if (m_wanted[i] && parts.partsNs[i] > 0) {
                endStretch();
                add({m_lane, fromNs, toNs});
                return;
            }
        }
    }
    void blocked(qint64 fromNs, qint64 toNs)
    {
        if (isWanted(LostPart::ResultsBlocked))
            goOn(fromNs, toNs);
    }
    void idle(qint64 fromNs, qint64 toNs, bool hasTaken)
    {
        while (fromNs < toNs) {
            const IdleTimes::Instant instant = m_ground.idle.at(fromNs, hasTaken, m_near);
            const qint64 untilNs = std::min(toNs, instant.untilNs);
            if (isWanted(instant.part))
                goOn(fromNs, untilNs);
            fromNs = untilNs;
        }
    }
    void endLane() { endStretch(); }

    std::vector<LaneStretch> take()
    {
        std::ranges::sort(m_stretches, {}, [](const LaneStretch& stretch) {
            return std::pair(stretch.lane, stretch.fromNs);
        });
        return std::move(m_stretches);
    }

private:
    bool isWanted(LostPart part) const { return m_wanted[std::size_t(part)]; }
    // Idle time that touches is one stretch, whatever it belongs to.
    void goOn(qint64 fromNs, qint64 toNs)
    {
        if (m_idleToNs != fromNs || m_idleToNs == m_idleFromNs) {
            endStretch();
            m_idleFromNs = fromNs;
        }
        m_idleToNs = toNs;
    }
    void endStretch()
    {
        if (m_idleToNs > m_idleFromNs)
            add({m_lane, m_idleFromNs, m_idleToNs});
        m_idleFromNs = m_idleToNs = 0;
    }
    // Keeps the longest ones: a heap with the shortest of them on top.
    void add(const LaneStretch& stretch)
    {
        const auto isLonger = [](const LaneStretch& a, const LaneStretch& b) {
            const qint64 aNs = a.toNs - a.fromNs;
            const qint64 bNs = b.toNs - b.fromNs;
            return aNs != bNs ? aNs > bNs
                              : std::pair(a.lane, a.fromNs) < std::pair(b.lane, b.fromNs);
        };
        if (m_stretches.size() == m_most) {
            if (m_most == 0 || !isLonger(stretch, m_stretches.front()))
                return;
            std::ranges::pop_heap(m_stretches, isLonger);
            m_stretches.pop_back();
        }
        m_stretches.push_back(stretch);
        std::ranges::push_heap(m_stretches, isLonger);
    }

    const Ground& m_ground;
    const std::size_t m_most;
    std::array<bool, kLostParts> m_wanted{};
    int m_lane = 0;
    IdleTimes::Near m_near{};
    qint64 m_idleFromNs = 0; // of the stretch that may go on; empty where none does
    qint64 m_idleToNs = 0;
    std::vector<LaneStretch> m_stretches;
};

} // namespace

std::optional<LostTime> lostTimeOf(const RunRecord& record, const JobModel& model,
                                   const std::stop_token& stop)
{
    const auto makespanNs = timeOf(record);
    if (!makespanNs)
        return std::nullopt;
    const Ground ground(record, *makespanNs, stop);
    LostTime lost;
    lost.workers = ground.pool.laneCount();
    lost.makespanNs = *makespanNs;
    lost.totalNs = ground.pool.presentNs(*makespanNs);
    for (int i = 0; i < lost.workers; ++i) {
        Sums sums{ground, lost, i};
        if (!LaneWalk(ground.pool.lane(i), *makespanNs, sums).walk(stop))
            return std::nullopt;
    }
    if (lost.of(LostPart::TailRest) > 0) {
        const qint64 byOrderNs =
            std::min(lost.of(LostPart::TailRest), savedByOrderNs(record, model, stop));
        partOf(lost, LostPart::TailOrder) = byOrderNs;
        partOf(lost, LostPart::TailRest) -= byOrderNs;
    }
    if (stop.stop_requested())
        return std::nullopt;
    Q_ASSERT(std::accumulate(lost.partsNs.begin(), lost.partsNs.end(), qint64(0)) == lost.totalNs);
    return lost;
}

std::vector<LaneStretch> stretchesOf(const RunRecord& record, const std::vector<LostPart>& parts,
                                     std::size_t most, const std::stop_token& stop)
{
    const auto makespanNs = timeOf(record);
    if (!makespanNs)
        return {};
    const Ground ground(record, *makespanNs, stop);
    StretchCollector collector(ground, parts, most);
    for (int i = 0; i < ground.pool.laneCount(); ++i) {
        collector.beginLane(i);
        if (!LaneWalk(ground.pool.lane(i), *makespanNs, collector).walk(stop))
            return {};
        collector.endLane();
    }
    return collector.take();
}
