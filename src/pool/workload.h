// What a job does.
#pragma once

#include "pool/event.h"

#include <stop_token>

class Workload
{
public:
    virtual ~Workload() = default;

    // Does the work of one job on the calling thread and says how it ended. Returns Cancelled
    // within 50 ms of a requested stop. Called by many threads at once; must not throw.
    virtual JobStatus perform(JobId job, const std::stop_token& stop) const = 0;
};
