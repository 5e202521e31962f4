#include "pool/jobrunner.h"

#include "base/clock.h"
#include "plan/schedulingrules.h"
#include "pool/pooltr.h"

#include <exception>
#include <new>
#include <utility>

namespace {

// One for all workers.
const std::shared_ptr<const JobReport>& noMemoryReport()
{
    static const auto report = std::make_shared<const JobReport>(
        JobReport{QStringLiteral("there is no memory for it"), {}, {}});
    return report;
}

// Signals when something of a job is held.
class HoldSignals final : public AttemptListener
{
public:
    HoldSignals(const EventWriter& events, WorkerId worker, JobId job)
        : m_events(events), m_worker(worker), m_job(job)
    {
    }

    void onHeld(bool isHeld) const override
    {
        m_events.send(Event{
            monotonicNs(), m_job, m_worker, isHeld ? EventKind::Held : EventKind::Released, {}});
    }

private:
    const EventWriter& m_events;
    const WorkerId m_worker;
    const JobId m_job;
};

} // namespace

JobTally& JobTally::operator+=(const JobTally& other)
{
    taken += other.taken;
    finished += other.finished;
    failed += other.failed;
    cancelled += other.cancelled;
    return *this;
}

JobRunner::JobRunner(WorkerId worker, const Workload& work, int retries, EventWriter events,
                     std::stop_token stop)
    : m_worker(worker)
    , m_work(work)
    , m_retries(retries)
    , m_events(std::move(events))
    , m_stop(std::move(stop))
    , m_noMemory(noMemoryReport())
    , m_computesElsewhere(work.computesElsewhere())
{
}

JobStatus JobRunner::execute(JobId job)
{
    ++m_tally.taken;
    const HoldSignals holds(m_events, m_worker, job);
    JobStatus status = JobStatus::Retried;
    for (int number = 1; status == JobStatus::Retried; ++number) {
        const qint64 startedNs = signalStarted(job, number);
        AttemptResult result = attempt({job, number, &holds, m_worker});
        status = result.status;
        if (status == JobStatus::Failed && isTriedAgain(number, m_retries) &&
            !m_stop.stop_requested())
            status = JobStatus::Retried;
        const Event ended{monotonicNs(), job, m_worker, EventKind::Finished, status, false, number};
        if (result.cpu || result.report)
            m_events.put(ended, {result.cpu, std::move(result.report)});
        else
            m_events.put(ended);
        m_measuring.earn(ended.timeNs - startedNs);
    }
    m_tally.finished += status == JobStatus::Finished;
    m_tally.failed += status == JobStatus::Failed;
    m_tally.cancelled += status == JobStatus::Cancelled;
    return status;
}

qint64 JobRunner::signalStarted(JobId job, int attempt)
{
    const qint64 nowNs = monotonicNs();
    m_events.send(Event{nowNs, job, m_worker, EventKind::Started, {}, false, attempt});
    return nowNs;
}

AttemptResult JobRunner::attempt(Attempt attempt)
{
    try {
        return perform(attempt);
    } catch (const std::bad_alloc&) {
        return {JobStatus::Failed, m_noMemory};
    }
}

// Throws nothing but std::bad_alloc, which there may be even for the text of an error.
AttemptResult JobRunner::perform(Attempt attempt)
{
    try {
        if (m_computesElsewhere || !m_measuring.covers(m_work.leastDuration(attempt.job)))
            return m_work.perform(attempt, m_stop);
        m_measuring.spend();
        const CpuUse before = threadCpuUse();
        AttemptResult result = m_work.perform(attempt, m_stop);
        result.cpu = threadCpuUse().since(before);
        return result;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& exception) {
        return AttemptResult::failed(QString::fromUtf8(exception.what()));
    } catch (...) {
        return AttemptResult::failed(
            QStringLiteral("the work threw something that is no exception"));
    }
}
