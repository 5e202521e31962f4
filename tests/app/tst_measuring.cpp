// The jobs of a run are measured with several numbers of workers.
#include "app/dialogs/consentdialog.h"
#include "app/insight/sizinglegend.h"
#include "app/insight/sizingpanel.h"
#include "app/panels/runspanel.h"
#include "files/trace/runtrace.h"
#include "fixtures/appwindow.h"
#include "fixtures/folder.h"
#include "session/sessionruns.h"
#include "timeline/runrecord.h"

#include <QAction>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>

using fixtures::AppWindow;

namespace {

class Window : public AppWindow
{
public:
    // Runs the jobs, and waits until they can be measured.
    explicit Window(const char* arguments) : AppWindow(arguments)
    {
        if (!QTest::qWaitFor([this] {
                return !isRunning() && !find<QSplitter>("parts")->isHidden() &&
                       find<QPushButton>("measure")->isEnabled();
            }))
            qFatal("the run does not end");
        find<QTabWidget>("tabs")->setCurrentWidget(find<SizingPanel>("sizing"));
    }

    void measure(const char* numbers, int repeat)
    {
        find<QLineEdit>("numbers")->setText(QLatin1String(numbers));
        find<QSpinBox>("repeat")->setValue(repeat);
        find<QPushButton>("measure")->click();
    }
    const SessionRuns& kept() { return find<RunsPanel>("runs")->runs(); }
    ConsentDialog* question()
    {
        for (auto* dialog : get().findChildren<ConsentDialog*>()) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    bool isMeasuring() { return !find<QPushButton>("cancel")->isHidden(); }
};

} // namespace

class TestMeasuring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("measuring"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void nothingIsAskedBeforeSleepsAreMeasured()
    {
        Window window("--jobs 8 --workers 2 --duration 2ms --sequential off --run");
        QCOMPARE(window.kept().rowCount(), 1);
        window.measure("1,4", 2);
        QVERIFY(!window.question());
        QTRY_VERIFY(window.isMeasuring());
        QVERIFY(window.isRunning()); // Run is disabled
        QVERIFY(window.find<QAction>("actionStop")->isEnabled());
        QTRY_COMPARE(window.text("measureText"), QStringLiteral("Measured"));
        QVERIFY(!window.isMeasuring() && !window.isRunning());
        QCOMPARE(window.kept().rowCount(), 5);
        QTRY_VERIFY(window.find<SizingLegend>("legend")->accessibleName().contains(
            QStringLiteral("measured, least to most of 2")));
    }

    void commandsAreAskedAboutAndEnterDoesNotRunThem()
    {
        Window window("--work command --command true --jobs 2 --workers 1 --sequential off --run");
        window.measure("1,2", 3);
        QVERIFY(window.question());
        const auto labels = window.question()->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
            return label->text().contains(QStringLiteral("6 times"));
        }));
        QTest::keyClick(window.question(), Qt::Key_Return);
        QTRY_VERIFY(!window.question());
        QVERIFY(!window.isRunning());
        QCOMPARE(window.kept().rowCount(), 1);
        window.measure("1,2", 3);
        window.question()->accept();
        QTRY_COMPARE(window.text("measureText"), QStringLiteral("Measured"));
        QCOMPARE(window.kept().rowCount(), 7);
    }

    // It would read what the file names.
    void whatAFileNamesIsAskedAboutBeforeItIsMeasured()
    {
        const fixtures::Folder folder;
        RunSettings settings;
        settings.jobs.work = WorkKind::Hash;
        settings.jobs.input = folder.path();
        settings.jobs.count = 2;
        settings.baseline.when = SequentialRunWhen::Off;
        RunRecord record(settings, RunOrigin::hereAndNow());
        Timeline& pool = record.pool();
        pool.beginElsewhere();
        for (const int job : {1, 2}) {
            pool.record(Event{0, JobId{job}, WorkerId{job}, EventKind::Started, {}});
            pool.record(Event{50'000'000, JobId{job}, WorkerId{job}, EventKind::Finished, {}});
        }
        pool.record(Event{50'000'000, {}, {}, EventKind::RunEnded, {}});
        pool.conclude({});
        const QString path = folder.path("run.json");
        QCOMPARE(writeRunTrace(record, path), QString());
        Window window("--jobs 2 --workers 1 --duration 1ms --sequential off --run");
        const auto own = window.get().run();
        window.drop(path);
        QTRY_VERIFY(window.get().run() != own);
        QTRY_VERIFY(window.find<QPushButton>("measure")->isEnabled());
        window.measure("1", 1);
        QVERIFY(window.question());
        window.question()->reject();
        QVERIFY(!window.isRunning());
        QCOMPARE(window.kept().rowCount(), 2);
        // What ran here is one's own.
        Q_EMIT window.find<RunsPanel>("runs")->showWanted(own);
        QTRY_VERIFY(window.get().run() == own);
        window.measure("1", 1);
        QVERIFY(!window.question());
        QTRY_COMPARE(window.text("measureText"), QStringLiteral("Measured"));
    }

    void whatWasMeasuredBeforeCancelStays()
    {
        Window window("--jobs 4 --workers 2 --duration 20ms --sequential off --run");
        window.measure("1", 100);
        QTRY_VERIFY(window.kept().rowCount() >= 3);
        QVERIFY(window.text("measureText").contains(QStringLiteral(" of 10")));
        QTest::mouseClick(window.find<QPushButton>("cancel"), Qt::LeftButton);
        QTRY_VERIFY(!window.isRunning());
        QCOMPARE(window.text("measureText"), QStringLiteral("Cancelled: what was measured stays"));
        const int rows = window.kept().rowCount();
        QVERIFY(rows >= 3 && rows < 100);
        QTRY_VERIFY(window.find<SizingLegend>("legend")->accessibleName().contains(
            QStringLiteral("measured")));
    }

    void stopEndsItAndItsControlsStayAsTheyAreMeanwhile()
    {
        Window window("--jobs 4 --workers 2 --duration 20ms --sequential off --run");
        window.measure("1", 100);
        QTRY_VERIFY(window.kept().rowCount() >= 2);
        QVERIFY(!window.find<QLineEdit>("numbers")->isEnabled());
        window.type("jobsBox", QStringLiteral("7")); // another run's
        QTRY_VERIFY(window.kept().rowCount() >= 4);
        QVERIFY(!window.find<QLineEdit>("numbers")->isEnabled());
        window.press("actionStop");
        QTRY_VERIFY(!window.isRunning() && !window.isMeasuring());
        for (int row = 0; row < window.kept().rowCount(); ++row)
            QCOMPARE(window.kept().at(row).record->settings.jobs.count, 4);
        QVERIFY(window.find<QLineEdit>("numbers")->isEnabled());
    }

    void theWindowClosesWhileItGoesOn()
    {
        Window window("--jobs 4 --workers 2 --duration 1s --sequential off --run");
        window.measure("1", 100);
        QTRY_VERIFY(window.isMeasuring());
        QVERIFY(window.get().close());
        QVERIFY(!window.get().isVisible());
    }
};

QTEST_MAIN(TestMeasuring)
#include "tst_measuring.moc"
