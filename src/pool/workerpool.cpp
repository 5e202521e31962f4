#include "pool/workerpool.h"

#include "pool/clock.h"
#include "pool/feeder.h"
#include "pool/resultscheck.h"
#include "pool/thread.h"
#include "pool/worker.h"

#include <QCoreApplication>

#include <memory>
#include <vector>

namespace {

RunOutcome withoutThreads(const RunOutcome& soFar, const QString& message)
{
    RunOutcome outcome = soFar;
    outcome.state = RunState::Failed;
    outcome.message = message;
    return outcome;
}

QString tr(const char* text)
{
    return QCoreApplication::translate("WorkerPool", text);
}

} // namespace

WorkerPool::WorkerPool(const RunSettings& settings, const Workload& work, Sender<Event> events)
    : m_settings(settings), m_work(work), m_events(std::move(events))
{
}

RunOutcome WorkerPool::run(std::stop_token stop)
{
    const auto capacity = std::size_t(m_settings.channelCapacity());
    const Channel<Job> jobs(capacity);
    const Channel<JobResult> results(capacity);
    // Held by every worker until it leaves: the last one closes the results.
    std::shared_ptr<void> presence(nullptr, [&results](void*) { results.sender().close(); });

    m_events.send(Event{monotonicNs(), {}, {}, EventKind::RunBegan, {}});
    std::vector<std::unique_ptr<Worker>> workers;
    for (int number = 1; number <= m_settings.workers; ++number) {
        auto worker = std::make_unique<Worker>(WorkerId{number}, m_work, jobs, results, m_events,
                                               stop, presence);
        if (!worker->begin(QStringLiteral("worker %1").arg(number)))
            break;
        workers.push_back(std::move(worker));
    }
    presence.reset();
    if (int(workers.size()) < m_settings.workers) {
        jobs.sender().close();
        for (const auto& worker : workers)
            worker->join();
        m_events.send(Event{monotonicNs(), {}, {}, EventKind::RunEnded, {}});
        return withoutThreads({}, tr("the system gives no more threads: %1 of %2 workers could be "
                                     "started, no job was run")
                                      .arg(workers.size())
                                      .arg(m_settings.workers));
    }

    // As in the article the jobs are sent from here. Where the channel has no room for all of them
    // a thread sends the rest, so that sending and receiving cannot block against each other.
    Feeder feeder(m_settings.jobs, jobs, m_events, stop);
    FunctionThread feeding([&feeder] { feeder.sendRest(); });
    bool fed = true;
    if (!feeder.sendWhileThereIsRoom()) {
        fed = feeding.begin(QStringLiteral("feeder"));
        if (!fed)
            jobs.sender().close();
    }

    ResultsCheck check(m_settings.jobs);
    qint64 lastResultNs = 0;
    for (const JobResult& result : results.receiver()) {
        check.add(result);
        lastResultNs = monotonicNs();
    }
    feeding.join();
    for (const auto& worker : workers)
        worker->join();
    const qint64 endedNs = check.complete() ? lastResultNs : monotonicNs();
    m_events.send(Event{endedNs, {}, {}, EventKind::RunEnded, {}});
    const RunOutcome outcome = check.outcome(feeder.sent(), stop.stop_requested());
    if (fed)
        return outcome;
    return withoutThreads(outcome, tr("the system gives no more threads: only %1 of %2 jobs could "
                                      "be sent")
                                       .arg(feeder.sent())
                                       .arg(m_settings.jobs));
}
