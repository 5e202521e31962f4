#include "work/mixedwork.h"

#include "base/clock.h"
#include "base/thread.h"

MixedWork::MixedWork(const JobDurations& durations, double cpuShare)
    : m_computing(durations, cpuShare), m_durations(durations), m_waitingShare(1 - cpuShare)
{
}

AttemptResult MixedWork::perform(Attempt attempt, const std::stop_token& stop) const
{
    AttemptResult result = m_computing.perform(attempt, stop);
    if (result.status != JobStatus::Finished)
        return result;
    const double waitNs = double(m_durations.of(attempt.job).count()) * m_waitingShare;
    if (waitNs >= 1 && !sleepUntil(monotonicNs() + qint64(waitNs), stop))
        result.status = JobStatus::Cancelled;
    return result;
}
