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

const LaneLabels& RunOrigin::lanesOf(RunRole role) const
{
    static const LaneLabels numbered;
    switch (role) { // without a default: the compiler names a role that is missing
    case RunRole::Pool:
        return lanes;
    case RunRole::Sequential:
        return numbered;
    case RunRole::Nested:
        return nested.lanes;
    }
    Q_UNREACHABLE();
}

QString RunOrigin::laneName(int lane, RunRole role) const
{
    const auto& labels = lanesOf(role);
    return std::size_t(lane) < labels.size() ? labels[std::size_t(lane)].name
                                             : QString::number(lane + 1);
}

RunRecord::RunRecord(PlannedRun of, RunOrigin from) : plan(std::move(of)), origin(std::move(from))
{
    m_parts.push_back(std::make_unique<RunPart>(RunRole::Pool, settings.pool.workers));
    if (settings.baseline.when != SequentialRunWhen::Off)
        m_parts.push_back(std::make_unique<RunPart>(RunRole::Sequential, 1));
    if (!origin.nested.lanes.empty())
        m_parts.push_back(
            std::make_unique<RunPart>(RunRole::Nested, int(origin.nested.lanes.size())));
}

std::shared_ptr<RunRecord> RunRecord::followed(std::shared_ptr<const ByteLines> names,
                                               RunOrigin from)
{
    RunSettings settings;
    settings.pool.workers = 1;
    settings.jobs.count = 1;
    settings.baseline.when = SequentialRunWhen::Off;
    PlannedRun plan(settings, JobDurations(settings.jobs.duration), {std::move(names), nullptr},
                    Estimate{.known = false}, {});
    auto record = std::make_shared<RunRecord>(std::move(plan), std::move(from));
    record->m_grows = true;
    record->pool().beginFollowing();
    return record;
}

std::shared_ptr<RunRecord> RunRecord::onAgents(PlannedRun of, RunOrigin from)
{
    of.settings.pool.workers = 1;
    // It counted on the workers that were set, and on the cores of this machine.
    of.estimate.known = false;
    from.lanes = LaneLabels::growing(RunSettings::kMaxLanes);
    auto record = std::make_shared<RunRecord>(std::move(of), std::move(from));
    record->m_workersCome = true;
    return record;
}

PlannedRun RunRecord::planSeen(std::vector<qint64> durations) const
{
    PlannedRun seen = plan;
    seen.settings = settingsNow();
    const bool isAnyJob = !durations.empty();
    // Where nothing came there is a job all the same, and where memory ran out names are more.
    durations.resize(std::size_t(seen.settings.jobs.count));
    seen.durations = JobDurations(std::move(durations));
    const RunOutcome* const outcome = pool().outcome();
    if (isAnyJob && outcome && outcome->state == RunState::Finished)
        seen.estimate = estimateOf(seen.settings, seen.durations);
    return seen;
}

void RunRecord::settle(PlannedRun seen, const QStringList& notes)
{
    origin.notes += notes;
    plan = std::move(seen);
    m_grows.store(false, std::memory_order_release);
}

void RunRecord::settleAgents(std::vector<HostClock> clocks)
{
    if (!m_workersCome)
        return;
    origin.clocks = std::move(clocks);
    plan.settings.pool.workers = workersAtFirst();
    m_workersCome = false;
}

// Those lanes stand before all that came later.
int RunRecord::workersAtFirst() const
{
    int count = 1;
    while (count < pool().laneCount() && pool().lane(count).presences().front().fromNs == 0)
        ++count;
    return count;
}

int RunRecord::jobs() const
{
    return m_grows.load(std::memory_order_acquire) ? std::max(1, int(plan.inputs.count()))
                                                   : settings.jobs.count;
}

RunSettings RunRecord::settingsNow() const
{
    RunSettings now = settings;
    if (m_grows.load(std::memory_order_acquire)) {
        now.jobs.count = jobs();
        now.pool.workers = pool().laneCount();
    }
    if (m_workersCome)
        now.pool.workers = workersAtFirst();
    return now;
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

const Timeline& RunRecord::timelineWith(JobId number) const
{
    const Timeline* behind = number.number > settings.jobs.count ? nested() : nullptr;
    return behind ? *behind : pool();
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
        elapsed += part->role == RunRole::Nested ? 0 : part->timeline.elapsedNs(monotonicNowNs);
    return elapsed;
}
