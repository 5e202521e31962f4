#include "timeline/lanesamples.h"

#include <algorithm>
#include <array>
#include <limits>

namespace {

constexpr qint64 kNever = std::numeric_limits<qint64>::max();
constexpr std::size_t kAhead = 16;   // instants whose memory is asked for beforehand
constexpr std::size_t kFewSpans = 4; // spans that are stepped over rather than searched

// How many spans a lane had when it was looked at. The ends first: an end is published after its
// start.
struct Seen
{
    explicit Seen(const Lane& lane) : finished(lane.finishedCount()), all(lane.startedCount()) {}

    std::size_t finished;
    std::size_t all;
};

// Goes along a lane from instant to instant.
class LaneWalk
{
public:
    LaneWalk(const Lane& lane, const Seen& seen, qint64 nowNs)
        : m_lane(lane), m_seen(seen), m_nowNs(nowNs), m_nextStartNs(startOf(0))
    {
    }

    LaneSample at(qint64 timeNs)
    {
        if (m_nextStartNs <= timeNs)
            advance(timeNs);
        return sample(timeNs);
    }

    // The same where the number of spans that have started will be found in the spot.
    LaneSample at(qint64 timeNs, const TimeColumn::Spot& spot)
    {
        if (m_nextStartNs <= timeNs)
            goTo(m_lane.startedIn(spot, timeNs));
        return sample(timeNs);
    }

private:
    LaneSample sample(qint64 timeNs) const
    {
        LaneSample sample{m_started, false, 0, m_beforeNs, 0};
        if (m_started > 0) {
            const qint64 endNs = std::min(m_lastEndNs, std::max(m_nowNs, m_lastStartNs));
            sample.busy = timeNs < m_lastEndNs;
            sample.busyNs = m_beforeNs + std::min(endNs, timeNs) - m_lastStartNs;
            sample.lastNs = endNs - m_lastStartNs;
        }
        return sample;
    }

    qint64 startOf(std::size_t index) const
    {
        return index < m_seen.all ? m_lane.startNs(index) : kNever;
    }

    void step()
    {
        if (m_started > 0)
            m_beforeNs += m_lastEndNs - m_lastStartNs;
        m_lastStartNs = m_nextStartNs;
        m_lastEndNs = m_started < m_seen.finished ? m_lane.endNs(m_started) : kNever;
        ++m_started;
        m_nextStartNs = startOf(m_started);
    }

    void advance(qint64 timeNs)
    {
        const std::size_t before = m_started;
        if (m_sinceLast <= kFewSpans) {
            while (m_nextStartNs <= timeNs && m_started - before < 2 * kFewSpans)
                step();
        }
        if (m_nextStartNs <= timeNs)
            goTo(m_lane.startedBy(timeNs, m_seen.all, m_started, m_sinceLast));
        m_sinceLast = m_started - before;
    }

    void goTo(std::size_t started)
    {
        m_started = started;
        m_nextStartNs = startOf(started);
        m_lastStartNs = m_lane.startNs(started - 1);
        m_lastEndNs = started <= m_seen.finished ? m_lane.endNs(started - 1) : kNever;
        m_beforeNs = m_lane.durationsNs(started - 1);
    }

    const Lane& m_lane;
    const Seen m_seen;
    const qint64 m_nowNs;
    std::size_t m_started = 0;
    std::size_t m_sinceLast = 0; // spans between the last two instants: a guess for the next
    qint64 m_nextStartNs;
    qint64 m_lastStartNs = 0; // of the last that has started
    qint64 m_lastEndNs = 0;
    qint64 m_beforeNs = 0; // durations of all before it
};

// Goes ahead of a walk.
class LaneScout
{
public:
    LaneScout(const Lane& lane, const Seen& seen) : m_lane(lane), m_seen(seen) {}

    // Where the number of spans that have started will be found; asks for what is read there.
    TimeColumn::Spot spotAt(qint64 timeNs)
    {
        const TimeColumn::Spot spot = m_lane.startedSpot(timeNs, m_seen.all, m_low, m_sinceLast);
        m_sinceLast = spot.low - m_low;
        m_low = spot.low;
        if (spot.guess > 0 && spot.guess <= m_seen.finished)
            m_lane.prefetch(spot.guess - 1);
        return spot;
    }

private:
    const Lane& m_lane;
    const Seen m_seen;
    std::size_t m_low = 0; // so many have started at least
    std::size_t m_sinceLast = 0;
};

// Whether many spans start between two instants, as a rule.
bool isDense(const Lane& lane, const Seen& seen, const std::vector<qint64>& timesNs, qint64 nowNs)
{
    if (seen.all <= 2 * kFewSpans * timesNs.size())
        return false;
    const std::size_t before = lane.startedBy(std::min(timesNs.front(), nowNs), seen.all);
    return lane.startedBy(std::min(timesNs.back(), nowNs), seen.all, before) - before >
           2 * kFewSpans * timesNs.size();
}

} // namespace

void sampleLane(const Lane& lane, const std::vector<qint64>& timesNs, qint64 nowNs,
                std::vector<LaneSample>& samples)
{
    samples.resize(timesNs.size());
    if (timesNs.empty())
        return;
    const Seen seen(lane);
    LaneWalk walk(lane, seen, nowNs);
    if (!isDense(lane, seen, timesNs, nowNs)) {
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i] = walk.at(std::min(timesNs[i], nowNs));
        return;
    }
    // Each instant waits for memory: landmarks tell for several ahead which, so that it comes for
    // all of them at once.
    LaneScout scout(lane, seen);
    std::array<TimeColumn::Spot, kAhead> spots;
    const std::size_t count = timesNs.size();
    for (std::size_t ahead = 0; ahead < count + kAhead; ++ahead) {
        TimeColumn::Spot& spot = spots[ahead % kAhead];
        if (ahead >= kAhead)
            samples[ahead - kAhead] = walk.at(std::min(timesNs[ahead - kAhead], nowNs), spot);
        if (ahead < count)
            spot = scout.spotAt(std::min(timesNs[ahead], nowNs));
    }
}
