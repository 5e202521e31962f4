// What a job does.
#pragma once

#include "pool/event.h"

#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

// Hears of an attempt while it goes on, on the thread that performs it.
class AttemptListener
{
public:
    // A signal has stopped what the attempt runs; or it goes on, or has ended, after that.
    virtual void onHeld(bool isHeld) const = 0;

protected:
    ~AttemptListener() = default;
};

// One try at a job.
struct Attempt
{
    JobId job;
    int number = 1;                            // from 1; more when it has failed before
    const AttemptListener* listener = nullptr; // where anybody listens
};

// How it ended.
struct AttemptResult
{
    JobStatus status = JobStatus::Finished;    // or Failed, or Cancelled
    std::shared_ptr<const JobReport> report{}; // of Failed: what went wrong; else what there is
    std::optional<CpuUse> cpu{};               // where it was measured

    // `error` in one line.
    static AttemptResult failed(const QString& error)
    {
        return {JobStatus::Failed, std::make_shared<const JobReport>(JobReport{error, {}, {}}), {}};
    }
};

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

    // How long a job takes at least, where that is known beforehand.
    virtual std::optional<std::chrono::nanoseconds> leastDuration(JobId) const
    {
        return std::nullopt;
    }
};
