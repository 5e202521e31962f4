#include "remote/agent/agentrun.h"

#include "base/clock.h"
#include "remote/agent/currentpayload.h"
#include "work/workloads.h"

AgentRun::AgentRun(const OfferMessage& offer, int workers)
    : m_description(offer.work), m_work(makeWorkload(m_description, CurrentPayload::payloads()))
{
    m_workers.reserve(std::size_t(workers));
    for (int number = 1; number <= workers; ++number) {
        m_workers.push_back(std::make_unique<OnWorker>(WorkerId{number}, *m_work, offer.retries,
                                                       m_events, m_stop.get_token()));
    }
}

void AgentRun::perform(WorkerId worker, const JobMessage& job, const QString& refusal)
{
    OnWorker& on = *m_workers[std::size_t(worker.number - 1)];
    if (refusal.isEmpty()) {
        const CurrentPayload payload(job.payload);
        on.runner.execute(job.job);
        on.runner.settle();
        return;
    }
    const qint64 nowNs = monotonicNs();
    on.events.put(Event{nowNs, job.job, worker, EventKind::Started, {}, false, 1});
    on.events.put(Event{nowNs, job.job, worker, EventKind::Finished, JobStatus::Failed, false, 1},
                  {{}, AttemptResult::failed(refusal).report});
    on.events.publish();
}
