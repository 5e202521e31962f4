#include "pool/sequentialrun.h"

#include "pool/jobexecution.h"
#include "pool/resultscheck.h"
#include "pool/thread.h"

SequentialRun::SequentialRun(const RunSettings& settings, const Workload& work,
                             Sender<Event> events)
    : m_settings(settings), m_work(work), m_events(std::move(events))
{
}

RunOutcome SequentialRun::run(std::stop_token stop)
{
    sleepPrecisely();
    ResultsCheck check(m_settings.jobs);
    qint64 jobsSent = 0;
    m_events.send(Event{monotonicNs(), {}, {}, EventKind::RunBegan, {}});
    while (jobsSent < m_settings.jobs && !stop.stop_requested()) {
        const JobId job{qint32(++jobsSent)};
        m_events.send(Event{monotonicNs(), job, {}, EventKind::Queued, {}});
        if (execute(job, WorkerId{1}, m_work, m_events, stop) == JobStatus::Finished)
            check.add(resultOf(job));
    }
    m_events.send(Event{monotonicNs(), {}, {}, EventKind::RunEnded, {}});
    return check.outcome(jobsSent, stop.stop_requested());
}
