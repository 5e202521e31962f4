// One job on one worker, from start to finish.
#pragma once

#include "pool/event.h"

#include <algorithm>
#include <optional>

struct Span
{
    JobId job;
    qint64 startNs = 0;                     // from the zero of the run
    std::optional<qint64> endNs;            // nothing while the job still runs
    JobStatus status = JobStatus::Finished; // once it has ended

    // The end, or `now` while the job runs, and never before the start.
    qint64 endOr(qint64 nowNs) const { return endNs ? *endNs : std::max(startNs, nowNs); }
};
