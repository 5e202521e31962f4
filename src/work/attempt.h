// One try at a job, and how it ended.
#pragma once

#include "base/cpuuse.h"
#include "base/ids.h"
#include "work/jobreport.h"

#include <QString>

#include <memory>
#include <optional>

// How an attempt at a job ended.
enum class JobStatus : quint8 {
    Finished,  // ran to its end
    Failed,    // its work reported an error or threw, and it is not tried again
    Cancelled, // Stop ended it before its end
    Retried,   // failed, and the same worker tries it again at once
};

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
    WorkerId worker{1};                        // that performs it
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
