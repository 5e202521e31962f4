#include "work/sleepwork.h"

#include "base/clock.h"
#include "base/thread.h"

#include <utility>

SleepWork::SleepWork(JobDurations durations) : m_durations(std::move(durations)) {}

AttemptResult SleepWork::perform(Attempt attempt, const std::stop_token& stop) const
{
    if (const auto duration = m_durations.of(attempt.job); duration.count() > 0)
        sleepUntil(monotonicNs() + duration.count(), stop);
    return {stop.stop_requested() ? JobStatus::Cancelled : JobStatus::Finished};
}
