// Long work beside the window.
#include "app/dialogs/background.h"

#include <QPushButton>
#include <QTest>

#include <atomic>

namespace {

QProgressDialog* dialogOf(QWidget& window)
{
    return window.findChild<QProgressDialog*>();
}

// Works until it is stopped.
int untilStopped(const FileProgress& progress)
{
    std::atomic<bool> stopped = false;
    const std::stop_callback stop(progress.stop, [&stopped] {
        stopped = true;
        stopped.notify_one();
    });
    stopped.wait(false);
    return 7;
}

} // namespace

class TestBackground : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatItGivesComesToTheMainThread()
    {
        QWidget window;
        QObject owner;
        int got = 0;
        runInBackground(
            &window, &owner, *QThreadPool::globalInstance(), AtOwnersEnd::Stop,
            QStringLiteral("short"), [](const FileProgress&) { return 5; },
            [&got](int result) {
                QCOMPARE(QThread::currentThread(), qApp->thread());
                got = result;
            });
        QTRY_COMPARE(got, 5);
        QVERIFY(!dialogOf(window) || dialogOf(window)->isHidden()); // it was soon done
    }

    void cancelStopsTheWork_data()
    {
        QTest::addColumn<bool>("byMouse");
        QTest::newRow("button") << true;
        QTest::newRow("Esc") << false;
    }

    void cancelStopsTheWork()
    {
        QFETCH(bool, byMouse);
        QWidget window;
        window.show();
        QObject owner;
        int got = 0;
        runInBackground(&window, &owner, *QThreadPool::globalInstance(), AtOwnersEnd::Stop,
                        QStringLiteral("long"), untilStopped, [&got](int result) { got = result; });
        QTRY_VERIFY(dialogOf(window) && dialogOf(window)->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(dialogOf(window)));
        if (byMouse)
            QTest::mouseClick(dialogOf(window)->findChild<QPushButton*>(), Qt::LeftButton);
        else
            QTest::keyClick(dialogOf(window), Qt::Key_Escape);
        QTRY_COMPARE(got, 7);
        QTRY_VERIFY(!dialogOf(window)); // with the work it goes
    }

    void theShareThatIsDoneIsShown()
    {
        QWidget window;
        BackgroundDialog dialog(&window, QStringLiteral("work"));
        QCOMPARE(dialog.maximum(), 0); // busy, nobody knows how far
        dialog.setPermille(250);
        QCOMPARE(dialog.maximum(), 1000);
        QCOMPARE(dialog.value(), 250);
    }

    void anOwnerThatGoesStopsTheWorkOrLetsItFinish()
    {
        for (const AtOwnersEnd atEnd : {AtOwnersEnd::Stop, AtOwnersEnd::Finish}) {
            QWidget window;
            QThreadPool pool;
            std::stop_source finish;
            std::atomic<int> ended = 0; // 1: stopped, 2: finished
            bool told = false;
            {
                QObject owner;
                runInBackground(
                    &window, &owner, pool, atEnd, QStringLiteral("long"),
                    [&ended, let = finish.get_token()](const FileProgress& progress) {
                        while (!progress.stop.stop_requested() && !let.stop_requested())
                            std::this_thread::yield();
                        ended = progress.stop.stop_requested() ? 1 : 2;
                        return 0;
                    },
                    [&told](int) { told = true; });
            }
            if (atEnd == AtOwnersEnd::Finish)
                finish.request_stop();
            pool.waitForDone();
            QCOMPARE(ended.load(), atEnd == AtOwnersEnd::Stop ? 1 : 2);
            QCoreApplication::processEvents();
            QVERIFY(!told);
        }
    }
};

QTEST_MAIN(TestBackground)
#include "tst_background.moc"
