// What a job does.
#pragma once

#include "work/attempt.h"

#include <QString>

#include <chrono>
#include <optional>
#include <stop_token>

class Workload
{
public:
    virtual ~Workload() = default;

    // Does the work on the calling thread and says how it ended. Returns Cancelled within 50 ms of
    // a requested stop. Called by many threads at once. What it throws counts as Failed, with the
    // exception's text.
    virtual AttemptResult perform(Attempt attempt, const std::stop_token& stop) const = 0;

    // What is worth knowing of the jobs since it was last asked for, in one line, if anything: for
    // the outcome of a run.
    virtual QString takeNote() const { return {}; }

    // How many bytes other processes have had read from disks for the jobs so far; see
    // readFromDiskBytes().
    virtual qint64 readElsewhereBytes() const { return 0; }

    // Jobs compute in other processes, and their results say how much: the worker's own thread
    // only waits for them.
    virtual bool computesElsewhere() const { return false; }

    // How long a job takes at least, where that is known beforehand.
    virtual std::optional<std::chrono::nanoseconds> leastDuration(JobId) const
    {
        return std::nullopt;
    }
};
