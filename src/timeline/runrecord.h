// What was run and what was recorded of it.
#pragma once

#include "timeline/timeline.h"
#include "work/plannedrun.h"

#include <QString>

#include <memory>
#include <vector>

// Where a record that is no run of ours comes from.
struct RunOrigin
{
    QString kind{};               // "a ninja log"; empty for a run of Poolscope
    std::vector<QString> lanes{}; // their names by lane; empty where workers are numbered

    bool isOurs() const { return kind.isEmpty(); }
};

struct RunRecord
{
    explicit RunRecord(PlannedRun of, RunOrigin from = {})
        : plan(std::move(of))
        , origin(std::move(from))
        , pool(plan.settings.workers)
        , sequential(plan.settings.sequential == SequentialRunWhen::Off
                         ? nullptr
                         : std::make_unique<Timeline>(1))
    {
    }

    PlannedRun plan; // stays as it is once anybody else may read it
    const RunSettings& settings = plan.settings;
    const RunOrigin origin;
    Timeline pool;
    const std::unique_ptr<Timeline> sequential; // nothing when it is off
};
