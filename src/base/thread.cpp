#include "base/thread.h"

#include "base/clock.h"
#include "base/memoryreserve.h"

#include <QAbstractEventDispatcher>
#include <QString>

#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <new>

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

RunningThread::RunningThread() : QThread((memoryreserve::require(), nullptr)) {}

bool RunningThread::begin(const QString& name)
{
    try {
        setObjectName(name);
        auto dispatcher = std::make_unique<NoEventLoop>();
        setEventDispatcher(dispatcher.get());
        start();
        if (!isRunning() && !isFinished())
            return false;
        [[maybe_unused]] const auto* owned = dispatcher.release(); // by the thread
        return true;
    } catch (const std::bad_alloc&) {
        // Without memory for the words of why there is no thread, Qt takes it for one that runs,
        // which can be neither joined nor destroyed.
        if (isRunning())
            std::terminate();
        return false;
    }
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
        std::condition_variable
            stopped; // condition_variable_any, which takes a stop token, allocates
        const std::stop_callback tell(stop, [&] {
            const std::lock_guard lock(mutex);
            stopped.notify_all();
        });
        std::unique_lock lock(mutex);
        stopped.wait_until(lock, until, [&] { return stop.stop_requested(); });
    }
    return !stop.stop_requested();
}
