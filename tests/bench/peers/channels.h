// Channels of others behind one face, to run the same work through each: made for a capacity and
// for how many values will pass; send, receive, close.
#pragma once

#include <blockingconcurrentqueue.h>
#include <tbb/concurrent_queue.h>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>

namespace peers {

// What a textbook says: one mutex, two condition variables; capacity 0 waits until it is taken.
class MutexAndConditions
{
public:
    MutexAndConditions(std::size_t capacity, int) : m_capacity(capacity) {}

    void send(int value)
    {
        std::unique_lock lock(m_mutex);
        const std::size_t room = m_capacity > 0 ? m_capacity : 1;
        m_notFull.wait(lock, [&] { return m_values.size() < room; });
        m_values.push_back(value);
        const std::size_t mine = ++m_sent;
        m_notEmpty.notify_one();
        if (m_capacity == 0)
            m_taken.wait(lock, [&] { return m_received >= mine; });
    }

    std::optional<int> receive()
    {
        std::unique_lock lock(m_mutex);
        m_notEmpty.wait(lock, [&] { return !m_values.empty() || m_closed; });
        if (m_values.empty())
            return std::nullopt;
        const int value = m_values.front();
        m_values.pop_front();
        ++m_received;
        m_notFull.notify_one();
        if (m_capacity == 0)
            m_taken.notify_all();
        return value;
    }

    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        m_notEmpty.notify_all();
    }

private:
    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable m_notFull;
    std::condition_variable m_notEmpty;
    std::condition_variable m_taken;
    std::deque<int> m_values;
    std::size_t m_sent = 0;
    std::size_t m_received = 0;
    bool m_closed = false;
};

// Cannot be closed: its end is a value that each receiver passes on to the next.
class TbbBoundedQueue
{
public:
    TbbBoundedQueue(std::size_t capacity, int) { m_queue.set_capacity(std::ptrdiff_t(capacity)); }
    void send(int value) { m_queue.push(value); }
    std::optional<int> receive()
    {
        int value = kEnd;
        m_queue.pop(value);
        if (value != kEnd)
            return value;
        m_queue.push(kEnd);
        return std::nullopt;
    }
    void close() { m_queue.push(kEnd); }

private:
    static constexpr int kEnd = 0;
    tbb::concurrent_bounded_queue<int> m_queue;
};

// Has no bound, cannot be closed, and keeps no order between producers: receivers draw a ticket for
// each of the values that there will be.
class MoodycamelQueue
{
public:
    MoodycamelQueue(std::size_t capacity, int values) : m_queue(capacity), m_tickets(values) {}
    void send(int value) { m_queue.enqueue(value); }
    std::optional<int> receive()
    {
        if (m_tickets.fetch_sub(1, std::memory_order_relaxed) <= 0)
            return std::nullopt;
        int value = 0;
        m_queue.wait_dequeue(value);
        return value;
    }
    void close() {}

private:
    moodycamel::BlockingConcurrentQueue<int> m_queue;
    std::atomic<int> m_tickets;
};

} // namespace peers
