#include "timeline/runrecord.h"

#include <QCoreApplication>
#include <QSysInfo>
#include <QThread>

Machine Machine::thisOne()
{
    return {QThread::idealThreadCount(), QSysInfo::prettyProductName(),
            QSysInfo::kernelType() + u' ' + QSysInfo::kernelVersion(),
            QSysInfo::currentCpuArchitecture()};
}

RunOrigin RunOrigin::hereAndNow()
{
    RunOrigin origin;
    origin.program = QStringLiteral("Poolscope ") + QCoreApplication::applicationVersion();
    origin.recorded = QDateTime::currentDateTimeUtc();
    origin.machine = Machine::thisOne();
    return origin;
}
