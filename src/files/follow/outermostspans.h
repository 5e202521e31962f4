// Which spans of a thread are jobs, as they come in the order of their ends.
#pragma once

#include "files/follow/followedevent.h"

#include <QStringList>

#include <deque>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

// What lies within another span of its worker is a part of that and no job: a span is held back for
// as long as kHoldNs, or until its writer is silent, as the one that holds it ends after it. One
// that comes later than that holds jobs which are shown: it is none itself, so that each moment
// counts once. No more than kMostHeld are held. How spans stand to others is said by
// FollowedEvent::nesting, as of imported ones; where all are beside each other, nothing is held.
// For one thread.
class OutermostSpans
{
public:
    static constexpr qint64 kHoldNs = 1'000'000'000;
    static constexpr std::size_t kMostHeld = 1 << 16;

    // Takes events in the order of time, and gives those that are to be shown.
    std::vector<FollowedEvent> take(std::vector<FollowedEvent> events);
    // Gives all that it holds.
    std::vector<FollowedEvent> takeAll();
    bool isHolding() const { return m_living > 0; }

    QStringList notes() const;

private:
    static constexpr qint64 kLongAgo = std::numeric_limits<qint64>::min();

    struct Held
    {
        FollowedEvent event;
        bool isOver = false; // shown, or left out
    };
    struct Stretch
    {
        qint64 fromNs = kLongAgo;
        qint64 toNs = kLongAgo;
    };
    struct Thread
    {
        std::multimap<qint64, quint64> held{}; // by their starts, their numbers
        Stretch holder{};                      // the last one that may hold others
        Stretch shown{};                       // of the jobs the one that started last
        qint64 startedNs = kLongAgo;           // the pair that is open
    };

    void takeOne(FollowedEvent event, std::vector<FollowedEvent>& shown);
    void takeSpan(FollowedEvent event);
    void leaveOutWithin(Thread& thread, const FollowedEvent& span);
    void show(quint64 number, std::vector<FollowedEvent>& shown);
    void showAllOf(Thread& thread, std::vector<FollowedEvent>& shown);
    void showFirst(std::vector<FollowedEvent>& shown);
    void showUntil(qint64 timeNs, std::vector<FollowedEvent>& shown);
    Held& at(quint64 number) { return m_held[std::size_t(number - m_first)]; }

    std::unordered_map<std::string, Thread> m_threads; // by worker
    std::deque<Held> m_held;                           // in the order of their ends
    quint64 m_first = 0;                               // number of the first of these
    std::size_t m_living = 0;                          // of these, those that are not over
    bool m_mayNest = false;                            // some may hold others
    qint64 m_newestNs = kLongAgo;
    qint64 m_nested = 0;
    qint64 m_late = 0;
};
