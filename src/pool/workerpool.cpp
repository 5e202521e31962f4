#include "pool/workerpool.h"

#include "pool/clock.h"
#include "pool/job.h"
#include "pool/resultscheck.h"
#include "pool/thread.h"
#include "pool/worker.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <memory>
#include <vector>

WorkerPool::WorkerPool(const RunSettings& settings, const Workload& work, Sender<Event> events)
    : m_settings(settings), m_work(work), m_events(std::move(events))
{
}

RunOutcome WorkerPool::run(std::stop_token stop)
{
    const Channel<Job> jobs(std::size_t(m_settings.channelCapacity()));
    const Channel<JobResult> results(std::size_t(m_settings.channelCapacity()));
    std::vector<std::unique_ptr<Worker>> workers;
    qint64 jobsSent = 0; // the feeder's until it has ended

    m_events.send(Event{monotonicNs(), {}, {}, EventKind::RunBegan, {}});
    bool threadsLeft = true;
    for (int number = 1; number <= m_settings.workers && threadsLeft; ++number) {
        workers.push_back(
            std::make_unique<Worker>(WorkerId{number}, m_work, jobs, results, m_events, stop));
        threadsLeft = startThread(*workers.back(), QStringLiteral("worker %1").arg(number));
    }

    // Sends from a thread of its own, so that a small capacity cannot block sending and receiving
    // against each other; closes the results once the last worker has left.
    const auto feed = [&] {
        while (jobsSent < m_settings.jobs) {
            const JobId job{qint32(jobsSent + 1)};
            m_events.send(Event{monotonicNs(), job, {}, EventKind::Queued, {}});
            if (jobs.sender().send(Job{job}, stop) != ChannelOutcome::Done)
                break;
            ++jobsSent;
        }
        jobs.sender().close();
        for (const auto& worker : workers)
            worker->wait();
        results.sender().close();
    };
    const std::unique_ptr<QThread> feeder(QThread::create(feed));
    threadsLeft = threadsLeft && startThread(*feeder, QStringLiteral("feeder"));

    if (!threadsLeft) {
        jobs.sender().close();
        for (const auto& worker : workers)
            worker->wait();
        const auto started =
            std::ranges::count_if(workers, [](const auto& worker) { return worker->isFinished(); });
        m_events.send(Event{monotonicNs(), {}, {}, EventKind::RunEnded, {}});
        RunOutcome outcome;
        outcome.state = RunState::Failed;
        outcome.message = QCoreApplication::translate(
                              "WorkerPool", "the system gives no more threads: %1 of %2 workers "
                                            "could be started, no job was run")
                              .arg(started)
                              .arg(m_settings.workers);
        return outcome;
    }

    ResultsCheck check(m_settings.jobs);
    qint64 lastResultNs = monotonicNs();
    for (const JobResult& result : results.receiver()) {
        check.add(result);
        lastResultNs = monotonicNs();
    }
    feeder->wait();
    const qint64 endedNs = check.complete() ? lastResultNs : monotonicNs();
    m_events.send(Event{endedNs, {}, {}, EventKind::RunEnded, {}});
    return check.outcome(jobsSent, stop.stop_requested());
}
