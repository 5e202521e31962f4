#include "pool/jobrunner.h"

#include "base/clock.h"
#include "plan/schedulingrules.h"
#include "pool/pooltr.h"

#include <array>
#include <exception>
#include <new>
#include <utility>

namespace {

// Jobs of at least this are measured: the readings before and after take 0.8 µs together, which
// must be no more than 1 % of the job.
constexpr std::chrono::microseconds kWorthMeasuring(100);

// One for all workers.
const std::shared_ptr<const JobReport>& noMemoryReport()
{
    static const auto report = std::make_shared<const JobReport>(
        JobReport{PoolTr::tr("there is no memory for it"), {}, {}});
    return report;
}

// Signals when something of a job is held.
class HoldSignals final : public AttemptListener
{
public:
    HoldSignals(const Sender<Event>& events, WorkerId worker, JobId job)
        : m_events(events), m_worker(worker), m_job(job)
    {
    }

    void onHeld(bool isHeld) const override
    {
        m_events.send(Event{
            monotonicNs(), m_job, m_worker, isHeld ? EventKind::Held : EventKind::Released, {}});
    }

private:
    const Sender<Event>& m_events;
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

JobRunner::JobRunner(WorkerId worker, const Workload& work, int retries, Sender<Event> events,
                     std::stop_token stop)
    : m_worker(worker)
    , m_work(work)
    , m_retries(retries)
    , m_events(std::move(events))
    , m_stop(std::move(stop))
    , m_noMemory(noMemoryReport())
{
}

JobStatus JobRunner::execute(JobId job)
{
    ++m_tally.taken;
    const HoldSignals holds(m_events, m_worker, job);
    JobStatus status = JobStatus::Retried;
    for (int number = 1; status == JobStatus::Retried; ++number) {
        signalStarted(job, number);
        AttemptResult result = attempt({job, number, &holds});
        status = result.status;
        if (status == JobStatus::Failed && isTriedAgain(number, m_retries) &&
            !m_stop.stop_requested())
            status = JobStatus::Retried;
        m_heldBack = Event{monotonicNs(),
                           job,
                           m_worker,
                           EventKind::Finished,
                           status,
                           result.cpu.has_value(),
                           number,
                           result.cpu.value_or(CpuUse()),
                           std::move(result.report)};
    }
    m_tally.finished += status == JobStatus::Finished;
    m_tally.failed += status == JobStatus::Failed;
    m_tally.cancelled += status == JobStatus::Cancelled;
    return status;
}

void JobRunner::settle()
{
    if (m_heldBack)
        m_events.send(*std::exchange(m_heldBack, std::nullopt));
}

void JobRunner::signalStarted(JobId job, int attempt)
{
    Event started{monotonicNs(), job, m_worker, EventKind::Started, {}, false, attempt};
    if (!m_heldBack) {
        m_events.send(std::move(started));
        return;
    }
    std::array both{*std::exchange(m_heldBack, std::nullopt), std::move(started)};
    m_events.sendAll(both);
}

AttemptResult JobRunner::attempt(Attempt attempt) const
{
    try {
        return perform(attempt);
    } catch (const std::bad_alloc&) {
        return {JobStatus::Failed, m_noMemory};
    }
}

// Throws nothing but std::bad_alloc, which there may be even for the text of an error.
AttemptResult JobRunner::perform(Attempt attempt) const
{
    try {
        if (m_work.leastDuration(attempt.job).value_or(std::chrono::nanoseconds(0)) <
            kWorthMeasuring)
            return m_work.perform(attempt, m_stop);
        const CpuUse before = threadCpuUse();
        AttemptResult result = m_work.perform(attempt, m_stop);
        const CpuUse after = threadCpuUse();
        result.cpu = CpuUse{after.ns - before.ns, after.preempted - before.preempted};
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
