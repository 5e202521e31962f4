// What was run and what was recorded of it.
#pragma once

#include "timeline/timeline.h"
#include "work/plannedrun.h"

#include <memory>

struct RunRecord
{
    explicit RunRecord(PlannedRun of)
        : plan(std::move(of))
        , pool(plan.settings.workers)
        , sequential(plan.settings.sequential == SequentialRunWhen::Off
                         ? nullptr
                         : std::make_unique<Timeline>(1))
    {
    }

    const PlannedRun plan;
    const RunSettings& settings = plan.settings;
    Timeline pool;
    const std::unique_ptr<Timeline> sequential; // nothing when it is off
};
