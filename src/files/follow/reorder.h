// Events that come a little out of order, put in the order of their times.
#pragma once

#include "files/follow/followedevent.h"

#include <cstddef>
#include <vector>

// Holds events back as long as an earlier one may still come, and gives them out by time; those of
// one time as they came. At first that is a second of the program's time; once that has passed, as
// much as twice the largest step back that it has made, a second at most: who writes in order is
// never held back. For one thread.
class Reorder
{
public:
    static constexpr qint64 kMostNs = 1'000'000'000;
    // More than these are never held: what comes then is given out early.
    static constexpr std::size_t kMostHeld = 1 << 18;

    void add(FollowedEvent event);

    // Whether some events no longer need to be held; those of the newest time always do.
    bool isAnyDue() const
    {
        return !m_held.empty() &&
               (m_held.front().event.timeNs < m_newestNs - windowNs() || isFull());
    }
    // Takes them, in the order of time.
    std::vector<FollowedEvent> take();
    // Takes all: the program says nothing more for now.
    std::vector<FollowedEvent> takeAll();

    // For how long it holds events now.
    qint64 windowNs() const;
    bool isHolding() const { return !m_held.empty(); }
    bool isFull() const { return m_held.size() > kMostHeld; }

    // The program begins a time of its own anew.
    void beginAnew();

private:
    struct Held
    {
        FollowedEvent event;
        quint64 place; // in which order they came
    };

    static bool isLater(const Held& a, const Held& b);
    FollowedEvent takeFirst();

    std::vector<Held> m_held; // a heap, the earliest at its top
    quint64 m_count = 0;
    bool m_hasBegun = false;
    qint64 m_firstNs = 0;
    qint64 m_newestNs = 0;
    qint64 m_stepBackNs = 0;
};
