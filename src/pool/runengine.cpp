#include "pool/runengine.h"

#include "plan/plannedrun.h"
#include "pool/sequentialrun.h"
#include "pool/workerpool.h"

#include <utility>

std::unique_ptr<RunEngine> makeEngine(const PlannedRun& run, RunRole role, const Workload& work,
                                      RunEvents& events,
                                      std::optional<Receiver<PoolCommand>> commands)
{
    switch (role) {
    case RunRole::Sequential:
        return std::make_unique<SequentialRun>(run.settings, work, events, std::move(commands));
    case RunRole::Pool:
    case RunRole::Nested: // of no run of ours
        break;
    }
    return std::make_unique<WorkerPool>(run.settings, work, events, std::move(commands));
}
