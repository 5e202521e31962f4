#include "work/workloads.h"

#include "work/cpuwork.h"
#include "work/failingwork.h"
#include "work/mixedwork.h"
#include "work/sleepwork.h"

namespace {

std::unique_ptr<const Workload> workOf(const RunSettings& settings)
{
    switch (settings.work) {
    case WorkKind::Cpu:
        return std::make_unique<const CpuWork>(settings.duration);
    case WorkKind::Mixed:
        return std::make_unique<const MixedWork>(settings.duration, settings.cpuShare);
    case WorkKind::Sleep:
        break;
    }
    return std::make_unique<const SleepWork>(settings.duration);
}

} // namespace

std::unique_ptr<const Workload> workloadOf(const RunSettings& settings)
{
    auto work = workOf(settings);
    if (settings.failRate == 0)
        return work;
    return std::make_unique<const FailingWork>(std::move(work), settings.failRate,
                                               quint64(settings.seed));
}
