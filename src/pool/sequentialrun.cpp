#include "pool/sequentialrun.h"

#include "pool/arrivals.h"
#include "pool/clock.h"
#include "pool/jobrunner.h"
#include "pool/runcheck.h"
#include "pool/thread.h"

#include <utility>

SequentialRun::SequentialRun(const RunSettings& settings, const Workload& work,
                             Sender<Event> events, std::optional<Receiver<PoolCommand>> commands)
    : m_settings(settings)
    , m_work(work)
    , m_events(std::move(events))
    , m_commands(std::move(commands))
{
}

RunOutcome SequentialRun::run(std::stop_token stop)
{
    sleepPrecisely();
    RunCheck check(m_settings.jobs);
    JobRunner worker(WorkerId{1}, m_work, m_settings.retries, m_events, stop);
    qint64 jobsSent = 0;
    Arrivals arrivals(m_settings);
    const qint64 beganNs = monotonicNs();
    m_events.send(Event{beganNs, {}, {}, EventKind::RunBegan, {}});
    for (;;) {
        obeyCommands(stop);
        if (jobsSent == m_settings.jobs || stop.stop_requested())
            break;
        if (!arrivals.areAllAtOnce() && !sleepUntil(beganNs + arrivals.nextNs(), stop))
            break;
        const JobId job{qint32(++jobsSent)};
        m_events.send(Event{monotonicNs(), job, {}, EventKind::Queued, {}});
        const bool finished = worker.execute(job) == JobStatus::Finished;
        if (finished)
            check.add(resultOf(job));
        worker.settle();
        if (finished && m_settings.readTime.count() > 0 && jobsSent < m_settings.jobs)
            sleepUntil(monotonicNs() + m_settings.readTime.count(), stop);
    }
    m_events.send(Event{monotonicNs(), {}, {}, EventKind::RunEnded, {}});
    RunOutcome outcome = check.outcome(jobsSent, 0, worker.tally(), stop.stop_requested());
    outcome.addNote(m_work.takeNote());
    return outcome;
}

void SequentialRun::obeyCommands(const std::stop_token& stop) const
{
    if (!m_commands)
        return;
    const auto signal = [this](EventKind kind) {
        m_events.send(Event{monotonicNs(), {}, {}, kind, {}});
    };
    bool paused = false;
    while (const auto command = paused ? m_commands->receive(stop) : m_commands->tryReceive()) {
        if (command->kind == PoolCommand::Kind::Pause && !std::exchange(paused, true))
            signal(EventKind::Paused);
        else if (command->kind == PoolCommand::Kind::Resume && std::exchange(paused, false))
            signal(EventKind::Resumed);
    }
}
