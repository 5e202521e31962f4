// Work that waits, as a job does that waits for a disk or a network.
#pragma once

#include "plan/jobdurations.h"
#include "work/workload.h"

class SleepWork : public Workload
{
public:
    explicit SleepWork(JobDurations durations);

    // Sleeps for the job's duration; a stop ends the sleep at once. 0 returns at once.
    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override;
    std::optional<std::chrono::nanoseconds> leastDuration(JobId job) const override
    {
        return m_durations.of(job);
    }

private:
    const JobDurations m_durations;
};
