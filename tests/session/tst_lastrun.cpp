// After a run of real work the next one's times are known, as long as it has the same jobs.
#include "fixtures/handmaderun.h"
#include "insight/workbound.h"
#include "session/lastrun.h"

#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using fixtures::HandMadeRun;
using namespace std::chrono_literals;

class TestLastRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsExpectedBeforeTheFirstRun() { QVERIFY(!LastRun().estimate(hashing(3))); }

    void theNextRunIsExpectedToTakeWhatTheJobsTook()
    {
        LastRun last;
        learn(last, hashing(3), {300, 200, 100});
        const auto estimate = last.estimate(hashing(3));
        QVERIFY(estimate && estimate->known);
        QCOMPARE(estimate->ideal, 300ms);
        QCOMPARE(estimate->sequential, 600ms);
        QCOMPARE(estimate->mostSpeedUp, 2.0);
    }

    void otherWorkersAndChannelsAreOtherTimesForTheSameJobs()
    {
        LastRun last;
        learn(last, hashing(3), {300, 200, 100});
        RunSettings settings = hashing(3);
        settings.pool.workers = 1;
        settings.pool.capacity = 1;
        settings.baseline.when = SequentialRunWhen::After;
        QCOMPARE(last.estimate(settings)->ideal, 600ms);
        settings.pool.workers = 100;
        QCOMPARE(last.estimate(settings)->ideal, 300ms);
    }

    void whatIsComputedSharesTheCores()
    {
        LastRun last;
        HandMadeRun run(hashing(2), 1);
        run.queue(0, 2);
        run.attempt(1, 1, 0, 200, JobStatus::Finished, CpuUse{100'000'000, 0, 100'000'000});
        run.attempt(2, 2, 0, 200, JobStatus::Finished, CpuUse{100'000'000, 0, 100'000'000});
        learn(last, run.over());
        QCOMPARE(last.estimate(hashing(2))->ideal, 200ms);
        QCOMPARE(last.estimate(hashing(2))->sequential, 200ms);
    }

    void otherJobsAreNotKnown()
    {
        LastRun last;
        learn(last, hashing(3), {300, 200, 100});
        QVERIFY(!last.estimate(hashing(4)));
        RunSettings other = hashing(3);
        other.jobs.input = QStringLiteral("/elsewhere");
        QVERIFY(!last.estimate(other));
        other = hashing(3);
        other.jobs.retries = 1;
        QVERIFY(!last.estimate(other));
        other = hashing(3);
        other.arrival.kind = ArrivalKind::Every;
        QVERIFY(!last.estimate(other));
    }

    void aRunThatDoesNotTellChangesNothing()
    {
        LastRun last;
        learn(last, hashing(3), {300, 200, 100});
        const auto expected = last.estimate(hashing(3))->ideal;
        RunSettings sleeping = hashing(3);
        sleeping.jobs.work = WorkKind::Sleep;
        QVERIFY(!JobsTold::areToldBy(*ended(sleeping, {1, 1, 1})));
        RunSettings elsewhere = hashing(3);
        elsewhere.pool.broker = QStringLiteral("amqp://guest@localhost");
        QVERIFY(!JobsTold::areToldBy(*ended(elsewhere, {1, 1, 1})));
        const auto stopped = ended(hashing(3), {1, 1, 1}, RunState::Stopped);
        QVERIFY(!JobsTold::areToldBy(*stopped));
        QSignalSpy changed(&last, &LastRun::changed);
        last.learnFrom(stopped);
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(changed.count(), 0);
        QCOMPARE(last.estimate(hashing(3))->ideal, expected);
    }

    void whereTheyHaveRunOneAfterAnotherThatIsWhatItTakes()
    {
        RunSettings settings = hashing(2);
        settings.baseline.when = SequentialRunWhen::After;
        HandMadeRun run(settings);
        run.all({100, 100});
        const auto record = run.over();
        Timeline& sequential = *std::const_pointer_cast<RunRecord>(record)->sequential();
        sequential.beginElsewhere();
        sequential.record({0, JobId{1}, WorkerId{1}, EventKind::Started});
        sequential.record({90'000'000, JobId{1}, WorkerId{1}, EventKind::Finished});
        sequential.record({90'000'000, JobId{2}, WorkerId{1}, EventKind::Started});
        sequential.record({150'000'000, JobId{2}, WorkerId{1}, EventKind::Finished});
        sequential.record({160'000'000, JobId{0}, WorkerId{0}, EventKind::RunEnded});
        sequential.conclude({});
        LastRun last;
        learn(last, record);
        QCOMPARE(last.estimate(settings)->ideal, 100ms);
        QCOMPARE(last.estimate(settings)->sequential, 160ms);
        // Of the same durations as the ideal: never more than there are workers.
        QCOMPARE(last.estimate(settings)->mostSpeedUp, 2.0);
    }

    void theReaderTakesItsTimeToo()
    {
        RunSettings settings = hashing(3);
        settings.pool.readTime = 1s;
        LastRun last;
        learn(last, settings, {300, 200, 100});
        QCOMPARE(last.estimate(settings)->ideal, 2s);
        QCOMPARE(last.estimate(settings)->sequential, 2600ms);
    }

    void whatFailedHasNoResultToRead()
    {
        RunSettings settings = hashing(3);
        settings.pool.readTime = 1s;
        LastRun last;
        learn(last, ended(settings, {300, 200, 100}, RunState::Finished, 1));
        QCOMPARE(last.estimate(settings)->ideal, 1s);
    }

private:
    static RunSettings hashing(int jobs)
    {
        RunSettings settings = HandMadeRun::settingsOf(jobs, 2);
        settings.jobs.work = WorkKind::Hash;
        settings.jobs.input = QStringLiteral("/some/folder");
        return settings;
    }
    static std::shared_ptr<const RunRecord> ended(const RunSettings& settings,
                                                  const std::vector<double>& jobsMs,
                                                  RunState state = RunState::Finished,
                                                  int failed = 0)
    {
        HandMadeRun run(settings);
        run.all(jobsMs);
        RunOutcome outcome;
        outcome.state = state;
        outcome.resultsReceived = int(jobsMs.size()) - failed;
        return run.over(outcome);
    }
    static void learn(LastRun& last, const std::shared_ptr<const RunRecord>& record)
    {
        QSignalSpy changed(&last, &LastRun::changed);
        last.learnFrom(record);
        QVERIFY(changed.wait());
    }
    static void learn(LastRun& last, const RunSettings& settings, const std::vector<double>& jobsMs)
    {
        learn(last, ended(settings, jobsMs));
    }
};

QTEST_GUILESS_MAIN(TestLastRun)
#include "tst_lastrun.moc"
