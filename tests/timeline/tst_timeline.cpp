#include "fixtures/textpicture.h"

#include <QTest>

class TestTimeline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
};

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
