// Everything that is known of a run before it begins.
#pragma once

#include "plan/estimate.h"
#include "plan/jobinputs.h"
#include "plan/settings/runsettings.h"

#include <variant>

struct PlannedRun
{
    // For equal jobs without inputs.
    PlannedRun(const RunSettings& of) // NOLINT: settings are a plan where jobs are equal
        : settings(of), durations(of.jobs.duration), estimate(estimateOf(of, durations))
    {
    }
    PlannedRun(RunSettings of, JobDurations each, JobInputs inputsOf, Estimate expected,
               QString noteOf)
        : settings(std::move(of))
        , durations(std::move(each))
        , inputs(std::move(inputsOf))
        , estimate(expected)
        , note(std::move(noteOf))
    {
    }

    RunSettings settings; // with as many jobs as there are inputs
    JobDurations durations;
    JobInputs inputs{};
    Estimate estimate;
    QString note{}; // for the person who runs it, such as folders that could not be read
};
