// Work that reads a file and computes its SHA-256.
#pragma once

#include "base/filedescriptor.h"
#include "plan/jobinputs.h"
#include "work/shortage.h"
#include "work/workload.h"

class HashWork : public Workload
{
public:
    // Job i reads file i. A file that is not any more what it was when it was listed, or that
    // changes while it is read, fails its job.
    explicit HashWork(JobInputs files);

    // The report's result is the hash in 64 hexadecimal digits.
    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override;
    QString takeNote() const override { return m_shortage.takeNote(); }
    std::optional<std::chrono::nanoseconds> leastDuration(JobId job) const override;

private:
    AttemptResult hash(const FileDescriptor& file, JobId job, const std::stop_token& stop) const;

    const JobInputs m_files;
    mutable Shortage m_shortage;
};
