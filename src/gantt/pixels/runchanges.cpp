#include "gantt/pixels/runchanges.h"

#include "timeline/timeline.h"

#include <algorithm>
#include <utility>

namespace {

// The start of the first span that had not ended, if there is one; updates the count.
qint64 changedIn(const Lane& lane, std::size_t& finished, qint64 otherwiseNs)
{
    const std::size_t before = std::exchange(finished, lane.finishedCount());
    return before < lane.startedCount() ? lane.startNs(before) : otherwiseNs;
}

} // namespace

RunChanges::RunChanges(const Timeline& timeline) : m_timeline(timeline) {}

qint64 RunChanges::changedFrom(qint64 nowNs)
{
    const qint64 beforeNs = std::exchange(m_nowNs, nowNs);
    qint64 fromNs = beforeNs;
    const int lanes = m_timeline.laneCount();
    m_finished.resize(std::size_t(lanes), 0);
    for (int i = 0; i < lanes; ++i) {
        const Lane& lane = m_timeline.lane(i);
        const std::size_t before = m_finished[std::size_t(i)];
        // The box of an idle worker is repainted as a whole: from the end of its last span.
        const qint64 idleNs = before > 0 ? lane.endNs(before - 1) : 0;
        fromNs = std::min(fromNs, changedIn(lane, m_finished[std::size_t(i)],
                                            nowNs > beforeNs ? idleNs : fromNs));
    }
    fromNs = std::min(fromNs, changedIn(m_timeline.pauses(), m_pausesFinished, fromNs));
    fromNs = std::min(fromNs, changedIn(m_timeline.blocked(), m_blockedFinished, fromNs));
    const std::size_t queued = m_timeline.queuedCount();
    if (m_queued < queued)
        fromNs = std::min(fromNs, m_timeline.queuedNs(m_queued));
    m_queued = queued;
    return fromNs;
}
