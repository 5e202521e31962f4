// Work of which a part fails on purpose, to see what failures do to a run.
#pragma once

#include "plan/plannedfailures.h"
#include "work/workload.h"

class FailingWork : public Workload
{
public:
    // Does what `work` does. Then the attempt fails with a probability of `rate` (0 to 1).
    FailingWork(std::unique_ptr<const Workload> work, double rate, quint64 seed);

    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override;
    QString takeNote() const override { return m_work->takeNote(); }
    qint64 readElsewhereBytes() const override { return m_work->readElsewhereBytes(); }
    bool computesElsewhere() const override { return m_work->computesElsewhere(); }
    std::optional<std::chrono::nanoseconds> leastDuration(JobId job) const override
    {
        return m_work->leastDuration(job);
    }

private:
    const std::unique_ptr<const Workload> m_work;
    const PlannedFailures m_failures;
    const std::shared_ptr<const JobReport> m_report;
};
