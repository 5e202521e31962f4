#include "fixtures/recordedrun.h"
#include "pool/runend.h"
#include "pool/workerpool.h"
#include "work/sleepwork.h"

#include <QTest>

#include <thread>

using namespace fixtures;
using namespace std::chrono_literals;

class TestRunEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsStampedBehindTheFirstEnd()
    {
        RunEnd end;
        const qint64 beforeNs = end.stamp();
        const qint64 firstNs = end.mark();
        QVERIFY(beforeNs <= firstNs);
        QTRY_VERIFY(monotonicNs() > firstNs);
        QVERIFY(end.mark() > firstNs);
        QCOMPARE(end.stamp(), firstNs);
    }

    void theSenderWaitsForNoRoomAfterTheLastResult()
    {
        // The worker may be done with the last job before the sender has noticed that it is gone.
        const SleepWork work(0ns);
        for (int round = 0; round < 500; ++round) {
            const Recorded run = record<WorkerPool>(settingsOf(3, 1 + round % 2, 0), work);
            QCOMPARE(run.outcome.state, RunState::Finished);
            const qint64 endNs = run.of(EventKind::RunEnded).front().timeNs;
            for (const EventKind kind : {EventKind::SendBlocked, EventKind::SendUnblocked}) {
                for (const Event& event : run.of(kind))
                    QVERIFY(event.timeNs <= endNs);
            }
        }
    }

    void aStoppedSenderWaitsNoLongerThanTheRun()
    {
        for (int round = 0; round < 100; ++round) {
            std::stop_source stop;
            WatchedWork work;
            work.onJob = [&](JobId job, const std::stop_token&) {
                if (job.number == 5)
                    stop.request_stop();
            };
            const Recorded run = record<WorkerPool>(settingsOf(1000, 2, 0), work, stop.get_token());
            QCOMPARE(run.outcome.state, RunState::Stopped);
            const qint64 endNs = run.of(EventKind::RunEnded).front().timeNs;
            for (const EventKind kind : {EventKind::SendBlocked, EventKind::SendUnblocked}) {
                for (const Event& event : run.of(kind))
                    QVERIFY(event.timeNs <= endNs);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRunEnd)
#include "tst_runend.moc"
