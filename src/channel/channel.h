// Go's channel: a thread-safe bounded queue whose close ends the stream once it is drained.
//
// Values leave in the order in which they came in, so each sender's values stay in order. Which of
// several waiting threads goes on first is not promised.
//
// With capacity 0 there is no buffer: each value passes straight from a waiting sender to a
// receiver, a rendezvous, and a send is done when a receiver has the value.
//
// Every function may be called from any thread. No value is ever lost: a send that is not Done
// leaves the value with its caller, and what was sent before close can still be received.
#pragma once

#include "channel/bufferedchannel.h"
#include "channel/channeloutcome.h"
#include "channel/rendezvous.h"

#include <chrono>
#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <type_traits>
#include <utility>
#include <vector>

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

// What all ends of one channel share: a channel of either kind.
template <typename T>
class ChannelState
{
    static_assert(std::is_nothrow_move_constructible_v<T>,
                  "a value that fails to move could be lost between two threads");

public:
    explicit ChannelState(std::size_t capacity) : m_capacity(capacity)
    {
        if (capacity > 0)
            m_buffered.emplace(capacity);
    }

    std::size_t capacity() const { return m_capacity; }
    std::size_t size() const { return m_buffered ? m_buffered->size() : 0; }

    ChannelOutcome trySend(T& value)
    {
        return m_buffered ? m_buffered->trySend(value) : m_rendezvous.trySend(value);
    }
    ChannelOutcome send(T& value, const std::stop_token& stop, const Deadline& deadline)
    {
        return m_buffered ? m_buffered->send(value, stop, deadline)
                          : m_rendezvous.send(value, stop, deadline);
    }
    ChannelOutcome sendAll(std::span<T> values)
    {
        if (m_buffered)
            return m_buffered->sendAll(values);
        ChannelOutcome outcome = ChannelOutcome::Done;
        for (; outcome == ChannelOutcome::Done && !values.empty(); values = values.subspan(1))
            outcome = m_rendezvous.send(values.front(), {}, {});
        return outcome;
    }
    ChannelOutcome tryReceive(std::optional<T>& target)
    {
        return m_buffered ? m_buffered->tryReceive(target) : m_rendezvous.tryReceive(target);
    }
    ChannelOutcome receive(std::optional<T>& target, const std::stop_token& stop,
                           const Deadline& deadline)
    {
        return m_buffered ? m_buffered->receive(target, stop, deadline)
                          : m_rendezvous.receive(target, stop, deadline);
    }
    ChannelOutcome receiveSome(std::vector<T>& values, std::size_t most)
    {
        return m_buffered ? m_buffered->receiveSome(values, most)
                          : m_rendezvous.receiveSome(values, most);
    }
    bool close() { return m_buffered ? m_buffered->close() : m_rendezvous.close(); }

private:
    const std::size_t m_capacity;
    std::optional<BufferedChannel<T>> m_buffered; // with a capacity of 1 or more
    Rendezvous<T> m_rendezvous;                   // with capacity 0
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

    // Sends the values in their order, side by side where there is room for all, waiting while
    // there is none: Done, or Closed when it was closed before the last one; those sent are moved
    // from.
    ChannelOutcome sendAll(std::span<T> values) const { return m_state->sendAll(values); }

    // How many more values it would take without waiting: exact while nobody else sends.
    std::size_t room() const { return capacity() - m_state->size(); }

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

    // Waits for a value and appends it to `values` with those that are there behind it, in order,
    // `most` together: Done, or Closed once the channel is closed and drained.
    ChannelOutcome receiveSome(std::vector<T>& values, std::size_t most) const
    {
        return m_state->receiveSome(values, most);
    }

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
