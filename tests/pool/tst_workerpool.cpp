#include "base/clock.h"
#include "fixtures/recordedrun.h"
#include "pool/runcheck.h"
#include "pool/sequentialrun.h"
#include "pool/workerpool.h"
#include "work/cpuwork.h"
#include "work/sleepwork.h"

#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <latch>
#include <map>
#include <set>
#include <thread>

using namespace fixtures;
using namespace std::chrono_literals;

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
            if (event.kind == EventKind::Queued || event.kind == EventKind::Started ||
                event.kind == EventKind::Finished)
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
        // The events are received long after the run: the stamps must not see it.
        RunEvents events;
        const qint64 beforeNs = monotonicNs();
        WorkerPool(settingsOf(1, 1), SleepWork(0ns), events).run({});
        const qint64 afterNs = monotonicNs();
        std::this_thread::sleep_for(50ms);
        const std::size_t received = events.drain([&](const Event& event, const EventDetails&) {
            QVERIFY(event.timeNs >= beforeNs && event.timeNs <= afterNs);
        });
        QCOMPARE(received, std::size_t(5));
    }

    void fiveSecondJobsOnThreeWorkersTakeTwoRounds()
    {
        const Recorded run = record<WorkerPool>(settingsOf(5, 3), SleepWork(100ms));
        QVERIFY(run.makespanNs() >= 200'000'000);
        QVERIFY(run.makespanNs() < 300'000'000); // a third round would take that long
    }

    void jobsThatComeOverTimeAreQueuedWhenTheyCome()
    {
        RunSettings settings = settingsOf(5, 3);
        settings.arrival = {ArrivalKind::Every, 20ms, 1};
        for (const Recorded& run : {record<WorkerPool>(settings, SleepWork(0ns)),
                                    record<SequentialRun>(settings, SleepWork(0ns))}) {
            QVERIFY(run.outcome.allDone());
            const qint64 beganNs = run.of(EventKind::RunBegan).at(0).timeNs;
            const auto queued = run.of(EventKind::Queued);
            for (int i = 0; i < 5; ++i)
                QVERIFY(queued[std::size_t(i)].timeNs - beganNs >= i * 20'000'000);
            QVERIFY(run.makespanNs() >= 80'000'000);
        }
    }

    void aStopEndsTheWaitForJobsToCome()
    {
        RunSettings settings = settingsOf(5, 3);
        settings.arrival = {ArrivalKind::Every, 1h, 1};
        for (const bool pool : {true, false}) {
            std::stop_source stop;
            const auto stopAfterTheFirst = [&stop](const Event& event) {
                if (event.kind == EventKind::Finished)
                    stop.request_stop();
            };
            const Recorded run =
                pool ? record<WorkerPool>(settings, SleepWork(0ns), stop.get_token(), {},
                                          stopAfterTheFirst)
                     : record<SequentialRun>(settings, SleepWork(0ns), stop.get_token(), {},
                                             stopAfterTheFirst);
            QCOMPARE(run.outcome.state, RunState::Stopped);
            QCOMPARE(run.outcome.resultsReceived, 1);
        }
    }

    void aReaderThatTakesItsTimeHoldsUpBothRuns()
    {
        RunSettings settings = settingsOf(5, 3, 1);
        settings.pool.resultsCapacity = 0;
        settings.pool.readTime = 20ms;
        for (const Recorded& run : {record<WorkerPool>(settings, SleepWork(0ns)),
                                    record<SequentialRun>(settings, SleepWork(0ns))}) {
            QVERIFY(run.outcome.allDone());
            QVERIFY(run.makespanNs() >= 80'000'000); // the last result is in before it is read
        }
    }

    void aResultsChannelOfItsOwnCapacityHoldsUpWorkers()
    {
        RunSettings settings = settingsOf(6, 2, 6);
        settings.pool.readTime = 10ms;
        settings.pool.resultsCapacity = 6;
        const auto lastStartNs = [](const Recorded& run) {
            return run.of(EventKind::Started).back().timeNs -
                   run.of(EventKind::RunBegan).at(0).timeNs;
        };
        const Recorded roomForAll = record<WorkerPool>(settings, SleepWork(0ns));
        settings.pool.resultsCapacity = 0;
        const Recorded rendezvous = record<WorkerPool>(settings, SleepWork(0ns));
        // Two workers hold a result each, the reader has one: the last job waits for three.
        QVERIFY(lastStartNs(rendezvous) >= 30'000'000);
        QVERIFY(lastStartNs(roomForAll) < lastStartNs(rendezvous));
    }

    void whatAJobComputesIsMeasuredWhereItIsLongEnough()
    {
        const Recorded sleeping = record<WorkerPool>(settingsOf(3, 1), SleepWork(5ms));
        for (const auto& end : sleeping.of(EventKind::Finished)) {
            QVERIFY(end.details.cpu);
            QVERIFY(end.details.cpu->ns < 2'500'000);
        }
        const Recorded computing = record<WorkerPool>(settingsOf(3, 1), CpuWork(5ms));
        for (const auto& end : computing.of(EventKind::Finished))
            QVERIFY(end.details.cpu && end.details.cpu->ns > 2'500'000);
        const Recorded shortOnes = record<WorkerPool>(settingsOf(3, 1), SleepWork(50us));
        for (const auto& end : shortOnes.of(EventKind::Finished))
            QVERIFY(!end.details.cpu);
        // Nobody knows beforehand how long these take.
        WatchedWork watched;
        const CpuWork computes(5ms);
        watched.onJob = [&](JobId job, const std::stop_token& stop) {
            computes.perform({job}, stop);
        };
        const Recorded unknown = record<WorkerPool>(settingsOf(3, 1), watched);
        for (const auto& end : unknown.of(EventKind::Finished))
            QVERIFY(end.details.cpu && end.details.cpu->ns > 2'500'000);
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
            sleep.perform({job}, token);
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
            sleep.perform({job}, token);
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
        QCOMPARE(SleepWork(20ms).perform({JobId{1}}, {}).status, JobStatus::Finished);
        QVERIFY(monotonicNs() - before >= 20'000'000);
    }

    void wrongMissingAndDoubledResultsAreFound()
    {
        const auto stateAfter = [](std::initializer_list<JobResult> results) {
            RunCheck check(3);
            for (const JobResult& result : results)
                check.add(result);
            return check.outcome(3, 0, {.taken = 3, .finished = 3}, false).state;
        };
        QCOMPARE(stateAfter({{{1}, 2}, {{2}, 4}, {{3}, 6}}), RunState::Finished);
        QCOMPARE(stateAfter({{{1}, 2}, {{2}, 4}}), RunState::Failed);                     // missing
        QCOMPARE(stateAfter({{{1}, 2}, {{2}, 5}, {{3}, 6}}), RunState::Failed);           // wrong
        QCOMPARE(stateAfter({{{1}, 2}, {{2}, 4}, {{2}, 4}, {{3}, 6}}), RunState::Failed); // doubled
        QCOMPARE(stateAfter({{{1}, 2}, {{2}, 4}, {{4}, 8}}), RunState::Failed); // of no job
    }

    void aDuplicateCountsApartFromWhatIsMissing()
    {
        RunCheck check(3);
        for (const JobResult& result : {JobResult{{1}, 2}, {{2}, 4}, {{2}, 4}})
            check.add(result);
        QVERIFY(!check.complete()); // the third is missing, though there are three
        const RunOutcome outcome = check.outcome(3, 0, {.taken = 3, .finished = 3}, false);
        QCOMPARE(outcome.resultsReceived, qint64(2));
        QCOMPARE(outcome.resultsSum, qint64(6));
        QVERIFY2(outcome.message.contains(QStringLiteral("3 jobs finished, 2 results received, "
                                                         "0 of them wrong, and 1 duplicates")),
                 qPrintable(outcome.message));
    }

    void jobsThatDoNotAddUpAreFound_data()
    {
        QTest::addColumn<int>("sent");
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("taken");
        QTest::addColumn<int>("failed");
        QTest::addColumn<int>("cancelled");
        QTest::addColumn<bool>("stopped");
        QTest::addColumn<RunState>("state");
        // One job of three has finished and given its result.
        QTest::newRow("the others failed") << 3 << 0 << 3 << 2 << 0 << false << RunState::Finished;
        QTest::newRow("stopped: one in hand, one not sent")
            << 2 << 0 << 2 << 0 << 1 << true << RunState::Stopped;
        QTest::newRow("stopped: two left in the channel")
            << 3 << 2 << 1 << 0 << 0 << true << RunState::Stopped;
        QTest::newRow("a job was lost between channel and worker")
            << 3 << 0 << 2 << 1 << 0 << true << RunState::Failed;
        QTest::newRow("a worker lost a job") << 3 << 0 << 3 << 1 << 0 << true << RunState::Failed;
        QTest::newRow("jobs were left though nobody stopped the run")
            << 3 << 1 << 2 << 1 << 0 << false << RunState::Failed;
    }

    void jobsThatDoNotAddUpAreFound()
    {
        QFETCH(const int, sent);
        QFETCH(const int, left);
        QFETCH(const int, taken);
        QFETCH(const int, failed);
        QFETCH(const int, cancelled);
        QFETCH(const bool, stopped);
        QFETCH(const RunState, state);
        RunCheck check(3);
        check.add({{1}, 2});
        const RunOutcome outcome = check.outcome(
            sent, left, {.taken = taken, .finished = 1, .failed = failed, .cancelled = cancelled},
            stopped);
        QCOMPARE(outcome.state, state);
        QCOMPARE(outcome.message.isEmpty(), state != RunState::Failed);
    }
};

QTEST_GUILESS_MAIN(TestWorkerPool)
#include "tst_workerpool.moc"
