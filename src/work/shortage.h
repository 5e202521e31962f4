// What the system has too little of for the moment.
#pragma once

#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <stop_token>

// Descriptors, processes or memory that jobs need and that there will be more of when others have
// ended: they are waited for. Any thread.
class Shortage
{
public:
    // How long to wait while no other job of the run has what it needs, and none gets it.
    explicit Shortage(std::chrono::nanoseconds patience = std::chrono::seconds(30))
        : m_patience(patience)
    {
    }

    // EMFILE and its like.
    static bool isOne(int error);

    // Makes the attempt, which gives an error number or 0, again and again while that is a
    // shortage, with growing pauses of 200 ms at most. Gives what the last one gave, or ECANCELED
    // when a stop came.
    int waitOut(const std::function<int()>& attempt, const std::stop_token& stop);

    // While it lives a job has all that it needs.
    class Use
    {
    public:
        explicit Use(Shortage& shortage) : m_shortage(shortage) { ++m_shortage.m_running; }
        ~Use()
        {
            ++m_shortage.m_ended;
            --m_shortage.m_running;
        }
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

    private:
        Shortage& m_shortage;
    };

    // What was waited for since the last time, in one line; empty where nothing was.
    QString takeNote();

private:
    const std::chrono::nanoseconds m_patience;
    // Counters, no data.
    std::atomic<qint64> m_running{0};
    std::atomic<qint64> m_ended{0};
    std::atomic<qint64> m_waits{0};
    std::atomic<qint64> m_waitedNs{0};
    std::atomic<int> m_error{0};
};
