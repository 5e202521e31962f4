#include "gantt/model/viewport.h"

#include <QSignalSpy>
#include <QTest>

namespace {

constexpr qint64 kSecond = 1'000'000'000;
constexpr qint64 kTenHours = 36'000 * kSecond;

} // namespace

class TestViewport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewRunIsShownWhole()
    {
        Viewport view;
        view.reset(5 * kSecond, false);
        QCOMPARE(view.visible(), (TimeRange{0, 5 * kSecond}));
        QCOMPARE(view.mode(), Viewport::Mode::FitAll);
        QVERIFY(!view.canGoBack() && !view.canGoForward());
    }

    void zoomingKeepsTheTimeUnderThePointer()
    {
        Viewport view;
        view.reset(8 * kSecond, false);
        view.zoom(0.5, 2 * kSecond);
        QCOMPARE(view.visible(), (TimeRange{kSecond, 5 * kSecond}));
        view.zoom(2, 2 * kSecond);
        QCOMPARE(view.visible(), (TimeRange{0, 8 * kSecond}));
        QCOMPARE(view.mode(), Viewport::Mode::FitAll);
    }

    void zoomGoesToSingleNanosecondsTenHoursAfterTheZero()
    {
        Viewport view;
        view.reset(kTenHours * 2, false);
        for (int i = 0; i < 500; ++i)
            view.zoom(0.8, kTenHours);
        QCOMPARE(view.visible().lengthNs(), Viewport::kMinLengthNs);
        QVERIFY(view.visible().startNs <= kTenHours && view.visible().endNs >= kTenHours);
        for (int i = 0; i < 500; ++i)
            view.zoom(1 / 0.8, kTenHours);
        QCOMPARE(view.visible(), view.whole());
    }

    void theViewStaysWithinTheRun()
    {
        Viewport view;
        view.reset(10 * kSecond, false);
        view.show({4 * kSecond, 6 * kSecond});
        view.pan(-100 * kSecond);
        QCOMPARE(view.visible(), (TimeRange{0, 2 * kSecond}));
        view.pan(100 * kSecond);
        QCOMPARE(view.visible(), (TimeRange{8 * kSecond, 10 * kSecond}));
        view.show({-5 * kSecond, 50 * kSecond});
        QCOMPARE(view.visible(), view.whole());
        view.show({3 * kSecond, 3 * kSecond});
        QCOMPARE(view.visible().lengthNs(), Viewport::kMinLengthNs);
    }

    void aLiveRunIsFollowedUntilItIsPanned()
    {
        Viewport view;
        view.reset(100 * kSecond, true);
        view.grow(100 * kSecond, 50 * kSecond, true);
        view.zoom(0.1, 0); // zooming follows on: the newest time stays in view
        QCOMPARE(view.mode(), Viewport::Mode::Follow);
        for (qint64 now = 50; now < 90; ++now) {
            view.grow(100 * kSecond, now * kSecond, true);
            QVERIFY(view.visible().startNs < now * kSecond);
            QVERIFY(view.visible().endNs >= now * kSecond);
            QCOMPARE(view.visible().lengthNs(), 10 * kSecond);
        }
        view.pan(-20 * kSecond);
        const TimeRange left = view.visible();
        view.grow(100 * kSecond, 95 * kSecond, true);
        QCOMPARE(view.visible(), left);
        view.follow();
        QVERIFY(view.visible().endNs >= 95 * kSecond);
        view.grow(100 * kSecond, 100 * kSecond, false); // over: there is nothing to follow
        QCOMPARE(view.mode(), Viewport::Mode::Free);
    }

    void aWholeViewGrowsWithTheRun()
    {
        Viewport view;
        view.reset(kSecond, true);
        view.grow(7 * kSecond, 6 * kSecond, true);
        QCOMPARE(view.visible(), (TimeRange{0, 7 * kSecond}));
    }

    void historyWalksBackAndForth()
    {
        Viewport view;
        view.reset(100 * kSecond, false);
        const TimeRange a{10 * kSecond, 20 * kSecond};
        const TimeRange b{30 * kSecond, 40 * kSecond};
        view.show(a);
        view.show(b);
        view.goBack();
        QCOMPARE(view.visible(), a);
        view.goBack();
        QCOMPARE(view.visible(), view.whole());
        QVERIFY(!view.canGoBack());
        view.goBack();
        QCOMPARE(view.visible(), view.whole());
        view.goForward();
        view.goForward();
        QCOMPARE(view.visible(), b);
        view.goBack();
        view.show({50 * kSecond, 60 * kSecond});
        QVERIFY(!view.canGoForward());
    }

    void wheelStepsInARowAreOneStepOfTheHistory()
    {
        Viewport view;
        view.reset(100 * kSecond, false);
        for (int i = 0; i < 10; ++i)
            view.zoom(0.8, 50 * kSecond);
        view.endGesture();
        for (int i = 0; i < 10; ++i)
            view.pan(kSecond);
        view.goBack();
        view.goBack();
        QCOMPARE(view.visible(), view.whole());
    }

    void nothingIsSignalledWhenNothingChanges()
    {
        Viewport view;
        view.reset(100 * kSecond, false);
        const QSignalSpy changed(&view, &Viewport::changed);
        view.fitAll();
        view.grow(100 * kSecond, 100 * kSecond, false);
        view.zoom(2, 0);
        QCOMPARE(changed.count(), 0);
        view.zoom(0.5, 0);
        QCOMPARE(changed.count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestViewport)
#include "tst_viewport.moc"
