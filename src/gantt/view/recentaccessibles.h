// Interfaces that assistive technology has asked for, made one by one and given up again.
#pragma once

#include <QAccessible>

#include <cstddef>
#include <functional>
#include <list>
#include <map>

// The last kMost that were used live. A chart may have a million bars, and a log as many lines, and
// who reads them may go over all of them: no more than these take memory at a time. An interface is
// known by its place, so that another is made for it when it is asked for again. Main thread.
template <typename Place>
class RecentAccessibles
{
public:
    static constexpr std::size_t kMost = 1'000;

    RecentAccessibles() = default;
    ~RecentAccessibles()
    {
        for (const Use& use : m_uses)
            QAccessible::deleteAccessibleInterface(use.id);
    }
    RecentAccessibles(const RecentAccessibles&) = delete;
    RecentAccessibles& operator=(const RecentAccessibles&) = delete;

    // The one that lives, or what `make` makes.
    QAccessibleInterface* at(const Place& place, const std::function<QAccessibleInterface*()>& make)
    {
        use(place);
        if (m_places.contains(place))
            return QAccessible::accessibleInterface(m_uses.front().id);
        if (m_uses.size() == kMost)
            giveUp(m_uses.back().place);
        QAccessibleInterface* made = make();
        m_uses.push_front({place, QAccessible::registerAccessibleInterface(made)});
        m_places[place] = m_uses.begin();
        return made;
    }
    // It is in use: others are given up before it. Whatever is asked for an interface says so, so
    // that it outlives what it is asked for.
    void use(const Place& place)
    {
        if (const auto found = m_places.find(place); found != m_places.end())
            m_uses.splice(m_uses.begin(), m_uses, found->second);
    }
    // The one that lives there, where there is one, must not be asked any more.
    void giveUp(Place place)
    {
        const auto found = m_places.find(place);
        if (found == m_places.end())
            return;
        QAccessible::deleteAccessibleInterface(found->second->id);
        m_uses.erase(found->second);
        m_places.erase(found);
    }
    std::size_t count() const { return m_uses.size(); }

private:
    struct Use
    {
        Place place;
        QAccessible::Id id;
    };

    std::list<Use> m_uses; // the last one first
    std::map<Place, typename std::list<Use>::iterator> m_places;
};
