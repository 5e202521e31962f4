// Results that wait for room in the results channel, as real pools signal them and lanes keep them.
#include "base/clock.h"
#include "fixtures/recordedrun.h"
#include "pool/workerpool.h"
#include "timeline/timeline.h"
#include "work/sleepwork.h"

#include <QTest>

using namespace fixtures;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<Timeline> timelineOf(const Recorded& run, int workers)
{
    auto timeline = std::make_unique<Timeline>(workers);
    for (const Event& event : run.events)
        timeline->record(event);
    timeline->conclude(run.outcome);
    return timeline;
}

RunSettings settingsOf(int jobs, int workers, int resultsCapacity, std::chrono::nanoseconds reading)
{
    RunSettings settings = fixtures::settingsOf(jobs, workers);
    settings.pool.resultsCapacity = resultsCapacity;
    settings.pool.readTime = reading;
    return settings;
}

// Each block lies between two spans, or behind the last, and within the run.
void checkBlocks(const Timeline& timeline)
{
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        for (std::size_t k = 0; k < lane.resultBlocks(); ++k) {
            const Lane::ResultBlock block = lane.resultBlock(k);
            QVERIFY(k == 0 || lane.resultBlock(k - 1).span < block.span);
            QVERIFY(block.fromNs >= lane.endNs(block.span));
            QVERIFY(block.toNs && *block.toNs >= block.fromNs);
            QVERIFY(*block.toNs <= (block.span + 1 < lane.startedCount()
                                        ? lane.startNs(block.span + 1)
                                        : timeline.makespanNs().value_or(0)));
        }
    }
}

} // namespace

class TestResultBlocks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allWorkersWaitForAReaderThatStaysAway_data()
    {
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("capacity");
        for (const int workers : {1, 2, 5}) {
            for (const int capacity : {1, 3})
                QTest::addRow("%d workers, capacity %d", workers, capacity) << workers << capacity;
        }
    }

    // The reader takes the first result and stays away until the stop; the channel holds so many
    // more, and then each worker has one that waits.
    void allWorkersWaitForAReaderThatStaysAway()
    {
        QFETCH(const int, workers);
        QFETCH(const int, capacity);
        const int results = 1 + capacity + workers;
        std::stop_source stop;
        int finished = 0;
        int waiting = 0;
        qint64 allWaitNs = 0;
        const auto onEvent = [&](const Event& event) {
            finished += event.kind == EventKind::Finished;
            waiting += event.kind == EventKind::ResultBlocked;
            waiting -= event.kind == EventKind::ResultUnblocked;
            if (finished != results || waiting != workers || stop.stop_requested())
                return;
            allWaitNs = monotonicNs();
            stop.request_stop();
        };
        const Recorded run = record<WorkerPool>(settingsOf(100, workers, capacity, 1h),
                                                SleepWork(0ns), stop.get_token(), {}, onEvent);
        QCOMPARE(run.outcome.state, RunState::Stopped);
        QCOMPARE(run.outcome.resultsReceived, results);
        const auto timeline = timelineOf(run, workers);
        checkBlocks(*timeline);
        allWaitNs -= *timeline->beganAtNs();
        for (int i = 0; i < workers; ++i) {
            const Lane& lane = timeline->lane(i);
            QVERIFY(lane.resultBlocks() > 0);
            const Lane::ResultBlock block = lane.resultBlock(lane.resultBlocks() - 1);
            QCOMPARE(block.span, lane.finishedCount() - 1);
            QVERIFY(block.fromNs <= allWaitNs);
            QVERIFY(*block.toNs >= allWaitNs);
        }
    }

    void nothingWaitsWhereThereIsRoomForAllResults()
    {
        for (const int workers : {1, 4}) {
            const Recorded run =
                record<WorkerPool>(settingsOf(300, workers, 300, 10us), SleepWork(0ns));
            QVERIFY(run.of(EventKind::ResultBlocked).empty());
            QVERIFY(run.of(EventKind::ResultUnblocked).empty());
        }
    }

    void waitsLieBetweenTheSpansOfTheirLaneAndWithinTheRun_data()
    {
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("capacity");
        for (const int workers : {1, 4, 16}) {
            for (const int capacity : {0, 1, 8})
                QTest::addRow("%d workers, capacity %d", workers, capacity) << workers << capacity;
        }
    }

    void waitsLieBetweenTheSpansOfTheirLaneAndWithinTheRun()
    {
        QFETCH(const int, workers);
        QFETCH(const int, capacity);
        for (int round = 0; round < 20; ++round) {
            const Recorded run =
                record<WorkerPool>(settingsOf(100, workers, capacity, 0ns), SleepWork(0ns));
            QCOMPARE(run.outcome.state, RunState::Finished);
            QCOMPARE(run.of(EventKind::ResultBlocked).size(),
                     run.of(EventKind::ResultUnblocked).size());
            checkBlocks(*timelineOf(run, workers));
        }
    }
};

QTEST_GUILESS_MAIN(TestResultBlocks)
#include "tst_resultblocks.moc"
