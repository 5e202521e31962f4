// The threads that wait at one end of a channel until it is worth looking again.
#pragma once

#include "channel/waiting.h"
#include "channel/waitlist.h"

#include <algorithm>
#include <atomic>
#include <stop_token>
#include <thread>

namespace detail {

// Wakes no one needlessly: while a woken thread is on its way, nobody else is woken; what comes in
// the meantime is a batch for it, and when there is more than it takes, it wakes the next.
//
// Whoever waits does so in this order, so that nothing is missed: enter(), look again, sleep(),
// leave(), look again. Whoever makes something possible does that first and calls wakeOne() then.
// Either the waiting thread sees what was made, or the other one sees that it waits: both are
// sequentially consistent. Every function may be called from any thread.
class WaitingRoom
{
public:
    // A thread's place in a room; on its stack.
    class Place
    {
    public:
        explicit Place(WaitingRoom& room) : m_room(room) { m_room.enter(*this); }
        ~Place() { m_room.leave(*this); }

        // Returns when it has been woken, at the deadline, or on stop; at once when that was
        // before.
        void sleep(const std::stop_token& stop, const Deadline& deadline)
        {
            // The callback's constructor may run it, and its destructor waits for it.
            const std::stop_callback onStop(stop, [this] { m_room.wake(*this); });
            m_spot.park(deadline);
        }

    private:
        friend class WaitingRoom;
        friend class WaitList<Place>;

        WaitingRoom& m_room;
        ParkingSpot m_spot;
        bool counted = false; // this and what follows: under the room's lock
        bool listed = false;
        Place* previous = nullptr;
        Place* next = nullptr;
    };

    // A thread that is awake and looks again and again: it is on its way.
    class Looking
    {
    public:
        explicit Looking(WaitingRoom& room)
            : m_room(room), m_isOneTooMany(m_room.m_onTheirWay.fetch_add(1) >= usefulLookers())
        {
        }
        ~Looking() { m_room.m_onTheirWay.fetch_sub(1); }

        // How often to look before going to sleep: not at all where enough others do.
        int times() const { return m_isOneTooMany ? 0 : kLooks; }

    private:
        // More than two a core take the cores from those who have something to do.
        static int usefulLookers()
        {
            static const int kUseful = 2 * int(std::max(1U, std::thread::hardware_concurrency()));
            return kUseful;
        }

        WaitingRoom& m_room;
        const bool m_isOneTooMany;
    };

    enum class Wakes { TheFirst, TheLast };
    explicit WaitingRoom(Wakes wakes) : m_wakes(wakes) {}

    bool isEmpty() const { return m_waiting.load(std::memory_order_seq_cst) == 0; }

    // Wakes one thread, unless one is on its way.
    void wakeOne()
    {
        if (isEmpty() || m_onTheirWay.load(std::memory_order_seq_cst) > 0)
            return;
        m_lock.lock();
        Place* const place = m_wakes == Wakes::TheLast ? m_places.last() : m_places.first();
        if (!place || m_onTheirWay.load(std::memory_order_relaxed) > 0) {
            m_lock.unlock();
            return;
        }
        remove(*place);
        place->counted = true;
        m_onTheirWay.fetch_add(1, std::memory_order_seq_cst);
        m_lock.unlock();
        place->m_spot.wake();
    }

    void wakeAll()
    {
        for (;;) {
            m_lock.lock();
            Place* const place = m_places.first();
            if (place)
                remove(*place);
            m_lock.unlock();
            if (!place)
                return;
            place->m_spot.wake();
        }
    }

private:
    void enter(Place& place)
    {
        m_lock.lock();
        m_places.append(place);
        m_waiting.fetch_add(1, std::memory_order_seq_cst);
        m_lock.unlock();
    }

    void leave(Place& place)
    {
        m_lock.lock();
        const bool woken = !place.listed;
        if (!woken)
            remove(place);
        m_lock.unlock();
        if (!woken)
            return;
        place.m_spot.park(); // whoever took it out of the list wakes it, or has done so
        if (place.counted)
            m_onTheirWay.fetch_sub(1, std::memory_order_seq_cst);
    }

    void wake(Place& place)
    {
        m_lock.lock();
        const bool listed = place.listed;
        if (listed)
            remove(place);
        m_lock.unlock();
        if (listed)
            place.m_spot.wake();
    }

    void remove(Place& place)
    {
        m_places.remove(place);
        m_waiting.fetch_sub(1, std::memory_order_seq_cst);
    }

    const Wakes m_wakes;
    ShortLock m_lock;
    WaitList<Place> m_places;
    std::atomic<int> m_waiting{0};
    std::atomic<int> m_onTheirWay{0}; // woken by wakeOne(), and not yet back
};

} // namespace detail
