// Runs and pictures are opened, with the settings that they carry.
#include "app/actions/runexporter.h"
#include "app/panels/settingspanel.h"
#include "base/clock.h"
#include "files/exports/timingpicture.h"
#include "files/trace/runtrace.h"
#include "fixtures/appwindow.h"
#include "fixtures/folder.h"
#include "fixtures/samerun.h"
#include "gantt/paint/theme.h"

#include <QMenu>
#include <QMessageBox>
#include <QSettings>
#include <QSignalSpy>

using fixtures::AppWindow;

class TestOpening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("opening"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void aSavedRunThatIsOpenedIsShownWithItsSettings()
    {
        const fixtures::Folder folder;
        const QString path = folder.path("run.json.gz");
        std::shared_ptr<const RunRecord> saved;
        {
            AppWindow window("--jobs 7 --workers 2 --duration 0s --seed 99 --run");
            QTRY_VERIFY(window.get().run() && !window.isRunning());
            saved = window.get().run();
            QCOMPARE(writeRunTrace(*saved, path), QString());
        }
        AppWindow window("--jobs 1 --seed 1");
        window.drop(path);
        QTRY_VERIFY(window.get().run());
        fixtures::compareRuns(*saved, *window.get().run());
        QCOMPARE(window.value("jobsBox"), 7);
        QCOMPARE(window.value("seedBox"), 99);
        QCOMPARE(window.find<QMenu>("menuRecent")->actions().at(0)->text(), path);
        QVERIFY(window.says(QStringLiteral("Opened ") + path));
        QVERIFY(window.find<QAction>("actionSave")->isEnabled());
        window.press("actionRun"); // runs again
        QTRY_VERIFY(window.get().run() != saved && !window.isRunning());
    }

    void aPictureThatIsDroppedRestoresItsSettings()
    {
        const fixtures::Folder folder;
        const QString path = folder.path("run.png");
        {
            AppWindow window("--jobs 7 --workers 2 --duration 0s --seed 99 --sequential off --run");
            QTRY_VERIFY(window.get().run() && !window.isRunning());
            RunExporter exporter(&window.get());
            QSignalSpy exported(&exporter, &RunExporter::exported);
            exporter.exportTo(
                {window.get().run(), &Theme::light(), monotonicNs(), QDateTime::currentDateTime()},
                path, 1);
            QTRY_COMPARE(exported.count(), 1);
        }
        AppWindow window("--jobs 1 --seed 1");
        window.drop(path);
        QCOMPARE(window.value("jobsBox"), 7);
        QCOMPARE(window.value("seedBox"), 99);
        QVERIFY(!window.get().run()); // it asks first
        auto* offer = window.get().findChild<QMessageBox*>();
        QVERIFY(offer && offer->text().contains(QStringLiteral("7 jobs · 2 workers")));
        QTest::keyClick(offer, Qt::Key_Return);
        QTRY_VERIFY(window.get().run() && !window.isRunning());
        QCOMPARE(window.get().run()->settings.jobs.count, 7);
    }

    void theDurationsOfARunBecomeSettings()
    {
        const fixtures::Folder folder;
        folder.write("log.csv", "20ms\n10ms\n1us\n");
        AppWindow window("--jobs 9 --workers 9");
        window.drop(folder.path("log.csv"));
        QTRY_VERIFY(window.get().run());
        auto* note = window.get().findChild<QMessageBox*>();
        QVERIFY(note && note->text().contains(QLatin1String("one after another")));
        note->close();
        window.find<QAction>("actionRunDurations")->trigger();
        const auto settings = [&] {
            return window.find<SettingsPanel>("settings")->settings();
        };
        QTRY_COMPARE(settings().jobs.count, 3);
        QCOMPARE(settings().pool.workers, 1);
        QCOMPARE(settings().jobs.spread.kind, SpreadKind::File);
        QFile durations(settings().jobs.spread.file);
        QVERIFY(durations.open(QIODevice::ReadOnly));
        QCOMPARE(durations.readAll(), QByteArray("20ms\n10ms\n1µs\n"));
        window.press("actionRun");
        QTRY_VERIFY(window.get().run()->origin.isOurs() && !window.isRunning());
        QCOMPARE(window.get().run()->plan.durations.of(JobId{2}), std::chrono::milliseconds(10));
        QFile::remove(durations.fileName());
    }
};

QTEST_MAIN(TestOpening)
#include "tst_opening.moc"
