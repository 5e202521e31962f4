// The work that a run's jobs do.
#pragma once

#include "plan/jobpayload.h"
#include "plan/plannedrun.h"
#include "work/workdescription.h"
#include "work/workload.h"

#include <memory>

// The work that is described, for jobs that are given these. Its command can be parsed. May take
// some 20 ms, once, to find out how fast the machine computes.
std::unique_ptr<const Workload> makeWorkload(const WorkDescription& work,
                                             const JobPayloads& payloads);

// That of a run that was planned here.
std::unique_ptr<const Workload> workloadOf(const PlannedRun& run);
