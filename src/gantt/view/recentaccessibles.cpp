#include "gantt/view/recentaccessibles.h"

RecentAccessibles::~RecentAccessibles()
{
    for (const Use& use : m_uses)
        QAccessible::deleteAccessibleInterface(use.id);
}

QAccessibleInterface* RecentAccessibles::at(const ChartPlace& place,
                                            const std::function<QAccessibleInterface*()>& make)
{
    use(place);
    if (m_places.contains(place))
        return QAccessible::accessibleInterface(m_uses.front().id);
    if (m_uses.size() == kMost) {
        QAccessible::deleteAccessibleInterface(m_uses.back().id);
        m_places.erase(m_uses.back().place);
        m_uses.pop_back();
    }
    QAccessibleInterface* made = make();
    m_uses.push_front({place, QAccessible::registerAccessibleInterface(made)});
    m_places[place] = m_uses.begin();
    return made;
}

void RecentAccessibles::use(const ChartPlace& place)
{
    if (const auto found = m_places.find(place); found != m_places.end())
        m_uses.splice(m_uses.begin(), m_uses, found->second);
}
