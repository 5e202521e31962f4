#include "work/failingwork.h"

#include "pool/seededrandom.h"

#include <QCoreApplication>

FailingWork::FailingWork(std::unique_ptr<const Workload> work, double rate, quint64 seed)
    : m_work(std::move(work))
    , m_rate(rate)
    , m_seed(seed)
    , m_report(std::make_shared<const JobReport>(JobReport{
          QCoreApplication::translate("FailingWork", "failed on purpose, by the fail rate"),
          {},
          {}}))
{
}

AttemptResult FailingWork::perform(Attempt attempt, const std::stop_token& stop) const
{
    AttemptResult result = m_work->perform(attempt, stop);
    if (result.status == JobStatus::Finished && fails(attempt)) {
        result.status = JobStatus::Failed;
        result.report = m_report;
    }
    return result;
}

bool FailingWork::fails(Attempt attempt) const
{
    const quint64 ofJob =
        mixedBits(m_seed) ^ mixedBits(quint64(attempt.job.number) << 32 | quint64(attempt.number));
    return unitInterval(mixedBits(ofJob)) < m_rate;
}
