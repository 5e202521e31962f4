#include "pool/thread.h"

#include "pool/clock.h"

#include <QAbstractEventDispatcher>
#include <QString>

#include <condition_variable>
#include <mutex>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace {

// What a thread gets that never runs an event loop.
class NoEventLoop : public QAbstractEventDispatcher
{
public:
    bool processEvents(QEventLoop::ProcessEventsFlags) override { return false; }
    void registerSocketNotifier(QSocketNotifier*) override {}
    void unregisterSocketNotifier(QSocketNotifier*) override {}
    void registerTimer(int, qint64, Qt::TimerType, QObject*) override {}
    bool unregisterTimer(int) override { return false; }
    bool unregisterTimers(QObject*) override { return false; }
    QList<TimerInfo> registeredTimers(QObject*) const override { return {}; }
    int remainingTime(int) override { return -1; }
    void wakeUp() override {}
    void interrupt() override {}
};

} // namespace

bool RunningThread::begin(const QString& name)
{
    setObjectName(name);
    auto* dispatcher = new NoEventLoop; // a thread that runs deletes it at its end
    setEventDispatcher(dispatcher);
    start();
    const bool started = isRunning() || isFinished();
    if (!started)
        delete dispatcher;
    return started;
}

void RunningThread::join()
{
    wait();
    // Says in the language's own terms what wait() promises, for tools that cannot look into Qt.
    m_ended.load(std::memory_order_acquire);
}

void RunningThread::run()
{
    work();
    m_ended.store(true, std::memory_order_release);
}

void sleepPrecisely()
{
#ifdef Q_OS_LINUX
    prctl(PR_SET_TIMERSLACK, 1UL, 0, 0, 0);
#endif
}

bool sleepUntil(qint64 timeNs, const std::stop_token& stop)
{
    if (timeNs > monotonicNs()) {
        const std::chrono::steady_clock::time_point until{std::chrono::nanoseconds(timeNs)};
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock(mutex);
        stopped.wait_until(lock, stop, until, [] { return false; });
    }
    return !stop.stop_requested();
}
