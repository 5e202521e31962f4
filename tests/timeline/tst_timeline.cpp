#include "fixtures/textpicture.h"

#include <QTest>

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
        for (const JobStatus status : {JobStatus::Retried, JobStatus::Failed}) {
            timeline.record(Event{1, JobId{1}, WorkerId{1}, EventKind::Started, {}});
            timeline.record(Event{2, JobId{1}, WorkerId{1}, EventKind::Finished, status});
        }
        QCOMPARE(timeline.find(JobId{1})->index, std::size_t(1));
        QCOMPARE(timeline.startedCount(), std::size_t(2));
        QCOMPARE(timeline.jobsStarted(), std::size_t(1));
        QCOMPARE(timeline.counts().failed, std::size_t(1));
        QCOMPARE(timeline.counts().retried, std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
