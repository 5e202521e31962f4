#include "analysis/jobs.h"
#include "fixtures/textpicture.h"

#include <QTest>

class TestJobs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void factsFollowAJobFromTheQueueToItsEnd()
    {
        const auto timeline = fixtures::timelineOf({"11.22>", ".3"}, 10);
        const JobFacts finished = factsOf(*timeline, JobId{3}, 55);
        QCOMPARE(finished.state, JobState::Finished);
        QCOMPARE(finished.worker, std::optional(WorkerId{2}));
        QCOMPARE(finished.startNs, std::optional<qint64>(10));
        QCOMPARE(finished.durationNs, std::optional<qint64>(10));
        QCOMPARE(finished.waitNs, std::optional<qint64>(10));
        const JobFacts running = factsOf(*timeline, JobId{2}, 55);
        QCOMPARE(running.state, JobState::Running);
        QCOMPARE(running.durationNs, std::optional<qint64>(25));
        const JobFacts unknown = factsOf(*timeline, JobId{4}, 55);
        QCOMPARE(unknown.state, JobState::NotQueued);
        QVERIFY(!unknown.worker && !unknown.startNs && !unknown.waitNs);
    }

    void jobsAreOrderedByAnyKeyBothWays()
    {
        const auto timeline = fixtures::timelineOf({"1112", "3.44"}, 10);
        const auto order = [&](JobKey key, bool descending) {
            return orderedJobs(*timeline, 5, {key, descending, {}, {}}, 40);
        };
        using List = std::vector<qint32>;
        QCOMPARE(order(JobKey::Number, false), List({1, 2, 3, 4, 5}));
        QCOMPARE(order(JobKey::Number, true), List({5, 4, 3, 2, 1}));
        // Job 5 has never started: it comes last both ways.
        QCOMPARE(order(JobKey::Duration, false), List({2, 3, 4, 1, 5}));
        QCOMPARE(order(JobKey::Duration, true), List({1, 4, 2, 3, 5}));
        QCOMPARE(order(JobKey::Start, true), List({2, 4, 1, 3, 5}));
        QCOMPARE(order(JobKey::Worker, false), List({1, 2, 3, 4, 5}));
        QCOMPARE(order(JobKey::Wait, true), List({2, 4, 1, 3, 5}));
    }

    void jobsAreFilteredByStateAndWorker()
    {
        const auto timeline = fixtures::timelineOf({"1112>", "3.44"}, 10);
        using List = std::vector<qint32>;
        const auto only = [&](std::optional<JobState> state, std::optional<WorkerId> worker) {
            return orderedJobs(*timeline, 5, {JobKey::Number, false, state, worker}, 40);
        };
        QCOMPARE(only(JobState::Finished, {}), List({1, 3, 4}));
        QCOMPARE(only(JobState::Running, {}), List({2}));
        QCOMPARE(only({}, WorkerId{2}), List({3, 4}));
        QCOMPARE(only(JobState::Running, WorkerId{2}), List());
    }

    void theOrderAgreesWithTheFactsOfEachJob()
    {
        const auto timeline = fixtures::timelineOf({"1.4477", "22..58", "3336.."}, 10);
        const auto numbers = orderedJobs(*timeline, 8, {JobKey::Wait, false, {}, {}}, 60);
        qint64 last = 0;
        for (const qint32 number : numbers) {
            const JobFacts facts = factsOf(*timeline, JobId{number}, 60);
            QVERIFY(*facts.waitNs >= last);
            last = *facts.waitNs;
        }
        QCOMPARE(numbers.size(), std::size_t(8));
    }
};

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
