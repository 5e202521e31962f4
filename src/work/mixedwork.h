// Work that computes for a share of its time and waits for the rest.
#pragma once

#include "work/cpuwork.h"

class MixedWork : public Workload
{
public:
    // `cpuShare` from 0 to 1.
    MixedWork(const JobDurations& durations, double cpuShare);

    // First the computing, then the waiting.
    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override;
    std::optional<std::chrono::nanoseconds> leastDuration(JobId job) const override
    {
        return m_durations.of(job);
    }

private:
    const CpuWork m_computing;
    const JobDurations m_durations;
    const double m_waitingShare;
};
