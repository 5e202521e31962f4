#include "work/failingwork.h"

FailingWork::FailingWork(std::unique_ptr<const Workload> work, double rate, quint64 seed)
    : m_work(std::move(work))
    , m_failures(rate, seed)
    , m_report(std::make_shared<const JobReport>(
          JobReport{QStringLiteral("failed on purpose, by the fail rate"), {}, {}}))
{
}

AttemptResult FailingWork::perform(Attempt attempt, const std::stop_token& stop) const
{
    AttemptResult result = m_work->perform(attempt, stop);
    if (result.status == JobStatus::Finished && m_failures.fails(attempt.job, attempt.number)) {
        result.status = JobStatus::Failed;
        result.report = m_report;
    }
    return result;
}
