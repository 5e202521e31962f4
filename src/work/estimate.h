// What can be said of a run before it begins.
#pragma once

#include "pool/runsettings.h"

#include <chrono>

// A lower bound of the makespan of `jobs` equal jobs that no schedule can beat:
// ⌈jobs ÷ workers⌉ × duration, and no more than 292 years. (One worker must do at least that many;
// the bound for equal jobs of Dell'Amico and Martello, "Optimal Scheduling of Tasks on Identical
// Parallel Processors", 1995.)
std::chrono::nanoseconds idealMakespan(int jobs, int workers, std::chrono::nanoseconds duration);

struct Estimate
{
    std::chrono::nanoseconds ideal{0};      // of the pool
    std::chrono::nanoseconds sequential{0}; // all jobs one after another; 292 years at most
    double mostSpeedUp = 1;                 // sequential ÷ ideal
};

// On a machine of so many cores: computing takes no less than all of it shared among them. (A core
// that is two hardware threads counts as two.)
Estimate estimateOf(const RunSettings& settings, int cores);
// On this machine.
Estimate estimateOf(const RunSettings& settings);

// How long the runs that the settings ask for take together, at least.
std::chrono::nanoseconds totalTime(const RunSettings& settings);
