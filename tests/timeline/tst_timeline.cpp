#include "fixtures/textpicture.h"

#include <QTest>

#include <limits>

class TestTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRunOfElsewhereIsAllThereWhateverTheClockSays()
    {
        Timeline timeline(1);
        timeline.beginElsewhere();
        timeline.record(Event{5, JobId{1}, WorkerId{1}, EventKind::Started});
        QCOMPARE(timeline.elapsedNs(0), 5); // it has no end
        timeline.record(Event{7'000'000, JobId{1}, WorkerId{1}, EventKind::Finished});
        QCOMPARE(timeline.elapsedNs(1), 7'000'000);
        timeline.record(Event{9'000'000, {}, {}, EventKind::RunEnded});
        QCOMPARE(timeline.elapsedNs(2), 9'000'000);
    }

    void beforeTheRunThereIsNothing()
    {
        const Timeline timeline(3);
        QCOMPARE(timeline.laneCount(), 3);
        QVERIFY(!timeline.beganAtNs());
        QVERIFY(!timeline.makespanNs());
        QVERIFY(!timeline.outcome());
        QCOMPARE(timeline.elapsedNs(12345), 0);
        QCOMPARE(timeline.startedCount(), std::size_t(0));
    }

    void timesCountFromTheZeroOfTheRun()
    {
        const auto timeline = fixtures::timelineOf({"11122", "333"}, 1);
        QCOMPARE(timeline->beganAtNs(), std::optional<qint64>(fixtures::kBeganAtNs));
        QCOMPARE(timeline->lane(0).span(1).startNs, 3);
        QCOMPARE(timeline->makespanNs(), std::optional<qint64>(5));
        QCOMPARE(timeline->elapsedNs(fixtures::kBeganAtNs + 99), 5);
        QCOMPARE(timeline->queuedCount(), std::size_t(3));
        QCOMPARE(timeline->finishedCount(), std::size_t(3));
        QCOMPARE(timeline->outcome()->state, RunState::Finished);
    }

    void aRunningTimelineTellsHowLongItHasRun()
    {
        const auto timeline = fixtures::timelineOf({"11>"}, 1);
        QCOMPARE(timeline->elapsedNs(fixtures::kBeganAtNs + 99), 99);
        QCOMPARE(timeline->elapsedNs(fixtures::kBeganAtNs - 5), 0);
    }

    void aFollowedRunThatIsAheadOfTheClockIsAllThereAtTheEnd()
    {
        constexpr qint64 kFarAheadNs = std::numeric_limits<qint64>::max() / 2;
        Timeline timeline(1);
        timeline.beginFollowing();
        timeline.record(Event{0, {}, {}, EventKind::RunBegan});
        timeline.record(Event{kFarAheadNs, JobId{1}, WorkerId{1}, EventKind::Started});
        QVERIFY(timeline.elapsedNs(std::numeric_limits<qint64>::max()) >= kFarAheadNs);
        timeline.record(Event{kFarAheadNs, {}, {}, EventKind::RunEnded});
        QCOMPARE(timeline.elapsedNs(std::numeric_limits<qint64>::max()), kFarAheadNs);
    }

    void aLaneIsMadeForAWorkerThatComesWhileReadersLook()
    {
        Timeline timeline(1);
        timeline.record(Event{0, {}, {}, EventKind::RunBegan, {}});
        const Lane* first = &timeline.lane(0);
        timeline.record(Event{10, {}, WorkerId{3}, EventKind::WorkerCame, {}});
        QCOMPARE(timeline.laneCount(), 3);
        QCOMPARE(&timeline.lane(0), first);
        timeline.record(Event{30, {}, WorkerId{3}, EventKind::WorkerWent, {}});
        timeline.record(Event{50, {}, WorkerId{2}, EventKind::WorkerCame, {}});
        QCOMPARE(timeline.presentNs(60), 60 + 20 + 10);
        QVERIFY(timeline.workersChanged());
    }

    void pausesAndTheSendersWaitsAreRecorded()
    {
        Timeline timeline(1);
        timeline.record(Event{100, {}, {}, EventKind::RunBegan, {}});
        timeline.record(Event{110, {}, {}, EventKind::Paused, {}});
        timeline.record(Event{130, JobId{4}, {}, EventKind::SendBlocked, {}});
        timeline.record(Event{140, {}, {}, EventKind::Resumed, {}});
        timeline.record(Event{150, JobId{4}, {}, EventKind::SendUnblocked, {}});
        QCOMPARE(timeline.pauses().busyNs(100, 100), 30);
        QCOMPARE(timeline.blocked().busyNs(100, 100), 20);
        QCOMPARE(timeline.blocked().job(0).number, 4);
        QVERIFY(!timeline.workersChanged());
    }

    void aJobThatIsTriedAgainIsFoundAtItsLastAttemptAndCountsOnce()
    {
        Timeline timeline(1);
        timeline.record(Event{0, {}, {}, EventKind::RunBegan, {}});
        qint64 time = 0;
        for (const JobStatus status : {JobStatus::Retried, JobStatus::Failed}) {
            timeline.record(Event{++time, JobId{1}, WorkerId{1}, EventKind::Started, {}});
            timeline.record(Event{++time, JobId{1}, WorkerId{1}, EventKind::Finished, status});
        }
        QCOMPARE(timeline.find(JobId{1})->index, std::size_t(1));
        QCOMPARE(timeline.startedCount(), std::size_t(2));
        QCOMPARE(timeline.jobsStarted(), std::size_t(1));
        QCOMPARE(timeline.counts().failed, std::size_t(1));
        QCOMPARE(timeline.counts().retried, std::size_t(1));
    }

    // Worker 1 takes job 1 and is lost; worker 2, which has done job 3, gets job 1 again.
    void aJobThatIsDeliveredAgainIsFoundOnBothWorkers()
    {
        Timeline timeline(2);
        timeline.record(Event{0, {}, {}, EventKind::RunBegan, {}});
        const auto start = [&](qint64 time, int job, int worker, int attempt) {
            timeline.record(
                Event{time, JobId{job}, WorkerId{worker}, EventKind::Started, {}, false, attempt});
        };
        const auto finish = [&](qint64 time, int job, int worker, JobStatus status) {
            timeline.record(Event{time, JobId{job}, WorkerId{worker}, EventKind::Finished, status});
        };
        start(1, 1, 1, 1);
        start(1, 3, 2, 1);
        finish(4, 3, 2, JobStatus::Finished);
        finish(5, 1, 1, JobStatus::Cancelled);
        start(6, 1, 2, 2);
        finish(7, 1, 2, JobStatus::Retried);
        start(7, 1, 2, 3);
        finish(9, 1, 2, JobStatus::Finished);
        start(9, 4, 2, 1);

        using Places = std::vector<Timeline::Place>;
        QVERIFY((timeline.attemptsAt(JobId{1}) == Places{{0, 0}, {1, 1}, {1, 2}}));
        QVERIFY((timeline.attemptsAt(JobId{3}) == Places{{1, 0}}));
        QVERIFY(timeline.attemptsAt(JobId{2}).empty());
        QVERIFY(timeline.find(JobId{1}) == (Timeline::Place{1, 2}));
        const auto all = timeline.find(JobId{1}, JobId{4});
        QVERIFY(all[0] == (Timeline::Place{1, 2}));
        QVERIFY(!all[1]);
        QVERIFY(all[2] == (Timeline::Place{1, 0}));
        QVERIFY(all[3] == (Timeline::Place{1, 3}));
        const Lane& second = timeline.lane(1);
        QCOMPARE(second.attemptNumberAt(1), 2);
        QCOMPARE(second.attemptNumberAt(2), 3);
        QCOMPARE(second.attemptAt(2), 2);
        QCOMPARE(second.attemptNumberAt(3), 1);
        QCOMPARE(timeline.jobsStarted(), std::size_t(3));
    }

    void aJobThatComesBackToItsFirstWorkerIsFoundThereToo()
    {
        Timeline timeline(1);
        timeline.record(Event{0, {}, {}, EventKind::RunBegan, {}});
        qint64 time = 0;
        for (const auto& [job, attempt] :
             {std::pair{5, 1}, {6, 1}, {8, 1}, {5, 2}, {6, 2}, {9, 1}, {6, 3}, {10, 1}}) {
            timeline.record(
                Event{++time, JobId{job}, WorkerId{1}, EventKind::Started, {}, false, attempt});
            timeline.record(Event{++time, JobId{job}, WorkerId{1}, EventKind::Finished, {}});
        }
        const auto indexes = [&](int job) {
            QStringList found;
            for (const Timeline::Place& place : timeline.attemptsAt(JobId{job}))
                found += QString::number(place.index);
            return found.join(u' ');
        };
        QCOMPARE(indexes(5), QStringLiteral("0 3"));
        QCOMPARE(indexes(6), QStringLiteral("1 4 6"));
        QCOMPARE(indexes(7), QString());
        QCOMPARE(indexes(8), QStringLiteral("2"));
        QCOMPARE(indexes(9), QStringLiteral("5"));
        QCOMPARE(indexes(10), QStringLiteral("7"));
        QCOMPARE(timeline.jobsStarted(), std::size_t(5));
    }
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
