// Where workers wait while the pool is paused.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stop_token>

// Any thread. Open at first. It carries no data, as a stop token does not.
class PauseGate
{
public:
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_open = false;
    }

    void open()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_open = true;
        }
        m_opened.notify_all();
    }

    bool isOpen() const { return m_open; }

    // Waits while it is closed, but no longer than until the stop.
    void pass(const std::stop_token& stop)
    {
        std::unique_lock lock(m_mutex);
        m_opened.wait(lock, stop, [this] { return m_open.load(); });
    }

private:
    std::atomic<bool> m_open{true};
    std::mutex m_mutex;
    std::condition_variable_any m_opened;
};
