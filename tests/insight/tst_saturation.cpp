// How much of a run's time all its workers were busy while more jobs waited.

#include "fixtures/handmaderun.h"
#include "fixtures/textpicture.h"
#include "insight/saturation.h"

#include <QTest>

using fixtures::HandMadeRun;

class TestSaturation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itLastsUntilTheLastJobIsTaken()
    {
        // The queue is empty from 8 on.
        const auto timeline = fixtures::timelineOf({"1133557799", "2244668888"});
        const Saturation saturation = saturationOf(*timeline);
        QCOMPARE(saturation.share, 0.8);
        QVERIFY(saturation.fromNs >= 0 && saturation.fromNs < fixtures::kUnitNs);
        QVERIFY(saturation.toNs > 7 * fixtures::kUnitNs);
        QVERIFY(saturation.toNs < 8 * fixtures::kUnitNs);
    }

    void aWorkerThatIsIdleEndsIt()
    {
        QCOMPARE(saturationOf(*fixtures::timelineOf({"11..335555", "2222244444"})).share, 0.4);
    }

    void workersThatAreNotThereAreNotWaitedFor()
    {
        HandMadeRun run(HandMadeRun::settingsOf(4, 2));
        run.queue(0, 4).attempt(1, 1, 0, 10).attempt(2, 2, 0, 5).goes(2, 5);
        run.attempt(1, 3, 10, 20).attempt(1, 4, 20, 30);
        // Worker 1 alone is busy from 5 on; the last job is taken at 20.
        QCOMPARE(qRound(saturationOf(run.over()->pool()).share * 300), 200);
    }

    void whereNobodyRecordedWhenJobsCameTheyWaitUntilTheyStart()
    {
        HandMadeRun run(HandMadeRun::settingsOf(2, 1));
        run.attempt(1, 1, 0, 10).attempt(1, 2, 10, 20);
        QCOMPARE(saturationOf(run.over()->pool()).share, 0.5);
    }

    void jobsThatHaveNotComeDoNotWait()
    {
        HandMadeRun run(HandMadeRun::settingsOf(2, 1));
        run.queue(0).queue(10).attempt(1, 1, 0, 10).attempt(1, 2, 10, 20);
        const Saturation saturation = saturationOf(run.over()->pool());
        QCOMPARE(saturation.share, 0.0);
        QCOMPARE(saturation.toNs, 0);
    }

    void withoutJobsOrTimeThereIsNone()
    {
        HandMadeRun empty(HandMadeRun::settingsOf(1, 2));
        QCOMPARE(saturationOf(empty.over({}, 50)->pool()).share, 0.0);
        HandMadeRun atOnce(HandMadeRun::settingsOf(2, 1));
        atOnce.queue(0, 2).attempt(1, 1, 0, 0).attempt(1, 2, 0, 0);
        QCOMPARE(saturationOf(atOnce.over()->pool()).share, 0.0);
    }

    void aRunOf146YearsHasAShareAsAnyOther()
    {
        constexpr double kYears = double(Timeline::kMaxLanesNs) / 1e6 / 2.5;
        const auto record = fixtures::runOf(1, {kYears, kYears});
        QCOMPARE(saturationOf(record->pool()).share, 0.5);
    }
};

QTEST_APPLESS_MAIN(TestSaturation)
#include "tst_saturation.moc"
