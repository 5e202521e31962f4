#include "work/workloads.h"

#include "work/commandwork.h"
#include "work/cpuwork.h"
#include "work/failingwork.h"
#include "work/hashwork.h"
#include "work/mixedwork.h"
#include "work/sleepwork.h"

namespace {

std::unique_ptr<const Workload> withoutFailures(const WorkDescription& work,
                                                const JobPayloads& payloads)
{
    switch (work.kind) {
    case WorkKind::Cpu:
        return std::make_unique<const CpuWork>(payloads.durations);
    case WorkKind::Mixed:
        return std::make_unique<const MixedWork>(payloads.durations, work.cpuShare);
    case WorkKind::Hash:
        return std::make_unique<const HashWork>(payloads.inputs);
    case WorkKind::Command:
        return std::make_unique<const CommandWork>(
            std::get<CommandTemplate>(CommandTemplate::parse(work.command)), payloads.inputs,
            work.timeout);
    case WorkKind::Sleep:
        break;
    }
    return std::make_unique<const SleepWork>(payloads.durations);
}

} // namespace

std::unique_ptr<const Workload> makeWorkload(const WorkDescription& work,
                                             const JobPayloads& payloads)
{
    auto made = withoutFailures(work, payloads);
    if (work.failRate == 0)
        return made;
    return std::make_unique<const FailingWork>(std::move(made), work.failRate, quint64(work.seed));
}

std::unique_ptr<const Workload> workloadOf(const PlannedRun& run)
{
    return makeWorkload(WorkDescription::of(run.settings), {run.durations, run.inputs});
}
