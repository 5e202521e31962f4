// The work that the settings ask for.
#pragma once

#include "pool/runsettings.h"
#include "pool/workload.h"

#include <memory>

// May take some 20 ms, once, to find out how fast the machine computes.
std::unique_ptr<const Workload> workloadOf(const RunSettings& settings);
