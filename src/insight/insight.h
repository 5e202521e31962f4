// All that there is to say of a run: made together, as each part needs those before it.
#pragma once

#include "insight/findings.h"
#include "insight/losttime.h"
#include "insight/queueing.h"
#include "insight/sizing.h"

#include <memory>
#include <optional>
#include <stop_token>

// Immutable once made.
struct Insight
{
    JobModel model;
    std::optional<JobId> longestJob; // of the model
    std::optional<LostTime> lost;    // nothing where the run is not over, or no time passed
    SizingCurve curve;
    Findings findings;
    // Where jobs came over time:
    std::optional<Traffic> traffic;
    std::optional<LittlesLaw> law;
    std::optional<qint64> meanWaitNs;
};

// Of a record that is over; `others` are runs of which those with the same jobs count as measured.
// Any thread; costs some passes over all spans and a simulation for each number of workers.
// Nothing after a stop. Throws std::bad_alloc.
std::shared_ptr<const Insight>
insightOf(const RunRecord& record, const std::vector<std::shared_ptr<const RunRecord>>& others,
          const std::stop_token& stop = {});
