#include "pool/clock.h"
#include "pool/resultscheck.h"
#include "pool/sequentialrun.h"
#include "pool/sleepwork.h"
#include "pool/workerpool.h"

#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <latch>
#include <map>
#include <set>
#include <thread>

using namespace std::chrono_literals;

namespace {

// Runs the settings and keeps the events.
struct Recorded
{
    RunOutcome outcome;
    std::vector<Event> events;

    std::vector<Event> of(EventKind kind) const
    {
        std::vector<Event> found;
        std::ranges::copy_if(events, std::back_inserter(found),
                             [kind](const Event& event) { return event.kind == kind; });
        return found;
    }
    qint64 makespanNs() const
    {
        return of(EventKind::RunEnded).at(0).timeNs - of(EventKind::RunBegan).at(0).timeNs;
    }
};

template <typename Run>
Recorded record(const RunSettings& settings, const Workload& work, std::stop_token stop = {})
{
    const Channel<Event> channel(64);
    Recorded recorded;
    std::jthread drain([&] {
        for (const Event& event : channel.receiver())
            recorded.events.push_back(event);
    });
    recorded.outcome = Run(settings, work, channel).run(stop);
    channel.sender().close();
    drain.join();
    return recorded;
}

RunSettings settingsOf(int jobs, int workers, std::optional<int> capacity = {})
{
    RunSettings settings;
    settings.jobs = jobs;
    settings.workers = workers;
    settings.capacity = capacity;
    return settings;
}

// Work that lets a test see and hold its jobs.
class WatchedWork : public Workload
{
public:
    JobStatus perform(JobId job, const std::stop_token& stop) const override
    {
        if (onJob)
            onJob(job, stop);
        return stop.stop_requested() ? JobStatus::Cancelled : JobStatus::Finished;
    }
    std::function<void(JobId, const std::stop_token&)> onJob;
};

} // namespace

class TestWorkerPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyJobRunsOnceAndEveryResultIsCollected_data()
    {
        QTest::addColumn<int>("jobs");
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("capacity");
        for (const int jobs : {1, 5, 1000}) {
            for (const int workers : {1, 3, 64}) {
                for (const int capacity : {0, 1, 7, 100'000})
                    QTest::addRow("%d jobs, %d workers, capacity %d", jobs, workers, capacity)
                        << jobs << workers << capacity;
            }
        }
    }

    void everyJobRunsOnceAndEveryResultIsCollected()
    {
        QFETCH(const int, jobs);
        QFETCH(const int, workers);
        QFETCH(const int, capacity);
        const Recorded run =
            record<WorkerPool>(settingsOf(jobs, workers, capacity), SleepWork(0ns));
        QCOMPARE(run.outcome.state, RunState::Finished);
        QCOMPARE(run.outcome.jobsSent, jobs);
        QCOMPARE(run.outcome.resultsReceived, jobs);
        QCOMPARE(run.outcome.resultsSum, qint64(jobs) * (jobs + 1));
        for (const EventKind kind : {EventKind::Queued, EventKind::Started, EventKind::Finished}) {
            std::set<int> seen;
            for (const Event& event : run.of(kind))
                QVERIFY(seen.insert(event.job.number).second);
            QCOMPARE(int(seen.size()), jobs);
        }
    }

    void aJobIsQueuedThenStartedThenFinishedByOneWorker()
    {
        const Recorded run = record<WorkerPool>(settingsOf(200, 4, 2), SleepWork(0ns));
        std::map<int, std::vector<Event>> byJob;
        for (const Event& event : run.events) {
            if (event.job.number)
                byJob[event.job.number].push_back(event);
        }
        for (const auto& [job, events] : byJob) {
            QCOMPARE(events.size(), std::size_t(3));
            QCOMPARE(events[0].kind, EventKind::Queued);
            QCOMPARE(events[1].kind, EventKind::Started);
            QCOMPARE(events[2].kind, EventKind::Finished);
            QVERIFY(events[0].timeNs <= events[1].timeNs);
            QVERIFY(events[1].timeNs <= events[2].timeNs);
            QVERIFY(events[1].worker == events[2].worker);
        }
    }

    void aWorkersJobsNeverOverlap()
    {
        const Recorded run = record<WorkerPool>(settingsOf(60, 4), SleepWork(1ms));
        std::map<int, EventKind> last;
        std::map<int, qint64> lastNs;
        for (const Event& event : run.events) {
            if (!event.worker.number)
                continue;
            auto& kind = last.try_emplace(event.worker.number, EventKind::Finished).first->second;
            QVERIFY(kind != event.kind);
            QVERIFY(event.timeNs >= lastNs[event.worker.number]);
            kind = event.kind;
            lastNs[event.worker.number] = event.timeNs;
        }
    }

    void eventsAreStampedByTheThreadThatDidIt()
    {
        // The event channel is held up for longer than the job takes: the stamps must not see it.
        const Channel<Event> channel(0);
        std::vector<Event> events;
        std::jthread slowDrain([&] {
            std::this_thread::sleep_for(50ms);
            for (const Event& event : channel.receiver())
                events.push_back(event);
        });
        const qint64 before = monotonicNs();
        WorkerPool(settingsOf(1, 1), SleepWork(0ns), channel).run({});
        channel.sender().close();
        slowDrain.join();
        QCOMPARE(events.front().kind, EventKind::RunBegan);
        QVERIFY(events.front().timeNs - before < 40'000'000);
    }

    void fiveSecondJobsOnThreeWorkersTakeTwoRounds()
    {
        const Recorded run = record<WorkerPool>(settingsOf(5, 3), SleepWork(100ms));
        QVERIFY(run.makespanNs() >= 200'000'000);
        QVERIFY(run.makespanNs() < 300'000'000); // a third round would take that long
    }

    void theSequentialRunDoesTheSameJobsInOrderOnOneThread()
    {
        std::vector<std::pair<int, QThread*>> performed;
        WatchedWork work;
        work.onJob = [&](JobId job, const std::stop_token&) {
            performed.emplace_back(job.number, QThread::currentThread());
        };
        const Recorded run = record<SequentialRun>(settingsOf(5, 3), work);
        QCOMPARE(run.outcome.state, RunState::Finished);
        QCOMPARE(run.outcome.resultsSum, qint64(30));
        QCOMPARE(performed.size(), std::size_t(5));
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(performed[std::size_t(i)].first, i + 1);
            QCOMPARE(performed[std::size_t(i)].second, QThread::currentThread());
        }
        std::vector<EventKind> kinds;
        std::ranges::transform(run.events, std::back_inserter(kinds), &Event::kind);
        std::vector<EventKind> expected{EventKind::RunBegan};
        for (int i = 0; i < 5; ++i)
            expected.insert(expected.end(),
                            {EventKind::Queued, EventKind::Started, EventKind::Finished});
        expected.push_back(EventKind::RunEnded);
        QVERIFY(kinds == expected);
    }

    void eachWorkerIsANamedThread()
    {
        std::mutex mutex;
        std::set<QString> names;
        std::latch all(3); // the three jobs wait for each other, so three workers must have one
        WatchedWork work;
        work.onJob = [&](JobId, const std::stop_token&) {
            QFile comm(QStringLiteral("/proc/thread-self/comm"));
            comm.open(QIODevice::ReadOnly);
            const QString name = QString::fromUtf8(comm.readAll()).trimmed();
            {
                std::lock_guard lock(mutex);
                names.insert(name);
            }
            all.arrive_and_wait();
        };
        record<WorkerPool>(settingsOf(3, 3), work);
        QCOMPARE(names, (std::set<QString>{QStringLiteral("worker 1"), QStringLiteral("worker 2"),
                                           QStringLiteral("worker 3")}));
    }

    void stopEndsTheRunSoonAndTellsWhatRan()
    {
        std::stop_source stop;
        std::atomic<int> performing = 0;
        WatchedWork work;
        const SleepWork sleep(1h);
        work.onJob = [&](JobId job, const std::stop_token& token) {
            if (++performing == 64)
                stop.request_stop();
            sleep.perform(job, token);
        };
        const Recorded run = record<WorkerPool>(settingsOf(1000, 64), work, stop.get_token());
        QCOMPARE(run.outcome.state, RunState::Stopped);
        QCOMPARE(run.outcome.resultsReceived, 0);
        const auto finished = run.of(EventKind::Finished);
        QCOMPARE(finished.size(), std::size_t(64));
        QVERIFY(std::ranges::all_of(
            finished, [](const Event& event) { return event.status == JobStatus::Cancelled; }));
        QVERIFY(run.makespanNs() < 5'000'000'000);
    }

    void stopReleasesAProducerThatIsBlocked()
    {
        std::stop_source stop;
        WatchedWork work;
        const SleepWork sleep(1h);
        work.onJob = [&](JobId job, const std::stop_token& token) {
            stop.request_stop();
            sleep.perform(job, token);
        };
        const Recorded run = record<WorkerPool>(settingsOf(1000, 1, 0), work, stop.get_token());
        QCOMPARE(run.outcome.state, RunState::Stopped);
        QVERIFY(run.outcome.jobsSent < 1000);
    }

    void aStopBeforeTheBeginningRunsNothing()
    {
        std::stop_source stop;
        stop.request_stop();
        const Recorded pool = record<WorkerPool>(settingsOf(5, 3), SleepWork(1s), stop.get_token());
        QCOMPARE(pool.outcome.state, RunState::Stopped);
        QVERIFY(pool.of(EventKind::Started).empty());
        const Recorded sequential =
            record<SequentialRun>(settingsOf(5, 3), SleepWork(1s), stop.get_token());
        QCOMPARE(sequential.outcome.state, RunState::Stopped);
        QVERIFY(sequential.of(EventKind::Started).empty());
    }

    void aStopAfterTheLastResultChangesNothing()
    {
        std::stop_source stop;
        WatchedWork work;
        const Recorded run = record<WorkerPool>(settingsOf(5, 3), work, stop.get_token());
        stop.request_stop();
        QCOMPARE(run.outcome.state, RunState::Finished);
    }

    void sleepWorkEndsAtItsTimeAndNotBefore()
    {
        const qint64 before = monotonicNs();
        QCOMPARE(SleepWork(20ms).perform(JobId{1}, {}), JobStatus::Finished);
        QVERIFY(monotonicNs() - before >= 20'000'000);
    }

    void wrongMissingAndDoubledResultsAreFound()
    {
        const auto stateAfter = [](std::initializer_list<JobResult> results) {
            ResultsCheck check(3);
            for (const JobResult& result : results)
                check.add(result);
            return check.outcome(3, false).state;
        };
        QCOMPARE(stateAfter({{{1}, 2}, {{2}, 4}, {{3}, 6}}), RunState::Finished);
        QCOMPARE(stateAfter({{{1}, 2}, {{2}, 4}}), RunState::Failed);                     // missing
        QCOMPARE(stateAfter({{{1}, 2}, {{2}, 5}, {{3}, 6}}), RunState::Failed);           // wrong
        QCOMPARE(stateAfter({{{1}, 2}, {{2}, 4}, {{2}, 4}, {{3}, 6}}), RunState::Failed); // doubled
        QCOMPARE(stateAfter({{{1}, 2}, {{2}, 4}, {{4}, 8}}), RunState::Failed); // of no job
        ResultsCheck stopped(3);
        stopped.add({{1}, 2});
        QCOMPARE(stopped.outcome(2, true).state, RunState::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestWorkerPool)
#include "tst_workerpool.moc"
