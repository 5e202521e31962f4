// What a job does.
#pragma once

#include "pool/event.h"

#include <QString>

#include <memory>
#include <stop_token>

// One try at a job.
struct Attempt
{
    JobId job;
    int number = 1; // from 1; more when it has failed before
};

// How it ended.
struct AttemptResult
{
    JobStatus status = JobStatus::Finished; // or Failed, or Cancelled
    std::shared_ptr<const QString> error{}; // of Failed: what went wrong, in one line
};

class Workload
{
public:
    virtual ~Workload() = default;

    // Does the work on the calling thread and says how it ended. Returns Cancelled within 50 ms of
    // a requested stop. Called by many threads at once. What it throws counts as Failed, with the
    // exception's text.
    virtual AttemptResult perform(Attempt attempt, const std::stop_token& stop) const = 0;
};
