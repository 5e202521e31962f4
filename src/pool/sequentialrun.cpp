#include "pool/sequentialrun.h"

#include "base/clock.h"
#include "base/thread.h"
#include "plan/arrivals.h"
#include "plan/schedulingrules.h"
#include "pool/jobrunner.h"
#include "pool/pooltr.h"
#include "pool/runcheck.h"

#include <new>
#include <utility>

SequentialRun::SequentialRun(const RunSettings& settings, const Workload& work, RunEvents& events,
                             std::optional<Receiver<PoolCommand>> commands)
    : m_settings(settings)
    , m_work(work)
    , m_run(events.ofRun())
    , m_queue(events.ofFeeder())
    , m_worker(events.ofWorker(WorkerId{1}))
    , m_commands(std::move(commands))
{
}

RunOutcome SequentialRun::run(std::stop_token stop)
{
    sleepPrecisely();
    try {
        return runWith(RunCheck(m_settings.jobs.count), stop);
    } catch (const std::bad_alloc&) {
        RunOutcome outcome;
        outcome.state = RunState::Failed;
        outcome.code = OutcomeCode::NoMemory;
        outcome.message =
            PoolTr::tr(
                "there is no memory for the check of %1 jobs one after another; no job was run")
                .arg(m_settings.jobs.count);
        return outcome;
    }
}

RunOutcome SequentialRun::runWith(RunCheck check, const std::stop_token& stop)
{
    JobRunner worker(WorkerId{1}, m_work, m_settings.jobs.retries, m_worker, stop);
    qint64 jobsSent = 0;
    Arrivals arrivals(m_settings);
    bool paused = isPausedBeforehand();
    const qint64 beganNs = monotonicNs();
    m_run.send(Event{beganNs, {}, {}, EventKind::RunBegan, {}});
    for (;;) {
        executeCommands(std::exchange(paused, false), stop);
        if (jobsSent == m_settings.jobs.count || stop.stop_requested())
            break;
        if (!arrivals.areAllAtOnce() && !sleepUntil(beganNs + arrivals.nextNs(), stop))
            break;
        const JobId job{qint32(++jobsSent)};
        m_queue.send(Event{monotonicNs(), job, {}, EventKind::Queued, {}});
        const bool finished = worker.execute(job) == JobStatus::Finished;
        if (finished)
            check.add(resultOf(job));
        worker.settle();
        if (const auto reading = readingAfter(m_settings, job, finished); reading.count() > 0)
            sleepUntil(monotonicNs() + reading.count(), stop);
    }
    m_run.send(Event{monotonicNs(), {}, {}, EventKind::RunEnded, {}});
    RunOutcome outcome = check.outcome(jobsSent, 0, worker.tally(), stop.stop_requested());
    outcome.addNote(m_work.takeNote());
    return outcome;
}

bool SequentialRun::isPausedBeforehand() const
{
    if (!m_commands)
        return false;
    bool paused = false;
    while (const auto command = m_commands->tryReceive()) {
        if (command->kind != PoolCommand::Kind::SetWorkers)
            paused = command->kind == PoolCommand::Kind::Pause;
    }
    return paused;
}

void SequentialRun::executeCommands(bool paused, const std::stop_token& stop) const
{
    if (!m_commands)
        return;
    const auto signal = [this](EventKind kind) {
        m_run.send(Event{monotonicNs(), {}, {}, kind, {}});
    };
    if (paused)
        signal(EventKind::Paused);
    while (const auto command = paused ? m_commands->receive(stop) : m_commands->tryReceive()) {
        if (command->kind == PoolCommand::Kind::Pause && !std::exchange(paused, true))
            signal(EventKind::Paused);
        else if (command->kind == PoolCommand::Kind::Resume && std::exchange(paused, false))
            signal(EventKind::Resumed);
    }
}
