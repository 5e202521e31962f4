#include "app/window/framepace.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

constexpr qint64 kMs = 1'000'000;

// What is due next on two cores, when in 20 ms a frame took `frameMs` and the run `runMs` of them.
std::chrono::milliseconds nextAfter(qint64 frameMs, qint64 runMs, bool isSmallRun = false)
{
    FramePace pace(2,
                   {.timeNs = 500 * kMs, .drawnNs = 70 * kMs, .waitedNs = 0, .runNs = 900 * kMs});
    return pace.next({.timeNs = 520 * kMs,
                      .drawnNs = (70 + frameMs) * kMs,
                      .waitedNs = 0,
                      .runNs = (900 + runMs) * kMs},
                     isSmallRun);
}

} // namespace

class TestFramePace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobsThatWaitAreDrawnAtTheDisplaysRate()
    {
        QCOMPARE(nextAfter(12, 0), FramePace::kDisplay);
        QCOMPARE(nextAfter(12, 20), FramePace::kDisplay); // one core of two
    }

    void framesTakeATenthOfTheTimeFromARunThatNeedsAllCores()
    {
        QCOMPARE(nextAfter(5, 34), 50ms);
        QCOMPARE(nextAfter(8, 32), 80ms);
    }

    void framesTakeATenthOfTheTimeWhereOthersLeaveNoCore()
    {
        FramePace pace(2, {});
        QCOMPARE(
            pace.next(
                {.timeNs = 20 * kMs, .drawnNs = 5 * kMs, .waitedNs = 4 * kMs, .runNs = 8 * kMs},
                false),
            50ms);
    }

    void aFrameThatCostsLittleIsDrawnAtTheDisplaysRate() { QCOMPARE(nextAfter(1, 38), 16ms); }

    void whatGoesOnIsSeenToMoveHoweverCostlyFramesAre()
    {
        QCOMPARE(nextAfter(15, 30), FramePace::kSlowest);
        QCOMPARE(nextAfter(15, 30, true), FramePace::kSlowestOfSmallRuns);
        QVERIFY(FramePace::kSlowestOfSmallRuns * 30 <= 1s); // 30 frames a second
    }

    void onlyTheTimeSinceTheLastFrameCounts()
    {
        FramePace pace(2, {});
        QCOMPARE(
            pace.next({.timeNs = 20 * kMs, .drawnNs = 6 * kMs, .waitedNs = 0, .runNs = 30 * kMs},
                      false),
            60ms);
        QCOMPARE(
            pace.next({.timeNs = 80 * kMs, .drawnNs = 12 * kMs, .waitedNs = 0, .runNs = 30 * kMs},
                      false),
            FramePace::kDisplay);
    }
};

QTEST_GUILESS_MAIN(TestFramePace)
#include "tst_framepace.moc"
