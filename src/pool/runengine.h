// What carries out the jobs of a run, in whatever way.
#pragma once

#include "channel/channel.h"
#include "pool/hostclock.h"
#include "pool/poolcommand.h"
#include "pool/runevents.h"
#include "pool/runoutcome.h"
#include "pool/runrole.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

class Workload;
struct PlannedRun;

class RunEngine
{
public:
    virtual ~RunEngine() = default;

    // Runs all jobs and returns when nothing of the run goes on any more. What happens is signalled
    // as events, from RunBegan to RunEnded; somebody must drain them meanwhile. A stop
    // ends the jobs in hand and leaves the rest. What keeps the run from being carried out is said
    // in the outcome: no exception of the jobs leaves it. Called once, from any thread.
    virtual RunOutcome run(std::stop_token stop) = 0;

    // By which clocks its lanes were told; none for those that were told by that of the run. After
    // run().
    virtual std::vector<HostClock> clocks() const { return {}; }
};

// The engine for one part of a run in this process: the pool, or the jobs one after another. It
// signals to `events` what happens and executes the commands that come. `events` and `work` outlive
// it: what the jobs do is the same for all parts. May throw std::bad_alloc.
std::unique_ptr<RunEngine> makeEngine(const PlannedRun& run, RunRole role, const Workload& work,
                                      RunEvents& events,
                                      std::optional<Receiver<PoolCommand>> commands);
