// What every thread of a run needs beside QThread.
#pragma once

#include <QThread>

#include <atomic>
#include <functional>
#include <stop_token>

class QString;

// A thread of a run. It has no event loop, and so none of the file descriptors that one needs: a
// thousand workers fit into the usual limit.
class RunningThread : public QThread
{
public:
    // Throws std::bad_alloc.
    RunningThread();

    // Starts it under a name that debuggers and top show (15 characters at most). False when the
    // system gives no more threads, or no memory for one; then it never runs. Ends the program
    // where there is no memory to say even that.
    bool begin(const QString& name);
    // Waits for its end: what the thread did happened before this returns. At once when it has not
    // begun.
    void join();

protected:
    // What the thread does. No exception may leave it: that ends the program.
    virtual void work() = 0;

private:
    void run() final;

    std::atomic<bool> m_ended{false};
};

// One that carries out a function.
class FunctionThread final : public RunningThread
{
public:
    explicit FunctionThread(std::function<void()> function) : m_function(std::move(function)) {}

protected:
    void work() override { m_function(); }

private:
    const std::function<void()> m_function;
};

// Makes the calling thread's sleeps end as close to their time as the system can (on Linux the
// timer slack, 50 µs by default, becomes 1 ns).
void sleepPrecisely();

// Sleeps until the monotonic clock shows `timeNs`; a stop ends that at once. False when stopped.
// Needs no memory.
bool sleepUntil(qint64 timeNs, const std::stop_token& stop);
