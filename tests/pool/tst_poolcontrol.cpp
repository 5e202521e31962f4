#include "base/clock.h"
#include "fixtures/recordedrun.h"
#include "pool/sequentialrun.h"
#include "pool/workerpool.h"
#include "work/failingwork.h"
#include "work/sleepwork.h"

#include <QTest>

#include <atomic>
#include <condition_variable>
#include <latch>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

using namespace fixtures;
using namespace std::chrono_literals;

namespace {

// Work that waits until the test lets it go, and tells how many jobs are at it.
class HeldWork : public Workload
{
public:
    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override
    {
        std::unique_lock lock(m_mutex);
        ++m_begun;
        ++m_inHand;
        m_changed.notify_all();
        m_changed.wait(lock, stop, [&] { return attempt.job.number <= m_mayEnd; });
        --m_inHand;
        m_changed.notify_all();
        return {stop.stop_requested() ? JobStatus::Cancelled : JobStatus::Finished};
    }

    // The jobs up to this number may end.
    void letGo(int lastJob)
    {
        const std::lock_guard lock(m_mutex);
        m_mayEnd = lastJob;
        m_changed.notify_all();
    }
    // Waits, and says whether it came to that.
    bool waitForInHand(int jobs) const
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, 20s, [&] { return m_inHand == jobs; });
    }
    int begun() const
    {
        const std::lock_guard lock(m_mutex);
        return m_begun;
    }

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable_any m_changed;
    mutable int m_begun = 0;
    mutable int m_inHand = 0;
    int m_mayEnd = 0;
};

// A pool that runs beside the test.
class RunningPool
{
public:
    RunningPool(const RunSettings& settings, const Workload& work)
        : m_commands(64), m_thread([this, settings, &work] {
            m_recorded = record<WorkerPool>(settings, work, m_stop.get_token(), m_commands,
                                            [this](const Event& event) { note(event); });
        })
    {
    }

    ~RunningPool() { stop(); }

    void command(PoolCommand::Kind kind, int workers = 0)
    {
        m_commands.sender().send({kind, workers});
    }
    void stop() { m_stop.request_stop(); }

    // Waits until so many events of the kind have come, and says whether they did.
    bool waitFor(EventKind kind, int count = 1)
    {
        std::unique_lock lock(m_mutex);
        return m_noted.wait_for(lock, 20s, [&] { return m_counts[kind] >= count; });
    }

    const Recorded& end()
    {
        m_thread.join();
        return m_recorded;
    }

private:
    void note(const Event& event)
    {
        const std::lock_guard lock(m_mutex);
        ++m_counts[event.kind];
        m_noted.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable m_noted;
    std::map<EventKind, int> m_counts;
    std::stop_source m_stop;
    const Channel<PoolCommand> m_commands;
    Recorded m_recorded;
    std::jthread m_thread;
};

// Work that fails as told.
class TroubledWork : public Workload
{
public:
    AttemptResult perform(Attempt attempt, const std::stop_token&) const override
    {
        return trouble(attempt);
    }
    std::function<AttemptResult(Attempt)> trouble;
};

AttemptResult failed(const char* text)
{
    return AttemptResult::failed(QString::fromUtf8(text));
}

std::map<int, std::vector<Recorded::Said>> endsByJob(const Recorded& run)
{
    std::map<int, std::vector<Recorded::Said>> ends;
    for (const auto& event : run.of(EventKind::Finished))
        ends[event.job.number].push_back(event);
    return ends;
}

using Kind = PoolCommand::Kind;

} // namespace

class TestPoolControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPausedPoolFinishesTheJobsInHandAndTakesUpNoMore()
    {
        HeldWork work;
        RunningPool pool(settingsOf(20, 3), work);
        QVERIFY(work.waitForInHand(3));
        pool.command(Kind::Pause);
        QVERIFY(pool.waitFor(EventKind::Paused));
        work.letGo(20);
        QVERIFY(pool.waitFor(EventKind::Finished, 3));
        QTest::qWait(50); // for what must not happen
        QCOMPARE(work.begun(), 3);
        pool.command(Kind::Resume);
        const Recorded& run = pool.end();
        QCOMPARE(run.outcome.state, RunState::Finished);
        QCOMPARE(run.of(EventKind::Paused).size(), std::size_t(1));
        const qint64 pausedNs = run.of(EventKind::Paused).front().timeNs;
        const qint64 resumedNs = run.of(EventKind::Resumed).front().timeNs;
        QVERIFY(pausedNs < resumedNs);
        for (const Event& start : run.of(EventKind::Started))
            QVERIFY(start.timeNs < pausedNs || start.timeNs > resumedNs);
    }

    void aPausedPoolCanBeStopped()
    {
        HeldWork work;
        RunningPool pool(settingsOf(20, 3), work);
        QVERIFY(work.waitForInHand(3));
        pool.command(Kind::Pause);
        pool.command(Kind::Pause); // once more changes nothing
        QVERIFY(pool.waitFor(EventKind::Paused));
        work.letGo(3);
        QVERIFY(pool.waitFor(EventKind::Finished, 3));
        pool.stop();
        const Recorded& run = pool.end();
        QCOMPARE(run.outcome.state, RunState::Stopped);
        QCOMPARE(run.outcome.resultsReceived, 3);
        QCOMPARE(run.of(EventKind::Paused).size(), std::size_t(1));
    }

    void workersThatAreAddedStartAtOnce()
    {
        HeldWork work;
        RunningPool pool(settingsOf(50, 2), work);
        QVERIFY(work.waitForInHand(2));
        pool.command(Kind::SetWorkers, 10);
        QVERIFY(work.waitForInHand(10));
        work.letGo(50);
        const Recorded& run = pool.end();
        QCOMPARE(run.outcome.state, RunState::Finished);
        std::set<int> came;
        for (const Event& event : run.of(EventKind::WorkerCame))
            came.insert(event.worker.number);
        QCOMPARE(came, (std::set<int>{3, 4, 5, 6, 7, 8, 9, 10}));
        QVERIFY(run.of(EventKind::WorkerWent).empty());
    }

    void workersRetireAfterTheJobInHandTheLastFirst()
    {
        HeldWork work;
        RunningPool pool(settingsOf(50, 6), work);
        QVERIFY(work.waitForInHand(6));
        pool.command(Kind::SetWorkers, 2);
        pool.command(Kind::SetWorkers, 2); // once more changes nothing
        pool.command(Kind::Pause);         // once this is seen, they have been told
        QVERIFY(pool.waitFor(EventKind::Paused));
        pool.command(Kind::Resume);
        work.letGo(6);
        QVERIFY(pool.waitFor(EventKind::WorkerWent, 4));
        QVERIFY(work.waitForInHand(2));
        work.letGo(50);
        const Recorded& run = pool.end();
        QCOMPARE(run.outcome.state, RunState::Finished);
        QCOMPARE(run.outcome.resultsReceived, 50);
        std::set<int> went;
        for (const Event& event : run.of(EventKind::WorkerWent))
            went.insert(event.worker.number);
        QCOMPARE(went, (std::set<int>{3, 4, 5, 6}));
    }

    void aNumberIsGivenAgainWhenItsWorkerHasLeft()
    {
        HeldWork work;
        RunningPool pool(settingsOf(50, 2), work);
        QVERIFY(work.waitForInHand(2));
        pool.command(Kind::SetWorkers, 1);
        pool.command(Kind::Pause);
        QVERIFY(pool.waitFor(EventKind::Paused));
        pool.command(Kind::Resume);
        work.letGo(2);
        QVERIFY(pool.waitFor(EventKind::WorkerWent));
        QVERIFY(work.waitForInHand(1));
        pool.command(Kind::SetWorkers, 2);
        QVERIFY(work.waitForInHand(2));
        work.letGo(50);
        const Recorded& run = pool.end();
        QCOMPARE(run.outcome.state, RunState::Finished);
        const auto came = run.of(EventKind::WorkerCame);
        QCOMPARE(came.size(), std::size_t(1));
        // It is 2 again, unless that one was still leaving.
        QVERIFY(came.front().worker.number == 2 || came.front().worker.number == 3);
    }

    void workersThatWaitForJobsRetireAtOnce()
    {
        HeldWork work;
        RunningPool pool(settingsOf(2, 8, 0), work);
        QVERIFY(work.waitForInHand(2));
        // The channel is closed by now or about to be; a retirement beside that loses nothing.
        pool.command(Kind::SetWorkers, 1);
        pool.command(Kind::SetWorkers, 1024);
        pool.command(Kind::SetWorkers, 1);
        work.letGo(2);
        QCOMPARE(pool.end().outcome.state, RunState::Finished);
    }

    void theSequentialRunPausesBetweenTwoJobs()
    {
        HeldWork work;
        const Channel<PoolCommand> commands(4);
        std::latch paused(1);
        Recorded run;
        std::jthread thread([&] {
            run = record<SequentialRun>(settingsOf(3, 1), work, {}, commands,
                                        [&](const Event& event) {
                                            if (event.kind == EventKind::Paused)
                                                paused.count_down();
                                        });
        });
        QVERIFY(work.waitForInHand(1));
        commands.sender().send({Kind::Pause});
        work.letGo(3);
        paused.wait();
        QCOMPARE(work.begun(), 1);
        commands.sender().send({Kind::Resume});
        thread.join();
        QCOMPARE(run.outcome.state, RunState::Finished);
        QCOMPARE(run.of(EventKind::Paused).size(), std::size_t(1));
        QCOMPARE(run.of(EventKind::Resumed).size(), std::size_t(1));
    }

    void ofEarlierCommandsTheSequentialRunHeedsAPauseThatIsInForce()
    {
        const HeldWork work;
        const Channel<PoolCommand> commands(4);
        for (const Kind kind : {Kind::Pause, Kind::Resume, Kind::Pause})
            commands.sender().send({kind});
        std::latch paused(1);
        std::stop_source stop;
        Recorded run;
        std::jthread thread([&] {
            run = record<SequentialRun>(settingsOf(3, 1), work, stop.get_token(), commands,
                                        [&](const Event& event) {
                                            if (event.kind == EventKind::Paused)
                                                paused.count_down();
                                        });
        });
        paused.wait();
        QCOMPARE(work.begun(), 0);
        stop.request_stop();
        thread.join();
        QCOMPARE(run.outcome.state, RunState::Stopped);
        QCOMPARE(run.of(EventKind::Paused).size(), std::size_t(1));
        QVERIFY(run.of(EventKind::Resumed).empty());
    }

    void aPauseThatEndedBeforehandIsNotInTheSequentialRun()
    {
        const Channel<PoolCommand> commands(4);
        for (const Kind kind : {Kind::Pause, Kind::Resume})
            commands.sender().send({kind});
        const Recorded run = record<SequentialRun>(settingsOf(3, 1), SleepWork(0ns), {}, commands);
        QVERIFY(run.outcome.allDone());
        QVERIFY(run.of(EventKind::Paused).empty());
        QVERIFY(run.of(EventKind::Resumed).empty());
    }

    void aJobThatFailsIsRecordedWithItsMessageAndThePoolGoesOn()
    {
        TroubledWork work;
        work.trouble = [](Attempt attempt) -> AttemptResult {
            switch (attempt.job.number) {
            case 2:
                return failed("no such file: „Käse“");
            case 4:
                throw std::runtime_error("thrown");
            case 6:
                throw 42;
            case 8:
                throw std::bad_alloc();
            default:
                return {};
            }
        };
        const Recorded run = record<WorkerPool>(settingsOf(10, 3), work);
        QCOMPARE(run.outcome.state, RunState::Finished);
        QVERIFY(!run.outcome.allDone());
        QCOMPARE(run.outcome.jobsFailed, 4);
        QCOMPARE(run.outcome.resultsReceived, 6);
        QCOMPARE(run.outcome.resultsSum, qint64(2 * (1 + 3 + 5 + 7 + 9 + 10)));
        auto ends = endsByJob(run);
        for (const int job : {2, 4, 6, 8})
            QCOMPARE(ends[job].front().status, JobStatus::Failed);
        QCOMPARE(ends[2].front().details.report->error, QStringLiteral("no such file: „Käse“"));
        QCOMPARE(ends[4].front().details.report->error, QStringLiteral("thrown"));
        QVERIFY(!ends[6].front().details.report->error.isEmpty());
        QVERIFY(ends[8].front().details.report->error.contains(QLatin1String("memory")));
        QVERIFY(!ends[1].front().details.report);
    }

    void aFailedJobIsTriedAgainByTheSameWorkerAtOnce()
    {
        TroubledWork work;
        work.trouble = [](Attempt attempt) -> AttemptResult {
            if (attempt.job.number == 2 && attempt.number < 3)
                return failed("not yet");
            if (attempt.job.number == 3)
                return failed("never");
            return {};
        };
        RunSettings settings = settingsOf(5, 2);
        settings.jobs.retries = 3;
        const Recorded run = record<WorkerPool>(settings, work);
        QCOMPARE(run.outcome.jobsFailed, 1);
        QCOMPARE(run.outcome.resultsReceived, 4);
        auto ends = endsByJob(run);
        const auto statuses = [&](int job) {
            std::vector<JobStatus> found;
            std::ranges::transform(ends[job], std::back_inserter(found), &Event::status);
            return found;
        };
        using enum JobStatus;
        QVERIFY(statuses(1) == std::vector<JobStatus>{Finished});
        QVERIFY(statuses(2) == (std::vector<JobStatus>{Retried, Retried, Finished}));
        QVERIFY(statuses(3) == (std::vector<JobStatus>{Retried, Retried, Retried, Failed}));
        for (const auto& [job, events] : ends) {
            for (const Event& event : events)
                QCOMPARE(event.worker.number, events.front().worker.number);
        }
    }

    void theSameSeedMakesTheSameAttemptsFail()
    {
        const auto failing = [](quint64 seed, double rate) {
            const FailingWork work(std::make_unique<SleepWork>(0ns), rate, seed);
            std::set<int> jobs;
            for (const Event& event :
                 record<WorkerPool>(settingsOf(2000, 4), work).of(EventKind::Finished)) {
                if (event.status == JobStatus::Failed)
                    jobs.insert(event.job.number);
            }
            return jobs;
        };
        const auto once = failing(7, 0.1);
        QCOMPARE(failing(7, 0.1), once);
        QVERIFY(failing(8, 0.1) != once);
        QVERIFY2(once.size() > 140 && once.size() < 260, // 200 ± 4.5 standard deviations
                 qPrintable(QString::number(once.size())));
        QVERIFY(failing(7, 0).empty());
        QCOMPARE(failing(7, 1).size(), std::size_t(2000));
        // Known for good: the same everywhere.
        const FailingWork work(std::make_unique<SleepWork>(0ns), 0.5, 1);
        QString pattern;
        for (int job = 1; job <= 16; ++job)
            pattern += work.perform({JobId{job}}, {}).status == JobStatus::Failed ? u'x' : u'.';
        QCOMPARE(pattern, QStringLiteral(".xx.xxxxxxx.xxxx"));
    }

    void poolAndSequentialRunFailAlike()
    {
        const FailingWork work(std::make_unique<SleepWork>(0ns), 0.3, 5);
        RunSettings settings = settingsOf(300, 5);
        settings.jobs.retries = 1;
        const Recorded pool = record<WorkerPool>(settings, work);
        const Recorded sequential = record<SequentialRun>(settings, work);
        QVERIFY(pool.outcome.jobsFailed > 0);
        QCOMPARE(sequential.outcome.jobsFailed, pool.outcome.jobsFailed);
        QCOMPARE(sequential.outcome.resultsSum, pool.outcome.resultsSum);
    }

    void aSenderThatFindsNoRoomSignalsHowLongItWaits()
    {
        // One worker, room for one: jobs 3 to 5 each wait for a job of 20 ms to end.
        const Recorded run = record<WorkerPool>(settingsOf(5, 1, 1), SleepWork(20ms));
        const auto blocked = run.of(EventKind::SendBlocked);
        const auto free = run.of(EventKind::SendUnblocked);
        QCOMPARE(blocked.size(), free.size());
        QVERIFY(blocked.size() >= 3);
        qint64 waitedNs = 0;
        for (std::size_t i = 0; i < blocked.size(); ++i) {
            QCOMPARE(blocked[i].job.number, free[i].job.number);
            waitedNs += free[i].timeNs - blocked[i].timeNs;
        }
        QVERIFY2(waitedNs > 55'000'000, qPrintable(QString::number(waitedNs)));
        QVERIFY(record<WorkerPool>(settingsOf(5, 1, 5), SleepWork(1ms))
                    .of(EventKind::SendBlocked)
                    .empty());
    }

    void aThousandWorkersStopWithoutDelay()
    {
        HeldWork work;
        RunningPool pool(settingsOf(5000, 1024), work);
        QVERIFY(work.waitForInHand(1024));
        // A stop also ends the sending: on a busy machine it may not have come to its end.
        QVERIFY(pool.waitFor(EventKind::Queued, 5000));
        pool.stop();
        const Recorded& run = pool.end();
        QCOMPARE(run.outcome.state, RunState::Stopped);
        QCOMPARE(run.outcome.jobsCancelled, 1024);
        QCOMPARE(run.outcome.jobsSent, 5000);
    }
};

QTEST_GUILESS_MAIN(TestPoolControl)
#include "tst_poolcontrol.moc"
