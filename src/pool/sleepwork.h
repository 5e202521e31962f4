// Work that waits, as a job does that waits for a disk or a network.
#pragma once

#include "pool/workload.h"

#include <chrono>

class SleepWork : public Workload
{
public:
    explicit SleepWork(std::chrono::nanoseconds duration);

    // Sleeps for the duration; a stop ends the sleep at once. 0 returns at once.
    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override;

private:
    const std::chrono::nanoseconds m_duration;
};
