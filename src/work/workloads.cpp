#include "work/workloads.h"

#include "work/commandwork.h"
#include "work/cpuwork.h"
#include "work/failingwork.h"
#include "work/hashwork.h"
#include "work/mixedwork.h"
#include "work/sleepwork.h"

namespace {

std::unique_ptr<const Workload> workOf(const PlannedRun& run)
{
    const RunSettings& settings = run.settings;
    switch (settings.jobs.work) {
    case WorkKind::Cpu:
        return std::make_unique<const CpuWork>(run.durations);
    case WorkKind::Mixed:
        return std::make_unique<const MixedWork>(run.durations, settings.jobs.cpuShare);
    case WorkKind::Hash:
        return std::make_unique<const HashWork>(run.inputs);
    case WorkKind::Command:
        return std::make_unique<const CommandWork>(
            std::get<CommandTemplate>(CommandTemplate::parse(settings.jobs.command)), run.inputs,
            settings.jobs.timeout);
    case WorkKind::Sleep:
        break;
    }
    return std::make_unique<const SleepWork>(run.durations);
}

} // namespace

std::unique_ptr<const Workload> workloadOf(const PlannedRun& run)
{
    auto work = workOf(run);
    if (run.settings.jobs.failRate == 0)
        return work;
    return std::make_unique<const FailingWork>(std::move(work), run.settings.jobs.failRate,
                                               quint64(run.settings.seed));
}
