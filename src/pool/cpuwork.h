// Work that computes, as a job does that compresses or renders.
#pragma once

#include "pool/workload.h"

#include <chrono>

class CpuWork : public Workload
{
public:
    // A fixed amount of work: as much as takes `duration` on one core that has nothing else to do.
    // With more workers than cores each job takes longer, as they take turns.
    explicit CpuWork(std::chrono::nanoseconds duration);

    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override;

private:
    const qint64 m_rounds;
};
