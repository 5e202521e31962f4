#include "pool/thread.h"

#include <QAbstractEventDispatcher>
#include <QString>
#include <QThread>

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

bool startThread(QThread& thread, const QString& name)
{
    thread.setObjectName(name);
    auto* dispatcher = new NoEventLoop; // a thread that runs deletes it at its end
    thread.setEventDispatcher(dispatcher);
    thread.start();
    const bool started = thread.isRunning() || thread.isFinished();
    if (!started)
        delete dispatcher;
    return started;
}

void sleepPrecisely()
{
#ifdef Q_OS_LINUX
    prctl(PR_SET_TIMERSLACK, 1UL, 0, 0, 0);
#endif
}
