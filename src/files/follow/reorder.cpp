#include "files/follow/reorder.h"

#include <algorithm>
#include <utility>

bool Reorder::isLater(const Held& a, const Held& b)
{
    return a.event.timeNs != b.event.timeNs ? a.event.timeNs > b.event.timeNs : a.place > b.place;
}

void Reorder::add(FollowedEvent event)
{
    if (!m_hasBegun) {
        m_hasBegun = true;
        m_firstNs = m_newestNs = event.timeNs;
    }
    m_stepBackNs = std::max(m_stepBackNs, m_newestNs - event.timeNs);
    m_newestNs = std::max(m_newestNs, event.timeNs);
    m_held.push_back({std::move(event), m_count++});
    std::ranges::push_heap(m_held, &Reorder::isLater);
}

qint64 Reorder::windowNs() const
{
    if (m_newestNs - m_firstNs < kMostNs)
        return kMostNs;
    return std::min(kMostNs, 2 * std::min(kMostNs, m_stepBackNs));
}

FollowedEvent Reorder::takeFirst()
{
    std::ranges::pop_heap(m_held, &Reorder::isLater);
    FollowedEvent event = std::move(m_held.back().event);
    m_held.pop_back();
    return event;
}

std::vector<FollowedEvent> Reorder::take()
{
    std::vector<FollowedEvent> events;
    while (isAnyDue())
        events.push_back(takeFirst());
    return events;
}

std::vector<FollowedEvent> Reorder::takeAll()
{
    std::vector<FollowedEvent> events;
    while (!m_held.empty())
        events.push_back(takeFirst());
    return events;
}

void Reorder::beginAnew()
{
    m_hasBegun = false;
    m_stepBackNs = 0;
}
