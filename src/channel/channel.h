// Go's channel: a thread-safe bounded queue whose close ends the stream once it is drained.
//
// What is always true while the mutex is free:
//   1. The buffer holds at most `capacity` values, oldest first.
//   2. A receiver waits only while the buffer is empty, no sender waits and the channel is open.
//   3. A sender waits only while the buffer is full and the channel is open.
//   4. A waiting thread is in exactly one wait list; whoever takes it out of the list decides its
//      outcome and wakes it, once, and only it.
//   5. Values leave in the order in which they came in; so each sender's values stay in order.
//
// With capacity 0 there is no buffer: each value passes straight from a waiting sender to a
// receiver, a rendezvous, and a send is done when a receiver has the value.
//
// Every function may be called from any thread. No value is ever lost: a send that is not Done
// leaves the value with its caller, and what was sent before close can still be received.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>
#include <vector>

// How an operation on a channel ended.
enum class ChannelOutcome {
    Done,       // the value was handed over
    WouldBlock, // try form: full (send) or empty (receive) just now
    TimedOut,   // timed form: the deadline passed first
    Stopped,    // form with a stop token: stop was requested first
    Closed,     // the channel is closed (send), or closed and drained (receive)
};

// What a receive gave: a value exactly when the outcome is Done.
template <typename T>
class Received
{
public:
    Received(ChannelOutcome outcome, std::optional<T> value)
        : m_outcome(outcome), m_value(std::move(value))
    {
    }

    ChannelOutcome outcome() const { return m_outcome; }
    explicit operator bool() const { return m_value.has_value(); }
    T& operator*() { return *m_value; }
    const T& operator*() const { return *m_value; }
    T* operator->() { return &*m_value; }
    const T* operator->() const { return &*m_value; }

private:
    ChannelOutcome m_outcome;
    std::optional<T> m_value;
};

namespace detail {

using Deadline = std::optional<std::chrono::steady_clock::time_point>;

// The state that all ends of one channel share.
template <typename T>
class ChannelState
{
    static_assert(std::is_nothrow_move_constructible_v<T>,
                  "a value that fails to move could be lost between two threads");

public:
    explicit ChannelState(std::size_t capacity) : m_capacity(capacity) {}

    std::size_t capacity() const { return m_capacity; }

    std::size_t size() const
    {
        std::lock_guard lock(m_mutex);
        return m_buffer.size();
    }

    ChannelOutcome trySend(T& value)
    {
        std::lock_guard lock(m_mutex);
        return sendWithoutWaiting(value);
    }

    ChannelOutcome send(T& value, const std::stop_token& stop, const Deadline& deadline)
    {
        if (stop.stop_requested())
            return ChannelOutcome::Stopped;
        std::unique_lock lock(m_mutex);
        const ChannelOutcome outcome = sendWithoutWaiting(value);
        if (outcome != ChannelOutcome::WouldBlock)
            return outcome;
        Waiter self;
        self.offered = &value;
        return wait(lock, m_senders, self, stop, deadline);
    }

    ChannelOutcome tryReceive(std::optional<T>& target)
    {
        std::lock_guard lock(m_mutex);
        return receiveWithoutWaiting(target);
    }

    ChannelOutcome receive(std::optional<T>& target, const std::stop_token& stop,
                           const Deadline& deadline)
    {
        if (stop.stop_requested())
            return ChannelOutcome::Stopped;
        std::unique_lock lock(m_mutex);
        const ChannelOutcome outcome = receiveWithoutWaiting(target);
        if (outcome != ChannelOutcome::WouldBlock)
            return outcome;
        Waiter self;
        self.target = &target;
        return wait(lock, m_receivers, self, stop, deadline);
    }

    ChannelOutcome receiveAll(std::vector<T>& values)
    {
        std::optional<T> first;
        const ChannelOutcome outcome = receive(first, {}, {});
        if (outcome != ChannelOutcome::Done)
            return outcome;
        values.push_back(std::move(*first));
        std::lock_guard lock(m_mutex);
        for (T& value : m_buffer)
            values.push_back(std::move(value));
        m_buffer.clear();
        while (m_buffer.size() < m_capacity && !m_senders.empty())
            admitFirstSender();
        return outcome;
    }

