// A channel without room: each value passes straight from a sender to a receiver.
#pragma once

#include "channel/channeloutcome.h"
#include "channel/waiting.h"
#include "channel/waitlist.h"

#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace detail {

// What is always true while the lock is free:
//   1. Senders and receivers never wait at the same time.
//   2. Whoever takes a waiting thread out of its list decides its outcome and wakes it, once.
//   3. Nobody waits in a closed channel.
//
// The sender that waits longest goes first, so none starves. The receiver that came last does: it
// may still be awake.
template <typename T>
class Rendezvous
{
public:
    ChannelOutcome trySend(T& value)
    {
        std::unique_lock lock(m_lock);
        return sendWithoutWaiting(value, lock);
    }

    ChannelOutcome send(T& value, const std::stop_token& stop, const Deadline& deadline)
    {
        if (stop.stop_requested())
            return ChannelOutcome::Stopped;
        std::unique_lock lock(m_lock);
        const ChannelOutcome outcome = sendWithoutWaiting(value, lock);
        if (outcome != ChannelOutcome::WouldBlock)
            return outcome;
        Waiter self;
        self.offered = &value;
        return wait(lock, m_senders, self, stop, deadline);
    }

    ChannelOutcome tryReceive(std::optional<T>& target)
    {
        std::unique_lock lock(m_lock);
        return receiveWithoutWaiting(target, lock);
    }

    ChannelOutcome receive(std::optional<T>& target, const std::stop_token& stop,
                           const Deadline& deadline)
    {
        if (stop.stop_requested())
            return ChannelOutcome::Stopped;
        std::unique_lock lock(m_lock);
        const ChannelOutcome outcome = receiveWithoutWaiting(target, lock);
        if (outcome != ChannelOutcome::WouldBlock)
            return outcome;
        Waiter self;
        self.target = &target;
        return wait(lock, m_receivers, self, stop, deadline);
    }

    ChannelOutcome receiveSome(std::vector<T>& values, std::size_t most)
    {
        std::optional<T> value;
        ChannelOutcome outcome = receive(value, {}, {});
        if (outcome != ChannelOutcome::Done)
            return outcome;
        do {
            values.push_back(std::move(*value));
            value.reset();
        } while (--most > 0 && tryReceive(value) == ChannelOutcome::Done);
        return outcome;
    }

    bool close()
    {
        std::unique_lock lock(m_lock);
        if (std::exchange(m_closed, true))
            return false;
        for (WaitList<Waiter>* list : {&m_senders, &m_receivers}) {
            while (Waiter* const waiter = list->first()) {
                decide(*list, *waiter, ChannelOutcome::Closed);
                waiter->spot.wake();
            }
        }
        return true;
    }

private:
    struct Waiter
    {
        T* offered = nullptr;               // a sender's value
        std::optional<T>* target = nullptr; // a receiver's place for it
        ChannelOutcome outcome = ChannelOutcome::WouldBlock;
        ParkingSpot spot;
        bool listed = false;
        Waiter* previous = nullptr;
        Waiter* next = nullptr;
    };
    using Lock = std::unique_lock<ShortLock>;

    static void decide(WaitList<Waiter>& list, Waiter& waiter, ChannelOutcome outcome)
    {
        list.remove(waiter);
        waiter.outcome = outcome;
    }

    // Both let go of the lock before they wake the other side.
    ChannelOutcome sendWithoutWaiting(T& value, Lock& lock)
    {
        if (m_closed)
            return ChannelOutcome::Closed;
        Waiter* const receiver = m_receivers.last();
        if (!receiver)
            return ChannelOutcome::WouldBlock;
        receiver->target->emplace(std::move(value));
        decide(m_receivers, *receiver, ChannelOutcome::Done);
        lock.unlock();
        receiver->spot.wake();
        return ChannelOutcome::Done;
    }

    ChannelOutcome receiveWithoutWaiting(std::optional<T>& target, Lock& lock)
    {
        Waiter* const sender = m_senders.first();
        if (!sender)
            return m_closed ? ChannelOutcome::Closed : ChannelOutcome::WouldBlock;
        target.emplace(std::move(*sender->offered));
        decide(m_senders, *sender, ChannelOutcome::Done);
        lock.unlock();
        sender->spot.wake();
        return ChannelOutcome::Done;
    }

    ChannelOutcome wait(Lock& lock, WaitList<Waiter>& list, Waiter& self,
                        const std::stop_token& stop, const Deadline& deadline)
    {
        list.append(self);
        lock.unlock();
        if (self.spot.look())
            return self.outcome;
        bool inTime;
        {
            // The callback's constructor may run it, and its destructor waits for it: so not under
            // the lock.
            const std::stop_callback onStop(stop, [&] {
                Lock stopping(m_lock);
                if (!self.listed)
                    return;
                decide(list, self, ChannelOutcome::Stopped);
                stopping.unlock();
                self.spot.wake();
            });
            inTime = self.spot.park(deadline);
        }
        if (inTime)
            return self.outcome;
        lock.lock();
        if (self.listed) {
            list.remove(self);
            return ChannelOutcome::TimedOut;
        }
        lock.unlock();
        self.spot.park(); // somebody has decided, and is about to wake it
        return self.outcome;
    }

    ShortLock m_lock;
    WaitList<Waiter> m_senders;
    WaitList<Waiter> m_receivers;
    bool m_closed = false;
};

} // namespace detail
