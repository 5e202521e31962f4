// From settings to the jobs of a run: lists files or reads lines, draws durations, sorts the jobs.
#pragma once

#include "plan/plannedrun.h"

// Whether planning reads no file and takes less than a frame, so that the main thread may do it.
bool isPlannedAtOnce(const RunSettings& settings);

// The path of a pipe or a device that planning would read, or nothing. A forecast must not: what it
// reads would be missing in the run.
QString pipeReadBy(const RunSettings& settings);

// How many jobs run a command, whatever is wrong with that: as many as the input has parts, where
// there is one; 0 where it cannot be read. Any thread; throws nothing.
int countCommands(const RunSettings& settings, const std::stop_token& stop = {});

// Any thread; throws nothing. A stop ends it early, the result is then to be thrown away.
std::variant<PlannedRun, InputProblem> planRun(const RunSettings& settings,
                                               const std::stop_token& stop = {},
                                               const InputProgress& progress = {});