    bool close()
    {
        std::lock_guard lock(m_mutex);
        if (m_closed)
            return false;
        m_closed = true;
        while (!m_receivers.empty())
            m_receivers.takeFirst().wake(ChannelOutcome::Closed);
        while (!m_senders.empty())
            m_senders.takeFirst().wake(ChannelOutcome::Closed);
        return true;
    }

private:
    // A thread that waits: it lives on that thread's stack and is reached only under the mutex.
    struct Waiter
    {
        T* offered = nullptr;               // a sender's value
        std::optional<T>* target = nullptr; // a receiver's place for it
        std::optional<ChannelOutcome> outcome;
        std::condition_variable decided;
        Waiter* previous = nullptr;
        Waiter* next = nullptr;

        void wake(ChannelOutcome how)
        {
            outcome = how;
            decided.notify_one();
        }
    };

    // First in, first out; a waiter whose time or stop comes leaves from the middle.
    class WaitList
    {
    public:
        bool empty() const { return !m_first; }

        void append(Waiter& waiter)
        {
            waiter.previous = m_last;
            (m_last ? m_last->next : m_first) = &waiter;
            m_last = &waiter;
        }

        void remove(Waiter& waiter)
        {
            (waiter.previous ? waiter.previous->next : m_first) = waiter.next;
            (waiter.next ? waiter.next->previous : m_last) = waiter.previous;
        }

        Waiter& takeFirst()
        {
            Waiter& waiter = *m_first;
            remove(waiter);
            return waiter;
        }

    private:
        Waiter* m_first = nullptr;
        Waiter* m_last = nullptr;
    };

    ChannelOutcome sendWithoutWaiting(T& value)
    {
        if (m_closed)
            return ChannelOutcome::Closed;
        if (!m_receivers.empty()) {
            Waiter& receiver = m_receivers.takeFirst();
            receiver.target->emplace(std::move(value));
            receiver.wake(ChannelOutcome::Done);
            return ChannelOutcome::Done;
        }
        if (m_buffer.size() == m_capacity)
            return ChannelOutcome::WouldBlock;
        m_buffer.push_back(std::move(value));
        return ChannelOutcome::Done;
    }

    ChannelOutcome receiveWithoutWaiting(std::optional<T>& target)
    {
        if (!m_buffer.empty()) {
            target.emplace(std::move(m_buffer.front()));
            m_buffer.pop_front();
            if (!m_senders.empty())
                admitFirstSender();
            return ChannelOutcome::Done;
        }
        if (!m_senders.empty()) { // a rendezvous
            Waiter& sender = m_senders.takeFirst();
            target.emplace(std::move(*sender.offered));
            sender.wake(ChannelOutcome::Done);
            return ChannelOutcome::Done;
        }
        return m_closed ? ChannelOutcome::Closed : ChannelOutcome::WouldBlock;
    }

    // Moves the value of the sender that waits longest into the room that came free.
    void admitFirstSender()
    {
        Waiter& sender = m_senders.takeFirst();
        m_buffer.push_back(std::move(*sender.offered));
        sender.wake(ChannelOutcome::Done);
    }

    ChannelOutcome wait(std::unique_lock<std::mutex>& lock, WaitList& list, Waiter& self,
                        const std::stop_token& stop, const Deadline& deadline)
    {
        list.append(self);
        // The callback takes the mutex, and its constructor may run it: so not under the lock. Its
        // destructor waits for a callback that is under way: so not under the lock either.
        lock.unlock();
        {
            std::stop_callback onStop(stop, [&] {
                std::lock_guard stopping(m_mutex);
                giveUp(list, self, ChannelOutcome::Stopped);
            });
            lock.lock();
            const auto decided = [&self] {
                return self.outcome.has_value();
            };
            if (!deadline)
                self.decided.wait(lock, decided);
            else if (!self.decided.wait_until(lock, *deadline, decided))
                giveUp(list, self, ChannelOutcome::TimedOut);
            lock.unlock();
        }
        return *self.outcome;
    }

    void giveUp(WaitList& list, Waiter& waiter, ChannelOutcome why)
    {
        if (waiter.outcome)
            return;
        list.remove(waiter);
        waiter.wake(why);
    }

    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::deque<T> m_buffer;
    WaitList m_senders;
    WaitList m_receivers;
    bool m_closed = false;
};

} // namespace detail

// The write-only end. Copies send to the same channel.
template <typename T>
class Sender
{
public:
    // Hands the value over, waiting while the channel is full: Done or Closed. `value` is moved
    // from only when Done.
    ChannelOutcome send(T&& value) const { return m_state->send(value, {}, {}); }
    ChannelOutcome send(const T& value) const { return send(T(value)); }

    // As above, or Stopped. A stop that has been requested wins over room in the channel.
    ChannelOutcome send(T&& value, const std::stop_token& stop) const
    {
        return m_state->send(value, stop, {});
    }
    ChannelOutcome send(const T& value, const std::stop_token& stop) const
    {
        return send(T(value), stop);
    }

