#include "pool/thread.h"

#include <QString>
#include <QThread>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

bool startThread(QThread& thread, const QString& name)
{
    thread.setObjectName(name);
    thread.start();
    return thread.isRunning() || thread.isFinished();
}

void sleepPrecisely()
{
#ifdef Q_OS_LINUX
    prctl(PR_SET_TIMERSLACK, 1UL, 0, 0, 0);
#endif
}
