// A run is started, paused, changed and stopped, and shown while it goes on and after its end.
#include "app/controls/durationbox.h"
#include "app/panels/logview.h"
#include "fixtures/appwindow.h"
#include "fixtures/folder.h"
#include "fixtures/pixels.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"
#include "timeline/runrecord.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QImage>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSettings>
#include <QThread>
#include <QTimer>

using fixtures::AppWindow;
using fixtures::pixelsOf;

namespace {

// A time as the timings show it, in seconds.
double secondsIn(const QString& text)
{
    const double value = text.section(u' ', 0, 0).toDouble();
    if (text.endsWith(QLatin1String(" ms")))
        return value / 1e3;
    return text.endsWith(QString::fromUtf8(" µs")) ? value / 1e6 : value;
}

} // namespace

class TestRunning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("running"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void runShowsFiveBarsAndBothTimings()
    {
        AppWindow window("--duration 200ms");
        window.press("actionRun");
        QVERIFY(window.isRunning());
        // Live: there are bars before the run is over.
        auto* chart = window.find<GanttView>("chart");
        QTRY_VERIFY(pixelsOf(chart->grab().toImage(), jobColor(JobId{1})) > 100);
        QVERIFY(window.isRunning());
        QTRY_VERIFY_WITH_TIMEOUT(!window.isRunning(), 10'000);
        const QImage image = chart->grab().toImage();
        for (int job = 1; job <= 5; ++job)
            QVERIFY(pixelsOf(image, jobColor(JobId{job})) > 500);
        // Two rounds of 200 ms, and no third; five after another, and no sixth.
        const double pool = secondsIn(window.text("poolTime"));
        QVERIFY2(pool >= 0.4 && pool < 0.8, qPrintable(window.text("poolTime")));
        const double sequential = secondsIn(window.text("sequentialTime"));
        QVERIFY2(sequential >= 1 && sequential < 1.6, qPrintable(window.text("sequentialTime")));
        QCOMPARE(window.text("possible"), QString::fromUtf8("of 2.50× possible"));
        QVERIFY(window.text("speedUp").endsWith(u'×'));
        const auto* log = window.find<LogView>("log");
        QCOMPARE(log->lineCount(), 22);
        QVERIFY(log->line(10).startsWith(QLatin1String("time using worker pool: ")));
        QVERIFY(log->line(21).startsWith(QLatin1String("time without using worker pool: 1.")));
    }

    void f5RunsAndEscapeStops()
    {
        AppWindow window("--duration 10s");
        QTest::keyClick(&window.get(), Qt::Key_F5);
        QVERIFY(window.isRunning());
        QTRY_VERIFY(window.find<LogView>("log")->lineCount() >= 3);
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(&window.get(), Qt::Key_Escape);
        QTRY_VERIFY(!window.isRunning());
        QVERIFY(timer.elapsed() < 3'000);
        QVERIFY(window.text("poolState").startsWith(QLatin1String("stopped after 0 of 5")));
    }

    void aDurationThatIsBeingTypedCounts()
    {
        AppWindow window("--sequential off");
        auto* box = window.find<DurationBox>("durationBox");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(box, QStringLiteral("20ms"));
        QTest::keyClick(&window.get(), Qt::Key_F5); // without Return
        QTRY_VERIFY(!window.isRunning());
        QVERIFY(secondsIn(window.text("poolTime")) < 1);
    }

    void pauseHoldsThePoolUntilResume()
    {
        AppWindow window("--jobs 40 --workers 2 --duration 20ms --sequential off --run");
        QTRY_VERIFY(window.isRunning() && window.get().run()->pool().finishedCount() > 0);
        QCOMPARE(window.button("actionPause")->text(), QStringLiteral("Pause"));
        const int width = window.button("actionPause")->width();
        window.press("actionPause");
        QCOMPARE(window.button("actionPause")->text(), QStringLiteral("Resume"));
        QCOMPARE(window.button("actionPause")->width(), width);
        const Timeline& pool = window.get().run()->pool();
        QTRY_VERIFY(pool.pauses().startedCount() == 1 &&
                    pool.startedCount() == pool.finishedCount());
        const std::size_t finished = pool.finishedCount();
        QTest::qWait(100); // for what must not happen
        QCOMPARE(pool.startedCount(), finished);
        QTest::keyClick(&window.get(), Qt::Key_F6);
        QTRY_VERIFY(!window.isRunning());
        QCOMPARE(pool.finishedCount(), std::size_t(40));
        QVERIFY(window.text("poolState").contains(QStringLiteral("paused for")));
        QVERIFY(!window.button("actionPause")->isEnabled());
        QCOMPARE(window.button("actionPause")->text(), QStringLiteral("Pause"));
    }

    void theWorkersOfARunningPoolAreThoseOfTheSlider()
    {
        AppWindow window("--jobs 100 --workers 2 --duration 20ms --sequential off --run");
        QTRY_VERIFY(window.isRunning() && window.get().run()->pool().startedCount() > 2);
        const Timeline& pool = window.get().run()->pool();
        window.type("workersBox", "6");
        QTRY_COMPARE(pool.laneCount(), 6);
        QTRY_VERIFY(pool.lane(5).startedCount() > 0);
        window.type("workersBox", "1");
        QTRY_VERIFY(pool.lane(5).presences().back().toNs.has_value());
        QTRY_VERIFY(!window.isRunning());
        QCOMPARE(pool.finishedCount(), std::size_t(100));
        QVERIFY(window.text("poolState").contains(QStringLiteral("workers changed")));
    }

    void alongsideBothRunAtTheSameTime()
    {
        AppWindow window("--duration 100ms --sequential alongside");
        window.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(!window.isRunning(), 10'000);
        const double both = secondsIn(window.text("sequentialTime"));
        QVERIFY2(both >= 0.5 && both < 0.6, qPrintable(window.text("sequentialTime")));
    }

    void theRunThatIsShownStaysWhileSlidersAreMoved()
    {
        AppWindow window("--duration 10ms --sequential off");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        window.type("jobsBox", "7");
        QCOMPARE(window.find<LogView>("log")->lineCount(), 11);
        QCOMPARE(window.text("sequentialState"), QStringLiteral("not run"));
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        QCOMPARE(window.find<LogView>("log")->lineCount(), 15);
    }

    void jobsThatFailAreCounted()
    {
        AppWindow window("--jobs 10 --workers 2 --duration 0s --fail-rate 100% --retries 2 --run");
        QTRY_VERIFY(window.get().run() && !window.isRunning());
        QCOMPARE(window.value("retriesBox"), 2);
        QTRY_VERIFY(window.text("poolState").contains(QStringLiteral("10 of 10 jobs failed")));
        QCOMPARE(window.get().run()->pool().counts().retried, std::size_t(20));
    }

    void aFolderIsHashedAndItsJobsShowTheirFiles()
    {
        const fixtures::Folder folder;
        folder.write("a", "abc");
        folder.write("sub/b", "abcd");
        AppWindow window("--work hash --recursive --sequential off");
        QVERIFY(!window.text("inputWords").isEmpty()); // a folder is missing, it says
        window.type("inputEdit", folder.path());
        QTRY_COMPARE(window.text("inputWords"), QStringLiteral("2 jobs"));
        QCOMPARE(window.value("jobsBox"), 2);
        window.press("actionRun");
        QTRY_VERIFY(window.get().run() && !window.isRunning());
        QVERIFY(window.get().run()->pool().outcome()->allDone());
        QVERIFY(window.find<QAction>("actionExportHashes")->isEnabled());
        window.find<GanttView>("chart")->selectJob(JobId{1});
        const QString details = window.find<QPlainTextEdit>("details")->toPlainText();
        QVERIFY2(details.contains(QLatin1String("ba7816bf")), qPrintable(details));
        QVERIFY2(details.contains(folder.path("a")), qPrintable(details));
    }

    void afterARunOfFilesTheNextOneIsExpectedToTakeAsLong()
    {
        const fixtures::Folder folder;
        folder.write("a", "abc");
        folder.write("b", "abcd");
        AppWindow window("--work hash --sequential off");
        window.type("inputEdit", folder.path());
        QTRY_COMPARE(window.text("inputWords"), QStringLiteral("2 jobs"));
        const auto isKnown = [&window] {
            const bool isSaid = window.find<QLabel>("estimateWords")->isVisible();
            for (const char* value :
                 {"idealValue", "sequentialValue", "speedUpValue", "totalValue"}) {
                if ((window.text(value) != QString::fromUtf8("–")) != isSaid)
                    qFatal("some is known: %s", value);
            }
            return isSaid;
        };
        QVERIFY(!isKnown());
        window.press("actionRun");
        QTRY_VERIFY(isKnown());
        // Other workers are another time for the same jobs; other jobs are not known.
        window.type("workersBox", "1");
        QVERIFY(isKnown());
        QCOMPARE(window.text("idealValue"), window.text("sequentialValue"));
        window.type("retriesBox", "1");
        QTRY_VERIFY(!isKnown());
        window.type("retriesBox", "0");
        QTRY_VERIFY(isKnown());
        window.find<QComboBox>("workBox")->setCurrentIndex(int(WorkKind::Sleep));
        QVERIFY(!window.find<QLabel>("estimateWords")->isVisible());
        QCOMPARE(window.text("sequentialValue"), QStringLiteral("5.000 s"));
    }

    void aProgramsOutputIsShownWhenItsJobIsChosen()
    {
        AppWindow window("--work command --jobs 2 --workers 1 --sequential off");
        window.type("commandEdit", "sh -c 'echo said {n}; exit 4'");
        window.press("actionRun");
        QTRY_VERIFY(window.get().run() && !window.isRunning());
        window.find<GanttView>("chart")->selectJob(JobId{2});
        const QString details = window.find<QPlainTextEdit>("details")->toPlainText();
        for (const char* part : {"said 2", "exit status 4", "sh -c 'echo said 2; exit 4'"})
            QVERIFY2(details.contains(QString::fromUtf8(part)), qPrintable(details));
    }

    void aMistypedProgramIsPointedAtWithoutABox()
    {
        AppWindow window("--work command --jobs 2 --sequential off");
        window.type("commandEdit", "nosuchprogram {n}");
        window.find<QWidget>("jobsBox")->setFocus();
        window.press("actionRun");
        const QString problem = QStringLiteral("there is no program 'nosuchprogram' in the PATH");
        QVERIFY(window.says(problem));
        QVERIFY(!QApplication::activeModalWidget());
        QCOMPARE(window.text("commandWords"), problem);
        QCOMPARE(window.get().focusWidget(), window.find<QWidget>("commandEdit"));
        QCOMPARE(window.value("jobsBox"), 2);
        QVERIFY(!window.isRunning() && !window.get().run());
        // Where the settings are not in sight there is nothing to point at.
        window.find<QWidget>("settings")->hide();
        QString boxed;
        QTimer answer;
        connect(&answer, &QTimer::timeout, this, [&boxed] {
            if (auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                boxed = box->text();
                box->close();
            }
        });
        answer.start(1);
        window.press("actionRun");
        QTRY_COMPARE(boxed, problem);
    }

    void anInputThatIsMissingIsPointedAtWithoutABox()
    {
        AppWindow window("--work hash --sequential off");
        const auto* words = window.find<QLabel>("inputWords");
        QTRY_VERIFY(words->text().startsWith(QLatin1String("Enter a folder")));
        QCOMPARE(words->property("role").toString(), QStringLiteral("muted")); // not wrong yet
        window.find<QWidget>("jobsBox")->setFocus();
        window.press("actionRun");
        QTRY_VERIFY(window.says(words->text()));
        QVERIFY(!QApplication::activeModalWidget());
        QTRY_COMPARE(words->property("role").toString(), QStringLiteral("problem"));
        QCOMPARE(window.get().focusWidget(), window.find<QWidget>("inputEdit"));
        QVERIFY(!window.isRunning() && !window.get().run());
    }

    void whatWasWrongIsNotSaidAnyMoreWhenARunBegins()
    {
        const fixtures::Folder folder;
        const auto make = [&folder] {
            folder.write("tool", "#!/bin/sh\n");
            QFile(folder.path("tool")).setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        };
        make();
        AppWindow window("--work command --jobs 2 --sequential off");
        window.type("commandEdit", folder.path("tool"));
        auto* words = window.find<QLabel>("commandWords");
        QTRY_VERIFY(words->isHidden());
        QFile::remove(folder.path("tool"));
        window.press("actionRun");
        QTRY_VERIFY(words->isVisible());
        auto* edit = window.find<QLineEdit>("commandEdit");
        QCOMPARE(edit->accessibleDescription(), words->text());
        make();
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning() && window.get().run());
        QVERIFY(words->isHidden());
        QVERIFY(edit->accessibleDescription().isEmpty());
    }

    void aRunThatCannotBePlannedIsRefusedAndSaysWhy()
    {
        AppWindow window("--work hash --sequential off");
        window.type("inputEdit", "/no/such/folder");
        bool asked = false;
        QTimer answer;
        connect(&answer, &QTimer::timeout, this, [&asked] {
            auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            if (!box)
                return;
            asked = box->text().contains(QLatin1String("/no/such/folder"));
            box->close();
        });
        answer.start(1);
        window.press("actionRun");
        QTRY_VERIFY(asked);
        QVERIFY(!window.isRunning());
        QVERIFY(!window.get().run());
    }

    void aWindowThatIsBlockedForTwoSecondsDelaysNoJob()
    {
        // 100 rounds of 10 ms, while the window's thread stands still.
        AppWindow window("--jobs 200 --workers 2 --duration 10ms --sequential off");
        window.press("actionRun");
        QThread::sleep(2);
        QTRY_VERIFY(!window.isRunning());
        const double pool = secondsIn(window.text("poolTime"));
        QVERIFY2(pool >= 1 && pool < 2, qPrintable(window.text("poolTime")));
    }

    void aMillionJobsLeaveTheWindowAlive()
    {
        AppWindow window("--jobs 1000000 --workers 8 --duration 0s --sequential off");
        window.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(!window.isRunning(), 100'000);
        QCOMPARE(window.find<LogView>("log")->lineCount(), 2'000'001);
        window.find<GanttView>("chart")->grab();
    }
};

QTEST_MAIN(TestRunning)
#include "tst_running.moc"