    // As above, or TimedOut when there was no room until then.
    ChannelOutcome sendUntil(T&& value, std::chrono::steady_clock::time_point deadline,
                             const std::stop_token& stop = {}) const
    {
        return m_state->send(value, stop, deadline);
    }
    ChannelOutcome sendFor(T&& value, std::chrono::nanoseconds timeout,
                           const std::stop_token& stop = {}) const
    {
        return sendUntil(std::move(value), std::chrono::steady_clock::now() + timeout, stop);
    }

    // Never waits: Done, WouldBlock or Closed.
    ChannelOutcome trySend(T&& value) const { return m_state->trySend(value); }
    ChannelOutcome trySend(const T& value) const { return trySend(T(value)); }

    // Ends the stream: senders that wait get Closed and keep their values, receivers get what is
    // left and then Closed. False when the channel was closed already.
    bool close() const { return m_state->close(); }

    std::size_t capacity() const { return m_state->capacity(); }

private:
    template <typename>
    friend class Channel;

    explicit Sender(std::shared_ptr<detail::ChannelState<T>> state) : m_state(std::move(state)) {}

    std::shared_ptr<detail::ChannelState<T>> m_state;
};

// The read-only end. Copies receive from the same channel; each value goes to one of them.
template <typename T>
class Receiver
{
public:
    // Waits while the channel is empty: Done, or Closed once it is closed and drained.
    Received<T> receive(const std::stop_token& stop = {}) const
    {
        return received([&](auto& target) { return m_state->receive(target, stop, {}); });
    }

    // As above, or TimedOut when nothing came until then. A stop that has been requested wins over
    // a value that is there.
    Received<T> receiveUntil(std::chrono::steady_clock::time_point deadline,
                             const std::stop_token& stop = {}) const
    {
        return received([&](auto& target) { return m_state->receive(target, stop, deadline); });
    }
    Received<T> receiveFor(std::chrono::nanoseconds timeout, const std::stop_token& stop = {}) const
    {
        return receiveUntil(std::chrono::steady_clock::now() + timeout, stop);
    }

    // Never waits: Done, WouldBlock or Closed.
    Received<T> tryReceive() const
    {
        return received([&](auto& target) { return m_state->tryReceive(target); });
    }

    // Waits for a value and appends it to `values` with all that are there behind it, in order:
    // Done, or Closed once the channel is closed and drained.
    ChannelOutcome receiveAll(std::vector<T>& values) const { return m_state->receiveAll(values); }

    // How many values the buffer holds just now.
    std::size_t size() const { return m_state->size(); }
    std::size_t capacity() const { return m_state->capacity(); }

    // `for (T value : receiver)` receives until the channel is closed and drained.
    class Iterator
    {
    public:
        explicit Iterator(const Receiver& receiver)
            : m_receiver(receiver), m_received(receiver.receive())
        {
        }
        T& operator*() { return *m_received; }
        Iterator& operator++()
        {
            m_received = m_receiver.receive();
            return *this;
        }
        bool operator==(std::default_sentinel_t) const { return !m_received; }

    private:
        const Receiver& m_receiver;
        Received<T> m_received;
    };
    Iterator begin() const { return Iterator(*this); }
    std::default_sentinel_t end() const { return {}; }

private:
    template <typename>
    friend class Channel;

    explicit Receiver(std::shared_ptr<detail::ChannelState<T>> state) : m_state(std::move(state)) {}

    template <typename Receive>
    static Received<T> received(Receive receive)
    {
        std::optional<T> value;
        const ChannelOutcome outcome = receive(value);
        return Received<T>(outcome, std::move(value));
    }

    std::shared_ptr<detail::ChannelState<T>> m_state;
};

// Both ends, as Go's `chan T`: converts to Sender<T> (`chan<- T`) and Receiver<T> (`<-chan T`).
// A handle: copies are the same channel, which lives as long as any of its ends.
template <typename T>
class Channel
{
public:
    // `capacity` values fit before send waits; 0 is a rendezvous.
    explicit Channel(std::size_t capacity)
        : m_state(std::make_shared<detail::ChannelState<T>>(capacity))
    {
    }

    Sender<T> sender() const { return Sender<T>(m_state); }
    Receiver<T> receiver() const { return Receiver<T>(m_state); }
    operator Sender<T>() const { return sender(); }
    operator Receiver<T>() const { return receiver(); }

private:
    std::shared_ptr<detail::ChannelState<T>> m_state;
};
