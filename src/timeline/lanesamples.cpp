#include "timeline/lanesamples.h"

#include <limits>

namespace {

constexpr qint64 kNever = std::numeric_limits<qint64>::max();
constexpr std::size_t kAhead = 4; // instants whose memory is asked for beforehand
constexpr std::size_t kFew = 4;   // spans that are stepped over rather than searched

// Goes along a lane from instant to instant.
class LaneWalk
{
public:
    LaneWalk(const Lane& lane, qint64 nowNs)
        : m_lane(lane)
        , m_nowNs(nowNs)
        // The ends first: an end is published after its start.
        , m_finished(lane.finishedCount())
        , m_all(lane.startedCount())
        , m_nextStartNs(startOf(0))
    {
    }

    LaneSample at(qint64 timeNs)
    {
        if (m_nextStartNs <= timeNs)
            advance(timeNs);
        LaneSample sample{m_started, false, 0, m_beforeNs, 0};
        if (m_started > 0) {
            const qint64 endNs = std::min(m_lastEndNs, std::max(m_nowNs, m_lastStartNs));
            sample.busy = timeNs < m_lastEndNs;
            sample.busyNs = m_beforeNs + std::min(endNs, timeNs) - m_lastStartNs;
            sample.lastNs = endNs - m_lastStartNs;
        }
        return sample;
    }

private:
    qint64 startOf(std::size_t index) const
    {
        return index < m_all ? m_lane.startNs(index) : kNever;
    }

    void step()
    {
        if (m_started > 0)
            m_beforeNs += m_lastEndNs - m_lastStartNs;
        m_lastStartNs = m_nextStartNs;
        m_lastEndNs = m_started < m_finished ? m_lane.endNs(m_started) : kNever;
        ++m_started;
        m_nextStartNs = startOf(m_started);
    }

    void advance(qint64 timeNs)
    {
        const std::size_t before = m_started;
        if (m_sinceLast <= kFew) {
            while (m_nextStartNs <= timeNs && m_started - before < 2 * kFew)
                step();
        }
        if (m_nextStartNs <= timeNs) {
            m_started = m_lane.startedBy(timeNs, m_all, m_started, m_sinceLast);
            m_nextStartNs = startOf(m_started);
            m_lastStartNs = m_lane.startNs(m_started - 1);
            m_lastEndNs = m_started <= m_finished ? m_lane.endNs(m_started - 1) : kNever;
            m_beforeNs = m_lane.durationsNs(m_started - 1);
        }
        m_sinceLast = m_started - before;
        if (m_started + kAhead * m_sinceLast < m_finished)
            m_lane.prefetch(m_started + kAhead * m_sinceLast);
    }

    const Lane& m_lane;
    const qint64 m_nowNs;
    const std::size_t m_finished;
    const std::size_t m_all;
    std::size_t m_started = 0;
    std::size_t m_sinceLast = 0; // spans between the last two instants: a guess for the next
    qint64 m_nextStartNs;
    qint64 m_lastStartNs = 0; // of the last that has started
    qint64 m_lastEndNs = 0;
    qint64 m_beforeNs = 0; // durations of all before it
};

} // namespace

void sampleLane(const Lane& lane, const std::vector<qint64>& timesNs, qint64 nowNs,
                std::vector<LaneSample>& samples)
{
    samples.clear();
    samples.reserve(timesNs.size());
    LaneWalk walk(lane, nowNs);
    for (const qint64 timeNs : timesNs)
        samples.push_back(walk.at(std::min(timeNs, nowNs)));
}
