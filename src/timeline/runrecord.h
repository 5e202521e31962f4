// What was run and what was recorded of it.
#pragma once

#include "pool/runsettings.h"
#include "timeline/timeline.h"

#include <memory>

struct RunRecord
{
    explicit RunRecord(const RunSettings& of)
        : settings(of)
        , pool(of.workers)
        , sequential(of.sequential == SequentialRunWhen::Off ? nullptr
                                                             : std::make_unique<Timeline>(1))
    {
    }

    const RunSettings settings;
    Timeline pool;
    const std::unique_ptr<Timeline> sequential; // nothing when it is off
};
