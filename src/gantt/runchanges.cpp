#include "gantt/runchanges.h"

#include "timeline/timeline.h"

#include <algorithm>
#include <utility>

RunChanges::RunChanges(const Timeline& timeline)
    : m_timeline(timeline), m_finished(std::size_t(timeline.laneCount()), 0)
{
}

qint64 RunChanges::changedFrom(qint64 nowNs)
{
    const qint64 beforeNs = std::exchange(m_nowNs, nowNs);
    qint64 fromNs = beforeNs;
    for (int i = 0; i < m_timeline.laneCount(); ++i) {
        const Lane& lane = m_timeline.lane(i);
        const std::size_t finished = lane.finishedCount();
        const std::size_t before = std::exchange(m_finished[std::size_t(i)], finished);
        if (before < lane.startedCount())
            fromNs = std::min(fromNs, lane.startNs(before));
        else if (nowNs > beforeNs) // idle since then, perhaps for good: drawn as a whole
            fromNs = std::min(fromNs, before > 0 ? lane.endNs(before - 1) : 0);
    }
    const std::size_t queued = m_timeline.queuedCount();
    if (m_queued < queued)
        fromNs = std::min(fromNs, m_timeline.queuedNs(m_queued));
    m_queued = queued;
    return fromNs;
}
