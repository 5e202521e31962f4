#include "timeline/runrecord.h"

#include <QCoreApplication>
#include <QSysInfo>
#include <QThread>

#include <algorithm>

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

QString RunOrigin::laneName(int lane) const
{
    return std::size_t(lane) < lanes.size() ? lanes[std::size_t(lane)] : QString::number(lane + 1);
}

std::size_t RunRecord::bytes() const
{
    std::size_t bytes = sizeof(RunRecord) + pool.bytes() + (sequential ? sequential->bytes() : 0);
    if (const auto* each = plan.durations.each())
        bytes += each->size() * sizeof(qint64);
    if (plan.inputs.lines)
        bytes += plan.inputs.lines->bytes();
    if (plan.inputs.states)
        bytes += plan.inputs.states->size() * sizeof(FileState);
    return bytes;
}

qint64 RunRecord::longestNs() const
{
    return std::max({qint64(1), pool.makespanNs().value_or(0),
                     sequential ? sequential->makespanNs().value_or(0) : 0});
}

qint64 RunRecord::elapsedNs(qint64 monotonicNowNs) const
{
    return pool.elapsedNs(monotonicNowNs) +
           (sequential ? sequential->elapsedNs(monotonicNowNs) : 0);
}
