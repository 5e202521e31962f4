// Many senders, one receiver: a channel whose senders never meet.
//
// Each input is a ring of cells with one writer; the receiver drains them all, in batches. The
// values of one input leave in the order in which they came in, and what was published because of
// something else is never received before that: see drain(). Nothing is ever lost: a full input
// waits.
#pragma once

#include "channel/doorbell.h"
#include "channel/pages.h"
#include "channel/waiting.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <type_traits>
#include <vector>

template <typename T>
class FanIn
{
    static_assert(std::is_trivially_copyable_v<T>);

public:
    // Where one thread writes; another one may go on when all that the first did happened before.
    class Input
    {
    public:
        // Takes the value in; the receiver may see it from the next publish() on, or before that
        // when the ring is full: it waits for room then.
        void put(const T& value)
        {
            if (m_put - m_knownTaken == m_size && isFull())
                waitForRoom();
            m_cells[m_put & (m_size - 1)] = value;
            ++m_put;
        }

        // The receiver sees all that was put; wakes it where it sleeps.
        void publish()
        {
            if (m_published.load(std::memory_order_relaxed) == m_put)
                return;
            m_published.store(m_put, std::memory_order_seq_cst);
            m_bell.ring(m_put - m_knownTaken >= m_size / 2 && isHalfFull());
        }

    private:
        friend class FanIn;

        Input(std::size_t size, detail::Doorbell& bell) : m_size(size), m_bell(bell), m_cells(size)
        {
            m_cells[0] = T(); // so that the first value finds its page
        }

        // The writer's, and what it knows of the receiver is brought up to date.
        bool isFull() { return waiting() == m_size; }
        bool isHalfFull() { return waiting() >= m_size / 2; }
        std::uint64_t waiting()
        {
            m_knownTaken = m_taken.load(std::memory_order_seq_cst);
            return m_put - m_knownTaken;
        }

        void waitForRoom()
        {
            publish();
            for (int round = 0; round < detail::kLooks; ++round) {
                std::this_thread::yield();
                if (!isFull())
                    return;
            }
            while (isFull()) {
                m_waits.store(1, std::memory_order_seq_cst);
                if (isFull())
                    detail::sleepWhile(m_waits, 1);
            }
            m_waits.store(0, std::memory_order_relaxed);
        }

        // The receiver's: whether half of the ring or more waits for it.
        bool isUrgent() const
        {
            return published() - m_taken.load(std::memory_order_relaxed) >= m_size / 2;
        }
        std::uint64_t published() const { return m_published.load(std::memory_order_seq_cst); }

        template <typename Take>
        std::size_t takeUpTo(std::uint64_t end, Take& take)
        {
            const std::uint64_t begin = m_taken.load(std::memory_order_relaxed);
            if (begin == end)
                return 0;
            for (std::uint64_t at = begin; at != end; ++at)
                take(m_cells[at & (m_size - 1)]);
            m_taken.store(end, std::memory_order_seq_cst);
            if (m_waits.load(std::memory_order_seq_cst) == 1 &&
                m_waits.exchange(0, std::memory_order_seq_cst) == 1)
                detail::wakeOne(m_waits);
            return std::size_t(end - begin);
        }

        const std::size_t m_size; // a power of two
        detail::Doorbell& m_bell;
        const detail::ZeroedMemory<T> m_cells; // touched when they are used
        // The writer's:
        alignas(64) std::uint64_t m_put = 0;
        std::uint64_t m_knownTaken = 0;
        std::atomic<std::uint64_t> m_published{0};
        // The receiver's:
        alignas(64) std::atomic<std::uint64_t> m_taken{0};
        detail::FutexWord m_waits{0}; // 1: the writer sleeps until something is taken
    };

    // There can be so many inputs.
    explicit FanIn(std::size_t inputs) : m_inputs(inputs), m_seen(inputs)
    {
        m_owned.reserve(inputs);
    }

    // Any thread, one at a time. The input; made, with room for `size` values (a power of two),
    // unless there is one. May throw std::bad_alloc.
    Input& input(std::size_t index, std::size_t size)
    {
        if (Input* const made = m_inputs[index].load(std::memory_order_relaxed))
            return *made;
        Input* const made = m_owned.emplace_back(new Input(size, m_bell)).get();
        m_inputs[index].store(made, std::memory_order_release);
        if (index >= m_made.load(std::memory_order_relaxed))
            m_made.store(index + 1, std::memory_order_release);
        return *made;
    }

    // Any thread, when all writers have published their last.
    void close() { m_bell.close(); }

    // --- The receiver, one thread.

    // Asked before drain(): what was published before the close is received then.
    bool isClosed() const { return m_bell.isClosed(); }

    // Calls take(value) for all that has been published, and gives how many there were. Looks at
    // the inputs from the last to the first and receives from the first to the last: what somebody
    // published because of what he knew that an input before his had published comes after that.
    template <typename Take>
    std::size_t drain(Take take)
    {
        const std::size_t made = m_made.load(std::memory_order_acquire);
        for (std::size_t i = made; i-- > 0;) {
            if (const Input* const input = at(i))
                m_seen[i] = input->published();
        }
        std::size_t taken = 0;
        for (std::size_t i = 0; i < made; ++i) {
            if (Input* const input = at(i))
                taken += input->takeUpTo(m_seen[i], take);
        }
        return taken;
    }

    // Lets more come, for so long: until an input is half full, or all are closed.
    void nap(std::chrono::nanoseconds most)
    {
        m_bell.napUnless([this] { return isAny(&Input::isUrgent); },
                         std::chrono::steady_clock::now() + most);
    }

    // Sleeps until something is published, or all are closed; may return for no reason.
    void waitForMore()
    {
        m_bell.sleepUnless([this] {
            return isAny([](const Input& input) {
                return input.published() != input.m_taken.load(std::memory_order_relaxed);
            });
        });
    }

private:
    Input* at(std::size_t index) const { return m_inputs[index].load(std::memory_order_acquire); }

    template <typename Is>
    bool isAny(Is is) const
    {
        const std::size_t made = m_made.load(std::memory_order_seq_cst);
        for (std::size_t i = 0; i < made; ++i) {
            const Input* const input = at(i);
            if (input && std::invoke(is, *input))
                return true;
        }
        return false;
    }

    std::vector<std::unique_ptr<Input>> m_owned; // under it
    std::vector<std::atomic<Input*>> m_inputs;   // never changed once they are there
    std::atomic<std::size_t> m_made{0};          // all that are there are before it
    std::vector<std::uint64_t> m_seen;           // the receiver's
    detail::Doorbell m_bell;
};
