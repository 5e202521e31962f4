// From settings to the jobs of a run: reads what they are about, draws durations, puts them in
// order.
#pragma once

#include "plan/plannedrun.h"

// Whether planning takes no time worth mentioning and reads no file.
bool isPlannedAtOnce(const RunSettings& settings);

// What planning would read and thereby use up: the path of a pipe or of a device, if there is one.
// A forecast leaves that to the run.
QString pipeReadBy(const RunSettings& settings);

// Any thread; throws nothing. A stop ends it early; what it then gives is not to be used.
std::variant<PlannedRun, InputProblem> planRun(const RunSettings& settings,
                                               const std::stop_token& stop = {},
                                               const InputProgress& progress = {});
