#include "plan/plannedfailures.h"

#include "base/seededrandom.h"
#include "plan/schedulingrules.h"
#include "plan/settings/runsettings.h"

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
    int attempt = 1;
    while (fails(job, attempt)) {
        if (!isTriedAgain(attempt, retries))
            return {attempt, false};
        ++attempt;
    }
    return {attempt, true};
}
