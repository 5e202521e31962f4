// Interfaces that assistive technology has asked for, made one by one and given up again.
#pragma once

#include <QAccessible>

#include <compare>
#include <cstddef>
#include <functional>
#include <list>
#include <map>

// What a chart is made of, for who reads it: a row, or what stands on it.
struct ChartPlace
{
    static constexpr int kWaitingStrip = -1; // as rows: what the strips show
    static constexpr int kBusyStrip = -2;
    static constexpr int kWhole = -1; // in place of an item: the row itself

    int row = 0;
    int item = kWhole;
    auto operator<=>(const ChartPlace&) const = default;
};

// The last kMost that were used live. A chart may have a million bars, and who reads it may go over
// all of them: no more than these take memory at a time. An interface is known by its place, so
// that another is made for it when it is asked for again. Main thread.
class RecentAccessibles
{
public:
    static constexpr std::size_t kMost = 1'000;

    RecentAccessibles() = default;
    ~RecentAccessibles();
    RecentAccessibles(const RecentAccessibles&) = delete;
    RecentAccessibles& operator=(const RecentAccessibles&) = delete;

    // The one that lives, or what `make` makes.
    QAccessibleInterface* at(const ChartPlace& place,
                             const std::function<QAccessibleInterface*()>& make);
    // It is in use: others are given up before it. Whatever is asked for an interface says so, so
    // that it outlives what it is asked for.
    void use(const ChartPlace& place);
    std::size_t count() const { return m_uses.size(); }

private:
    struct Use
    {
        ChartPlace place;
        QAccessible::Id id;
    };

    std::list<Use> m_uses; // the last one first
    std::map<ChartPlace, std::list<Use>::iterator> m_places;
};
