#include "plan/plannedfailures.h"

#include "base/seededrandom.h"
#include "plan/runsettings.h"

PlannedFailures::PlannedFailures(const RunSettings& settings)
    : PlannedFailures(settings.jobs.failRate, quint64(settings.seed))
{
}

bool PlannedFailures::fails(JobId job, int attempt) const
{
    const quint64 ofJob =
        mixedBits(m_seed) ^ mixedBits(quint64(job.number) << 32 | quint64(attempt));
    return unitInterval(mixedBits(ofJob)) < m_rate;
}

PlannedFailures::Fate PlannedFailures::of(JobId job, int retries) const
{
    if (m_rate >= 1)
        return {retries + 1, false};
    for (int number = 1; number <= retries + 1; ++number) {
        if (!fails(job, number))
            return {number, true};
    }
    return {retries + 1, false};
}
