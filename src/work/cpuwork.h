// Work that computes, as a job does that compresses or renders.
#pragma once

#include "plan/jobdurations.h"
#include "work/workload.h"

class CpuWork : public Workload
{
public:
    // A fixed amount of work: as much as takes `share` (0 to 1) of the job's duration on one core
    // that has nothing else to do, and never less than that time. With more workers than cores each
    // job takes longer, as they take turns. May take some 20 ms, once, to find out how fast the
    // machine computes.
    explicit CpuWork(JobDurations durations, double share = 1);

    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override;
    std::optional<std::chrono::nanoseconds> leastDuration(JobId job) const override
    {
        return m_durations.of(job);
    }

private:
    const JobDurations m_durations;
    const double m_share;
    const double m_roundsPerNs;
};
