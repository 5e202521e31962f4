#include "timeline/runrecord.h"

#include <QCoreApplication>
#include <QSysInfo>
#include <QThread>

#include <algorithm>
#include <utility>

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
    return std::size_t(lane) < lanes.size() ? lanes[std::size_t(lane)].name
                                            : QString::number(lane + 1);
}

RunRecord::RunRecord(PlannedRun of, RunOrigin from) : plan(std::move(of)), origin(std::move(from))
{
    m_parts.push_back(std::make_unique<RunPart>(RunRole::Pool, settings.pool.workers));
    if (settings.baseline.when != SequentialRunWhen::Off)
        m_parts.push_back(std::make_unique<RunPart>(RunRole::Sequential, 1));
}

Timeline* RunRecord::timelineOf(RunRole role)
{
    return const_cast<Timeline*>(std::as_const(*this).timelineOf(role));
}

const Timeline* RunRecord::timelineOf(RunRole role) const
{
    const auto part = std::ranges::find(m_parts, role, &RunPart::role);
    return part != m_parts.end() ? &(*part)->timeline : nullptr;
}

const RunOutcome* RunRecord::failure() const
{
    for (const auto& part : m_parts) {
        const RunOutcome* outcome = part->timeline.outcome();
        if (outcome && outcome->state == RunState::Failed)
            return outcome;
    }
    return nullptr;
}

std::size_t RunRecord::bytes() const
{
    std::size_t bytes = sizeof(RunRecord);
    for (const auto& part : m_parts)
        bytes += part->timeline.bytes();
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
    qint64 longest = 1;
    for (const auto& part : m_parts)
        longest = std::max(longest, part->timeline.makespanNs().value_or(0));
    return longest;
}

qint64 RunRecord::elapsedNs(qint64 monotonicNowNs) const
{
    qint64 elapsed = 0;
    for (const auto& part : m_parts)
        elapsed += part->timeline.elapsedNs(monotonicNowNs);
    return elapsed;
}
