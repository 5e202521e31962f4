// The work that a run's jobs do.
#pragma once

#include "plan/plannedrun.h"
#include "work/workload.h"

#include <memory>

// May take some 20 ms, once, to find out how fast the machine computes.
std::unique_ptr<const Workload> workloadOf(const PlannedRun& run);
