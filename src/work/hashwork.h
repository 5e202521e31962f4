// Work that reads a file and computes its SHA-256.
#pragma once

#include "pool/workload.h"
#include "work/jobinputs.h"

class HashWork : public Workload
{
public:
    // Job i reads file i. A file that is not any more what it was when it was listed, or that
    // changes while it is read, fails its job.
    explicit HashWork(JobInputs files);

    // The report's result is the hash in 64 hexadecimal digits.
    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override;
    std::optional<std::chrono::nanoseconds> leastDuration(JobId job) const override;

private:
    const JobInputs m_files;
};
