// Work that computes for a share of its time and waits for the rest.
#pragma once

#include "work/cpuwork.h"
#include "work/sleepwork.h"

class MixedWork : public Workload
{
public:
    // `cpuShare` from 0 to 1.
    MixedWork(std::chrono::nanoseconds duration, double cpuShare);

    // First the computing, then the waiting.
    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override;

private:
    const CpuWork m_computing;
    const SleepWork m_waiting;
};
