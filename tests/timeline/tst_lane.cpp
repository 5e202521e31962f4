#include "fixtures/textpicture.h"

#include <QTest>

#include <random>

class TestLane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSpanRunsUntilItHasEnded()
    {
        const auto timeline = fixtures::timelineOf({"11.22>"}, 1);
        const Lane& lane = timeline->lane(0);
        QCOMPARE(lane.startedCount(), std::size_t(2));
        QCOMPARE(lane.finishedCount(), std::size_t(1));
        QCOMPARE(lane.span(0).job, JobId{1});
        QCOMPARE(lane.span(0).startNs, 0);
        QCOMPARE(lane.span(0).endNs, std::optional<qint64>(2));
        QCOMPARE(lane.span(1).endNs, std::nullopt);
        QCOMPARE(lane.span(1).endOr(10), 10);
        QCOMPARE(lane.span(1).endOr(0), 3); // a span has no negative length
    }

    void searchesCountWhatStartedAndFinishedByATime()
    {
        const auto timeline = fixtures::timelineOf({"11.22.33"}, 1);
        const Lane& lane = timeline->lane(0);
        QCOMPARE(lane.startedBy(-1, 3), std::size_t(0));
        QCOMPARE(lane.startedBy(0, 3), std::size_t(1));
        QCOMPARE(lane.startedBy(3, 3), std::size_t(2));
        QCOMPARE(lane.startedBy(100, 3), std::size_t(3));
        const auto finishedBy = [&](qint64 time) {
            return lane.finishedBy(time, lane.startedBy(time, 3), 3);
        };
        QCOMPARE(finishedBy(-1), std::size_t(0));
        QCOMPARE(finishedBy(1), std::size_t(0));
        QCOMPARE(finishedBy(2), std::size_t(1));
        QCOMPARE(finishedBy(4), std::size_t(1));
        QCOMPARE(finishedBy(100), std::size_t(3));
    }

    void troubleAndDurationsAreCounted()
    {
        Lane lane;
        QVERIFY(!lane.hasTrouble());
        QVERIFY(lane.shortestNs() > lane.longestNs()); // of nothing
        for (int job = 1; job <= 10; ++job) {
            lane.start(JobId{job}, job * 100);
            lane.finish(job * 100 + job, job % 4 == 0 ? JobStatus::Failed : JobStatus::Finished);
        }
        QCOMPARE(lane.shortestNs(), 1);
        QCOMPARE(lane.longestNs(), 10);
        QCOMPARE(lane.durationsNs(0), 0);
        QCOMPARE(lane.durationsNs(7), 28);
        QCOMPARE(lane.durationsNs(10), 55);
        QCOMPARE(lane.troubledIn(0), std::size_t(0));
        QCOMPARE(lane.troubledIn(3), std::size_t(0));
        QCOMPARE(lane.troubledIn(4), std::size_t(1));
        QCOMPARE(lane.troubledIn(10), std::size_t(2));
    }

    void aSearchFindsTheSameFromAnyStartWithAnyGuess()
    {
        Lane lane;
        std::mt19937 random(5);
        std::vector<qint64> starts;
        qint64 time = 0;
        for (int job = 1; job <= 300; ++job) {
            time += random() % 4;
            starts.push_back(time);
            lane.start(JobId{job}, time);
            lane.finish(time, JobStatus::Finished);
        }
        for (int round = 0; round < 20'000; ++round) {
            const qint64 limit = qint64(random() % 700) - 50;
            const auto right =
                std::size_t(std::ranges::upper_bound(starts, limit) - starts.begin());
            const std::size_t from = right ? random() % (right + 1) : 0;
            QCOMPARE(lane.startedBy(limit, 300, from, random() % 400), right);
        }
    }

    void busyTimeIsExactInsideSpansAndGaps()
    {
        const auto timeline = fixtures::timelineOf({"11.22>"}, 1);
        const Lane& lane = timeline->lane(0);
        const qint64 expected[] = {0, 1, 2, 2, 3, 4, 5};
        for (qint64 t = 0; t <= 6; ++t)
            QCOMPARE(lane.busyNs(t, 6), expected[t]);
        QCOMPARE(lane.busyNs(6, 4), 3); // the running one is known until 4
    }

    void busyTimeEqualsACountByHandOnRandomLanes()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 300; ++round) {
            Lane lane;
            const int spans = int(random() % 60);
            const bool running = spans > 0 && random() % 2;
            std::vector<bool> busy;
            for (int i = 0; i < spans; ++i) {
                busy.resize(busy.size() + random() % 4, false);
                lane.start(JobId{i + 1}, qint64(busy.size()));
                if (running && i == spans - 1)
                    break;
                busy.resize(busy.size() + random() % 5, true);
                lane.finish(qint64(busy.size()), JobStatus::Finished);
            }
            const auto now = qint64(busy.size() + 7);
            if (running)
                busy.resize(std::size_t(now), true);
            for (qint64 t = 0; t <= now; ++t) {
                const auto end = busy.begin() + std::min<qint64>(t, qint64(busy.size()));
                QCOMPARE(lane.busyNs(t, now), qint64(std::count(busy.begin(), end, true)));
            }
        }
    }

    void whatWasComputedIsKnownOfEachSpanAndOfAll()
    {
        Lane lane;
        const std::optional<CpuUse> uses[] = {CpuUse{3, 1, 0}, std::nullopt, CpuUse{0, 0},
                                              CpuUse{10, 4, 6}};
        for (int i = 0; i < 4; ++i) {
            lane.start({i + 1}, 20 * i);
            lane.finish(20 * i + 10, JobStatus::Finished, {}, uses[i]);
        }
        lane.start({5}, 100);
        for (std::size_t i = 0; i < 4; ++i)
            QVERIFY(lane.cpuOf(i) == uses[i]);
        QVERIFY(!lane.cpuOf(4));
        const Lane::CpuSum all = lane.cpuIn(4);
        QCOMPARE(all.spans, 3U);
        QCOMPARE(all.durationsNs, 30);
        QCOMPARE(all.cpuNs, 13);
        QCOMPARE(all.preempted, 5);
        QCOMPARE(all.readySpans, 2U);
        QCOMPARE(all.readyNs, 6);
        QVERIFY(lane.cpuOf(0)->isReadyKnown()); // it was never ready, and that is known
        QVERIFY(!lane.cpuOf(2)->isReadyKnown());
        QCOMPARE(lane.cpuIn(2).cpuNs, 3);
        QCOMPARE(lane.cpuIn(0).spans, 0U);
    }

    void attemptsAtAJobStandNextToEachOther()
    {
        const auto text =
            std::make_shared<const JobReport>(JobReport{QStringLiteral("no"), {}, {}});
        Lane lane;
        lane.start({1}, 0);
        lane.finish(10, JobStatus::Finished);
        lane.start({2}, 10);
        lane.finish(20, JobStatus::Retried, text);
        lane.start({2}, 20);
        lane.finish(30, JobStatus::Retried, text);
        lane.start({2}, 30);
        lane.finish(40, JobStatus::Failed);
        lane.start({3}, 40);
        QCOMPARE(lane.attemptAt(0), 1);
        QCOMPARE(lane.attemptAt(1), 1);
        QCOMPARE(lane.attemptAt(3), 3);
        QCOMPARE(lane.attemptAt(4), 1);
        const std::size_t jobs[] = {0, 1, 2, 2, 2, 3};
        for (std::size_t count = 0; count < 6; ++count)
            QCOMPARE(lane.jobsIn(count), jobs[count]);
        const StatusCounts counts = lane.countsOf(4);
        QCOMPARE(counts.finished, std::size_t(1));
        QCOMPARE(counts.retried, std::size_t(2));
        QCOMPARE(counts.failed, std::size_t(1));
        QCOMPARE(lane.countsOf(2).retried, std::size_t(1));
        QVERIFY(!lane.errorOf(0));
        QCOMPARE(*lane.errorOf(2), QStringLiteral("no"));
        QVERIFY(!lane.errorOf(3)); // it said nothing
    }

    void aJobThatIsDeliveredAgainToTheSameWorkerCountsOnce()
    {
        Lane lane;
        lane.start({1}, 0, 1);
        lane.finish(10, JobStatus::Cancelled);
        lane.start({1}, 20, 2);
        lane.finish(30, JobStatus::Retried);
        lane.start({1}, 30, 3);
        lane.finish(40, JobStatus::Finished);
        lane.start({2}, 40, 1);
        QCOMPARE(lane.jobsIn(1), std::size_t(1));
        QCOMPARE(lane.jobsIn(2), std::size_t(1));
        QCOMPARE(lane.jobsIn(3), std::size_t(1));
        QCOMPARE(lane.jobsIn(4), std::size_t(2));
        QCOMPARE(lane.attemptNumberAt(1), 2);
        QCOMPARE(lane.attemptNumberAt(2), 3);
        QCOMPARE(lane.attemptNumberAt(3), 1);
    }

    void aJobThatIsTriedAgainLaterOrElsewhereCountsOnce()
    {
        Lane lane;
        lane.start({1}, 0, 1);
        lane.finish(10, JobStatus::Retried);
        QCOMPARE(lane.jobsIn(1), std::size_t(1));
        lane.start({2}, 20, 1);
        lane.finish(30, JobStatus::Finished);
        QCOMPARE(lane.jobsIn(2), std::size_t(2));
        lane.start({1}, 40, 2);
        lane.finish(50, JobStatus::Retried);
        QCOMPARE(lane.jobsIn(3), std::size_t(2));
        lane.start({3}, 60, 1);
        QCOMPARE(lane.jobsIn(4), std::size_t(3));
        QCOMPARE(lane.attemptNumberAt(1), 1);
        QCOMPARE(lane.attemptNumberAt(2), 2);
        QCOMPARE(lane.attemptNumberAt(3), 1);
        Lane elsewhere;
        elsewhere.start({1}, 70, 3);
        QCOMPARE(elsewhere.jobsIn(1), std::size_t(0));
        QVERIFY(elsewhere.hasFurtherAttempts());
    }

    void aJobThatComesBackAfterAnotherWorkerHadItCountsOnce()
    {
        Lane lane;
        lane.start({1}, 0, 1);
        lane.finish(10, JobStatus::Retried);
        lane.start({1}, 40, 3); // the second attempt was elsewhere
        lane.finish(50, JobStatus::Finished);
        QCOMPARE(lane.jobsIn(1), std::size_t(1));
        QCOMPARE(lane.jobsIn(2), std::size_t(1));
        lane.start({2}, 60, 1);
        QCOMPARE(lane.jobsIn(3), std::size_t(2));
        QCOMPARE(lane.attemptNumberAt(1), 3);
    }

    void aWorkerIsThereFromItsComingToItsGoing()
    {
        Lane always;
        QVERIFY(!always.comesOrGoes());
        QCOMPARE(always.presentNs(70), 70);
        always.go(50);
        QVERIFY(always.comesOrGoes());
        QCOMPARE(always.presentNs(30), 30);
        QCOMPARE(always.presentNs(70), 50);
        Lane later(false);
        QVERIFY(later.comesOrGoes());
        QCOMPARE(later.presentNs(70), 0);
        later.come(20);
        later.go(30);
        later.come(60);
        QCOMPARE(later.presentNs(10), 0);
        QCOMPARE(later.presentNs(25), 5);
        QCOMPARE(later.presentNs(40), 10);
        QCOMPARE(later.presentNs(70), 20);
        QCOMPARE(later.presences().size(), std::size_t(2));
        QCOMPARE(*later.presences().front().toNs, 30);
        QVERIFY(!later.presences().back().toNs);
    }

    void aResultWaitsOnceBehindItsSpanAndBeforeTheNext()
    {
        Lane lane;
        QVERIFY(!lane.mayBlockResult(0)); // there is no result yet
        lane.start(JobId{1}, 10);
        QVERIFY(!lane.mayBlockResult(15));
        lane.finish(20, JobStatus::Finished);
        QCOMPARE(lane.resultBlocks(), std::size_t(0));
        QVERIFY(!lane.mayBlockResult(19));
        QVERIFY(!lane.mayUnblockResult(20));
        QVERIFY(lane.areResultsTaken(20));
        const std::size_t bytes = lane.bytes();
        lane.blockResult(20);
        QVERIFY(lane.bytes() > bytes);
        QVERIFY(!lane.areResultsTaken(1000));
        QVERIFY(!lane.mayBlockResult(30));
        QCOMPARE(lane.resultBlocks(), std::size_t(1));
        QVERIFY(!lane.resultBlock(0).toNs);
        QVERIFY(!lane.mayUnblockResult(19));
        lane.unblockResult(25);
        QVERIFY(!lane.mayBlockResult(30)); // the same result again
        QVERIFY(!lane.areResultsTaken(24));
        QVERIFY(lane.areResultsTaken(25));
        for (int job = 2; job <= 100; ++job) {
            lane.start(JobId{job}, job * 100);
            lane.finish(job * 100 + 10, JobStatus::Finished);
            if (job % 2 == 0)
                continue;
            lane.blockResult(job * 100 + 11);
            lane.unblockResult(job * 100 + 11 + job / 2);
        }
        QCOMPARE(lane.resultBlocks(), std::size_t(50));
        QCOMPARE(lane.resultBlock(0).fromNs, 20);
        QCOMPARE(lane.resultBlock(0).toNs, std::optional<qint64>(25));
        QCOMPARE(lane.resultBlock(49).span, std::size_t(98));
        QCOMPARE(lane.resultBlock(49).fromNs, 9911);
        QCOMPARE(lane.resultBlock(49).toNs, std::optional<qint64>(9960));
        QCOMPARE(lane.busyNs(5000, 5000), 10 * 49); // a worker that waits is idle
    }
};

QTEST_GUILESS_MAIN(TestLane)
#include "tst_lane.moc"
