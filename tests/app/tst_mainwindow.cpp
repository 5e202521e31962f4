#include "app/actions/runexporter.h"
#include "app/controls/appearance.h"
#include "app/controls/durationbox.h"
#include "app/controls/scaleslider.h"
#include "app/dialogs/exportdialog.h"
#include "app/panels/logview.h"
#include "app/panels/runspanel.h"
#include "app/panels/settingspanel.h"
#include "app/window/comparewindow.h"
#include "app/window/mainwindow.h"
#include "base/clock.h"
#include "files/exports/timingpicture.h"
#include "files/trace/runtrace.h"
#include "fixtures/folder.h"
#include "fixtures/samerun.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"
#include "session/settingsstore.h"
#include "session/terminal/commandline.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStatusBar>
#include <QStyle>
#include <QStyleOptionSlider>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QToolBar>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>

using namespace std::chrono_literals;

namespace {

// The window, driven as a person does: by mouse and keys on what is seen.
class Window
{
public:
    explicit Window(const char* arguments = "") : m_window(commandLine(arguments))
    {
        m_window.resize(1200, 800);
        m_window.show();
        if (!QTest::qWaitForWindowExposed(&m_window))
            qFatal("the window does not come up");
    }

    template <typename T>
    T* find(const char* name) const
    {
        T* found = m_window.findChild<T*>(QLatin1String(name));
        if (!found)
            qFatal("the window has no %s", name);
        return found;
    }

    MainWindow& get() { return m_window; }
    int value(const char* box) const { return find<QSpinBox>(box)->value(); }
    QString text(const char* label) const { return find<QLabel>(label)->text(); }

    QToolButton* button(const char* action) const
    {
        return qobject_cast<QToolButton*>(
            find<QToolBar>("toolBar")->widgetForAction(find<QAction>(action)));
    }
    void press(const char* action) { QTest::mouseClick(button(action), Qt::LeftButton); }
    bool isRunning() const { return !find<QAction>("actionRun")->isEnabled(); }

    // Drags a slider's handle to a place along it, 0 to 1.
    void drag(const char* name, double to)
    {
        auto* slider = find<QSlider>(name);
        QStyleOptionSlider option;
        option.initFrom(slider);
        option.orientation = Qt::Horizontal;
        option.minimum = slider->minimum();
        option.maximum = slider->maximum();
        option.sliderPosition = slider->sliderPosition();
        const QRect handle = slider->style()->subControlRect(QStyle::CC_Slider, &option,
                                                             QStyle::SC_SliderHandle, slider);
        const QPoint target(int(to * (slider->width() - 1)), handle.center().y());
        QTest::mousePress(slider, Qt::LeftButton, {}, handle.center());
        QTest::mouseMove(slider, (handle.center() + target) / 2);
        QTest::mouseMove(slider, target);
        QTest::mouseRelease(slider, Qt::LeftButton, {}, target);
    }

    // Whether the status line does.
    bool says(const QString& text) const
    {
        const auto labels = find<QStatusBar>("statusBar")->findChildren<QLabel*>();
        return std::ranges::any_of(labels,
                                   [&text](const QLabel* label) { return label->text() == text; });
    }

    // Drops a file on the window, if it will have it.
    void drop(const QString& path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&m_window, &enter);
        if (!enter.isAccepted())
            return;
        QDropEvent dropped(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(&m_window, &dropped);
    }

    void type(QWidget* box, const char* text)
    {
        box->setFocus();
        QTest::keyClick(box, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(box, QString::fromUtf8(text));
        QTest::keyClick(box, Qt::Key_Return);
    }

private:
    static CommandLine commandLine(const char* arguments)
    {
        QStringList list{QStringLiteral("poolscope")};
        list += QString::fromUtf8(arguments).split(u' ', Qt::SkipEmptyParts);
        return std::get<CommandLine>(parseCommandLine(list));
    }

    MainWindow m_window;
};

// A time as the timings show it, in seconds.
double secondsIn(const QString& text)
{
    const double value = text.section(u' ', 0, 0).toDouble();
    if (text.endsWith(QLatin1String(" ms")))
        return value / 1e3;
    return text.endsWith(QString::fromUtf8(" µs")) ? value / 1e6 : value;
}

int pixelsOf(const QImage& image, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == color;
    }
    return count;
}

// Fills in the dialog that is about to come up.
template <typename Dialog>
void whenDialogComes(const std::function<void(Dialog*)>& act)
{
    QTimer::singleShot(0, qApp, [act] {
        QPointer<Dialog> dialog;
        const bool came = QTest::qWaitFor([&] {
            dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget());
            return dialog != nullptr;
        });
        if (!came && QApplication::activeModalWidget()) // another one: do not wait for ever
            QApplication::activeModalWidget()->close();
        QVERIFY(came);
        act(dialog);
    });
}

void whenExportDialogOpens(const std::function<void(ExportDialog*)>& act)
{
    whenDialogComes<ExportDialog>([act](ExportDialog* dialog) {
        const QPointer<ExportDialog> still = dialog;
        act(dialog);
        if (still && still->isVisible()) // a check has failed: do not wait for ever
            still->reject();
    });
}

void whenQuestionComes(const std::function<void(QMessageBox*)>& act)
{
    whenDialogComes<QMessageBox>(act);
}

void pressIn(QMessageBox* question, const char* text)
{
    for (QAbstractButton* button : question->buttons()) {
        if (button->text().contains(QLatin1String(text))) {
            button->click();
            return;
        }
    }
    QFAIL("there is no such button");
}

// 40 s long, and in no file.
std::shared_ptr<const RunRecord> longRun()
{
    auto record = std::make_shared<RunRecord>(RunSettings(), RunOrigin::hereAndNow());
    for (Timeline* timeline : {&record->pool(), record->sequential()}) {
        timeline->beginElsewhere();
        timeline->record(Event{20'000'000'000, {}, {}, EventKind::RunEnded});
        timeline->conclude({});
    }
    return record;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("poolscope-test"));
        QCoreApplication::setApplicationName(QStringLiteral("mainwindow"));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); // groups digits
        Appearance::setUp();
    }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void itOpensWithTheArticlesSettings()
    {
        Window window;
        QCOMPARE(window.value("jobsBox"), 5);
        QCOMPARE(window.value("workersBox"), 3);
        QCOMPARE(window.value("capacityBox"), 5);
        QCOMPARE(window.find<DurationBox>("durationBox")->text(), QStringLiteral("1 s"));
        QCOMPARE(window.text("idealValue"), QStringLiteral("2.000 s"));
        QCOMPARE(window.text("sequentialValue"), QStringLiteral("5.000 s"));
        QCOMPARE(window.text("speedUpValue"), QString::fromUtf8("2.50×"));
        QCOMPARE(window.text("totalValue"), QStringLiteral("7.000 s"));
        QVERIFY(!window.find<QAction>("actionExport")->isEnabled());
    }

    void theCommandLinePresetsWhatItShows()
    {
        Window window("--jobs 12 --workers 4 --capacity 0 --duration 250us --sequential off");
        QCOMPARE(window.value("jobsBox"), 12);
        QCOMPARE(window.value("workersBox"), 4);
        QCOMPARE(window.value("capacityBox"), 0);
        QVERIFY(!window.find<QCheckBox>("capacityAuto")->isChecked());
        QCOMPARE(window.find<DurationBox>("durationBox")->text(), QString::fromUtf8("250 µs"));
        QCOMPARE(window.find<QComboBox>("sequentialBox")->currentIndex(), 2);
    }

    void aSliderReachesBothEndsAndItsBoxAgrees()
    {
        Window window;
        const std::pair<const char*, const char*> pairs[] = {{"jobsSlider", "jobsBox"},
                                                             {"workersSlider", "workersBox"},
                                                             {"capacitySlider", "capacityBox"}};
        for (const auto& [slider, box] : pairs) {
            auto* spinBox = window.find<QSpinBox>(box);
            window.drag(slider, 1);
            QCOMPARE(spinBox->value(), spinBox->maximum());
            window.drag(slider, 0);
            QCOMPARE(spinBox->value(), spinBox->minimum());
            window.drag(slider, 0.5);
            QCOMPARE(window.find<ScaleSlider>(slider)->scaledValue(), spinBox->value());
            QVERIFY(spinBox->value() > spinBox->minimum());
        }
        QCOMPARE(window.find<QSpinBox>("jobsBox")->maximum(), RunSettings::kMaxJobs);
    }

    void aBoxMovesItsSlider()
    {
        Window window;
        window.type(window.find<QSpinBox>("jobsBox"), "1234");
        QCOMPARE(window.find<ScaleSlider>("jobsSlider")->scaledValue(), 1234);
        const int before = window.find<QSlider>("jobsSlider")->value();
        window.type(window.find<QSpinBox>("jobsBox"), "1234567");
        QCOMPARE(window.value("jobsBox"), 1'234'567);
        QVERIFY(window.find<QSlider>("jobsSlider")->value() > before);
    }

    void numbersBeyondTheRangeBecomeItsEndAndNonsenseIsTakenBack()
    {
        Window window;
        auto* workers = window.find<QSpinBox>("workersBox");
        window.type(workers, "2000");
        QCOMPARE(workers->value(), 1024);
        window.type(workers, "7");
        window.type(workers, "9.5");
        QCOMPARE(workers->value(), 9); // the last whole number that stood there
        QCOMPARE(workers->text(), QStringLiteral("9"));
        window.type(workers, "abc");
        QCOMPARE(workers->value(), 9);
        window.type(workers, "0");
        QCOMPARE(workers->value(), 1);
        window.type(window.find<QSpinBox>("jobsBox"), "1,234");
        QCOMPARE(window.value("jobsBox"), 1234);
    }

    void whatTheCommandLineSetsIsNotRemembered()
    {
        {
            Window window("--jobs 77 --capacity 0");
            window.get().close();
        }
        QCOMPARE(Window().value("jobsBox"), 5);
    }

    void arrowKeysOnASliderGoToTheNextNumber()
    {
        Window window;
        auto* slider = window.find<ScaleSlider>("jobsSlider");
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(window.value("jobsBox"), 6);
        QTest::keyClick(slider, Qt::Key_Left);
        QTest::keyClick(slider, Qt::Key_Left);
        QCOMPARE(window.value("jobsBox"), 4);
        QTest::keyClick(slider, Qt::Key_End);
        QCOMPARE(window.value("jobsBox"), RunSettings::kMaxJobs);
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(window.value("jobsBox"), 1);
    }

    void theCapacityFollowsTheJobsUntilItIsSet()
    {
        Window window;
        auto* automatic = window.find<QCheckBox>("capacityAuto");
        window.type(window.find<QSpinBox>("jobsBox"), "40");
        QCOMPARE(window.value("capacityBox"), 40);
        window.type(window.find<QSpinBox>("capacityBox"), "2");
        QVERIFY(!automatic->isChecked());
        window.type(window.find<QSpinBox>("jobsBox"), "50");
        QCOMPARE(window.value("capacityBox"), 2);
        automatic->click();
        QCOMPARE(window.value("capacityBox"), 50);
    }

    void durationsAreTypedWithAnyUnitAndNonsenseIsTakenBack()
    {
        Window window;
        auto* box = window.find<DurationBox>("durationBox");
        auto* slider = window.find<ScaleSlider>("durationSlider");
        window.type(box, "20ms");
        QCOMPARE(box->text(), QStringLiteral("20 ms"));
        QCOMPARE(slider->scaledValue(), 20'000'000);
        window.type(box, "30"); // in the unit that was shown
        QCOMPARE(box->text(), QStringLiteral("30 ms"));
        window.type(box, "two weeks");
        QCOMPARE(box->text(), QStringLiteral("30 ms"));
        window.type(box, "2h");
        QCOMPARE(box->text(), QStringLiteral("30 ms"));
        window.drag("durationSlider", 0);
        QCOMPARE(box->text(), QStringLiteral("0 s"));
        window.drag("durationSlider", 1);
        QCOMPARE(box->text(), QStringLiteral("1 h"));
    }

    void runShowsFiveBarsAndBothTimings()
    {
        Window window("--duration 200ms");
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
        QVERIFY2(pool >= 0.4 && pool < 0.6, qPrintable(window.text("poolTime")));
        const double sequential = secondsIn(window.text("sequentialTime"));
        QVERIFY2(sequential >= 1 && sequential < 1.2, qPrintable(window.text("sequentialTime")));
        QCOMPARE(window.text("possible"), QString::fromUtf8("of 2.50× possible"));
        QVERIFY(window.text("speedUp").endsWith(u'×'));
        const auto* log = window.find<LogView>("log");
        QCOMPARE(log->lineCount(), 22);
        QVERIFY(log->line(10).startsWith(QLatin1String("time using worker pool: ")));
        QVERIFY(log->line(21).startsWith(QLatin1String("time without using worker pool: 1.")));
    }

    void f5RunsAndEscapeStops()
    {
        Window window("--duration 10s");
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

    void pauseHoldsThePoolUntilResume()
    {
        Window window("--jobs 40 --workers 2 --duration 20ms --sequential off --run");
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
        Window window("--jobs 100 --workers 2 --duration 20ms --sequential off --run");
        QTRY_VERIFY(window.isRunning() && window.get().run()->pool().startedCount() > 2);
        const Timeline& pool = window.get().run()->pool();
        window.type(window.find<QSpinBox>("workersBox"), "6");
        QTRY_COMPARE(pool.laneCount(), 6);
        QTRY_VERIFY(pool.lane(5).startedCount() > 0);
        window.type(window.find<QSpinBox>("workersBox"), "1");
        QTRY_VERIFY(pool.lane(5).presences().back().toNs.has_value());
        QTRY_VERIFY(!window.isRunning());
        QCOMPARE(pool.finishedCount(), std::size_t(100));
        QVERIFY(window.text("poolState").contains(QStringLiteral("workers changed")));
    }

    void theShareOfComputingIsForMixedWorkAlone()
    {
        Window window;
        auto* work = window.find<QComboBox>("workBox");
        auto* share = window.find<QSpinBox>("cpuShareBox");
        QVERIFY(!share->isVisible());
        work->setFocus();
        QTest::keyClick(work, Qt::Key_Down);
        QCOMPARE(work->currentText(), QStringLiteral("Computes"));
        QVERIFY(!share->isVisible());
        QTest::keyClick(work, Qt::Key_Down);
        QCOMPARE(work->currentText(), QStringLiteral("Mixed"));
        QVERIFY(share->isVisible());
        QCOMPARE(share->value(), 30);
    }

    void jobsThatFailAreCounted()
    {
        Window window("--jobs 10 --workers 2 --duration 0s --fail-rate 100% --retries 2 --run");
        QTRY_VERIFY(window.get().run() && !window.isRunning());
        QCOMPARE(window.value("retriesBox"), 2);
        QTRY_VERIFY(window.text("poolState").contains(QStringLiteral("10 of 10 jobs failed")));
        QCOMPARE(window.get().run()->pool().counts().retried, std::size_t(20));
    }

    void onlyWhatMattersForTheChoicesIsShown()
    {
        Window window;
        const auto isShown = [&window](const char* name) {
            return window.find<QWidget>(name)->isVisible();
        };
        QVERIFY(isShown("durationBox") && !isShown("inputEdit") && !isShown("spreadView"));
        window.find<QComboBox>("spreadBox")->setCurrentIndex(int(SpreadKind::Bimodal));
        QVERIFY(isShown("longShareBox") && isShown("longFactorBox") && isShown("spreadView"));
        QVERIFY(!isShown("shapeBox"));
        window.find<QComboBox>("workBox")->setCurrentIndex(int(WorkKind::Command));
        QVERIFY(isShown("commandEdit") && isShown("timeoutBox") && !isShown("longShareBox"));
        window.find<QComboBox>("workBox")->setCurrentIndex(int(WorkKind::Hash));
        QVERIFY(isShown("inputEdit") && isShown("recursiveBox") && !isShown("commandEdit"));
        window.find<QComboBox>("arrivalBox")->setCurrentIndex(int(ArrivalKind::Poisson));
        QVERIFY(isShown("rateBox") && !isShown("everyBox"));
    }

    void aFolderIsHashedAndItsJobsShowTheirFiles()
    {
        const fixtures::Folder folder;
        folder.write("a", "abc");
        folder.write("sub/b", "abcd");
        Window window("--work hash --recursive --sequential off");
        QVERIFY(!window.text("inputWords").isEmpty()); // a folder is missing, it says
        window.type(window.find<QLineEdit>("inputEdit"), folder.path().toUtf8().constData());
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

    void aProgramsOutputIsShownWhenItsJobIsChosen()
    {
        Window window("--work command --jobs 2 --workers 1 --sequential off");
        window.type(window.find<QLineEdit>("commandEdit"), "sh -c 'echo said {n}; exit 4'");
        window.press("actionRun");
        QTRY_VERIFY(window.get().run() && !window.isRunning());
        window.find<GanttView>("chart")->selectJob(JobId{2});
        const QString details = window.find<QPlainTextEdit>("details")->toPlainText();
        for (const char* part : {"said 2", "exit status 4", "sh -c 'echo said 2; exit 4'"})
            QVERIFY2(details.contains(QString::fromUtf8(part)), qPrintable(details));
    }

    void aRunThatCannotBePlannedIsRefusedAndSaysWhy()
    {
        Window window("--work hash --sequential off");
        window.type(window.find<QLineEdit>("inputEdit"), "/no/such/folder");
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

    void anExampleTakesThePlaceOfTheSettingsUntilTheyAreWantedBack()
    {
        Window window("--jobs 77");
        const QList<QAction*> actions = window.find<QMenu>("menuExamples")->actions();
        QVERIFY(actions.size() >= 10);
        QVERIFY(!actions.back()->isEnabled());
        for (QAction* action : actions.sliced(0, actions.size() - 2)) {
            action->trigger();
            QVERIFY(!window.text("note").isEmpty());
            QVERIFY(window.find<QLabel>("note")->isVisible());
        }
        QVERIFY(window.value("jobsBox") != 77);
        QVERIFY(!window.get().run()); // nothing has run
        actions.back()->trigger();
        QCOMPARE(window.value("jobsBox"), 77);
        QVERIFY(!window.find<QLabel>("note")->isVisible());
    }

    void aSavedRunThatIsOpenedIsShownWithItsSettings()
    {
        const fixtures::Folder folder;
        const QString path = folder.path("run.json.gz");
        std::shared_ptr<const RunRecord> saved;
        {
            Window window("--jobs 7 --workers 2 --duration 0s --seed 99 --run");
            QTRY_VERIFY(window.get().run() && !window.isRunning());
            saved = window.get().run();
            QCOMPARE(writeRunTrace(*saved, path), QString());
        }
        Window window("--jobs 1 --seed 1");
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
            Window window("--jobs 7 --workers 2 --duration 0s --seed 99 --sequential off --run");
            QTRY_VERIFY(window.get().run() && !window.isRunning());
            RunExporter exporter(&window.get());
            QSignalSpy exported(&exporter, &RunExporter::exported);
            exporter.exportTo(
                {window.get().run(), &Theme::light(), monotonicNs(), QDateTime::currentDateTime()},
                path, 1);
            QTRY_COMPARE(exported.count(), 1);
        }
        Window window("--jobs 1 --seed 1");
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

    void manyUnequalJobsAreEstimatedInTheBackground()
    {
        Window window("--jobs 1000000 --spread pareto:1.5 --duration 1ms");
        QTRY_VERIFY(window.text("idealValue") != QStringLiteral("…"));
        QVERIFY(window.text("idealValue").endsWith(QStringLiteral("min")) ||
                window.text("idealValue").contains(QStringLiteral("s")));
        window.find<QComboBox>("spreadBox")->setCurrentIndex(int(SpreadKind::Exponential));
        window.find<QComboBox>("spreadBox")->setCurrentIndex(int(SpreadKind::Uniform));
        QTRY_VERIFY(window.text("idealValue") != QStringLiteral("…"));
    }

    void theRunThatIsShownStaysWhileSlidersAreMoved()
    {
        Window window("--duration 10ms --sequential off");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        window.type(window.find<QSpinBox>("jobsBox"), "7");
        QCOMPARE(window.find<LogView>("log")->lineCount(), 11);
        QCOMPARE(window.text("sequentialState"), QStringLiteral("not asked for"));
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        QCOMPARE(window.find<LogView>("log")->lineCount(), 15);
    }

    void alongsideBothRunAtTheSameTime()
    {
        Window window("--duration 100ms --sequential alongside");
        window.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(!window.isRunning(), 10'000);
        const double both = secondsIn(window.text("sequentialTime"));
        QVERIFY2(both >= 0.5 && both < 0.6, qPrintable(window.text("sequentialTime")));
    }

    void aWindowThatIsBlockedForTwoSecondsDelaysNoJob()
    {
        // 100 rounds of 10 ms, while the window's thread stands still.
        Window window("--jobs 200 --workers 2 --duration 10ms --sequential off");
        window.press("actionRun");
        QThread::sleep(2);
        QTRY_VERIFY(!window.isRunning());
        const double pool = secondsIn(window.text("poolTime"));
        QVERIFY2(pool >= 1 && pool < 1.5, qPrintable(window.text("poolTime")));
    }

    void aDurationThatIsBeingTypedCounts()
    {
        Window window("--sequential off");
        auto* box = window.find<DurationBox>("durationBox");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(box, QStringLiteral("20ms"));
        QTest::keyClick(&window.get(), Qt::Key_F5); // without Return
        QTRY_VERIFY(!window.isRunning());
        QVERIFY(secondsIn(window.text("poolTime")) < 1);
    }

    void theLargestSettingsAreShownWithoutOverflow()
    {
        Window window("--jobs 10000000 --workers 1 --duration 1h");
        QCOMPARE(window.text("sequentialValue"), QStringLiteral("292 years"));
        QVERIFY(window.find<GanttView>("chart")->scale().endNs > 1'000'000'000'000'000'000);
        window.find<GanttView>("chart")->grab();
    }

    void theWheelTurnsASliderThatHasTheFocus()
    {
        Window window;
        auto* slider = window.find<ScaleSlider>("workersSlider");
        slider->setFocus();
        QTRY_VERIFY(slider->hasFocus());
        const QPointF center = slider->rect().center();
        QWheelEvent up(center, slider->mapToGlobal(center), {}, {0, 120}, Qt::NoButton,
                       Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(slider, &up);
        QCOMPARE(window.value("workersBox"), 4);
    }

    void closingTheWindowEndsTheRun()
    {
        QElapsedTimer timer;
        {
            Window window("--duration 1h --workers 200 --jobs 1000");
            window.press("actionRun");
            QTRY_VERIFY(window.find<LogView>("log")->lineCount() >= 200);
            timer.start();
            window.get().close();
        }
        QVERIFY(timer.elapsed() < 5'000);
    }

    void settingsAndThemeAreRemembered()
    {
        {
            Window window;
            window.type(window.find<QSpinBox>("jobsBox"), "321");
            window.find<QAction>("actionThemeDark")->trigger();
            window.get().close();
        }
        Window window;
        QCOMPARE(window.value("jobsBox"), 321);
        QVERIFY(window.find<QAction>("actionThemeDark")->isChecked());
        QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::darkTheme().window);
        window.find<QAction>("actionThemeSystem")->trigger();
        QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::light().window);
    }

    void runsOfTheSessionStayAndCanBeShownAgain()
    {
        Window window("--jobs 2 --duration 0s --sequential off");
        auto* panel = window.find<RunsPanel>("runs");
        for (int i = 0; i < 3; ++i) {
            const auto before = window.get().run();
            window.press("actionRun");
            QTRY_VERIFY(window.get().run() != before && !window.isRunning());
        }
        QCOMPARE(panel->runs().rowCount(), 3);
        const auto oldest = panel->runs().at(2).record;
        QVERIFY(window.get().run() != oldest);
        auto* table = panel->findChild<QTableView*>(QStringLiteral("runsTable"));
        table->selectRow(2);
        QTest::mouseClick(panel->findChild<QPushButton*>(QStringLiteral("show")), Qt::LeftButton);
        QCOMPARE(window.get().run(), oldest);
        // Together with the one in the chart a selected one makes two.
        table->selectRow(0);
        QTest::mouseClick(panel->findChild<QPushButton*>(QStringLiteral("compare")),
                          Qt::LeftButton);
        auto* compared = window.get().findChild<CompareWindow*>();
        QVERIFY(compared && compared->isVisible());
        const auto charts = compared->findChildren<GanttView*>();
        QCOMPARE(charts.size(), 2);
        QCOMPARE(charts[0]->scale().xOf(0), charts[1]->scale().xOf(0));
        QCOMPARE(charts[0]->view().whole(), charts[1]->view().whole());
        charts[1]->view().zoom(0.1, 0);
        QCOMPARE(charts[0]->view().visible(), charts[1]->view().visible());
        QCOMPARE(charts[0]->scale().xOf(100), charts[1]->scale().xOf(100));
        compared->close();
        table->selectAll();
        QTest::keyClick(panel, Qt::Key_Delete);
        QCOMPARE(panel->runs().rowCount(), 0);
    }

    void aLongRunThatIsNotSavedIsAskedAboutBeforeTheWindowCloses()
    {
        Window window("");
        auto* panel = window.find<RunsPanel>("runs");
        const auto record = longRun();
        panel->runs().add(record, {});
        whenQuestionComes([](QMessageBox* question) {
            QVERIFY(question->text().contains(QLatin1String("not saved")));
            question->button(QMessageBox::Cancel)->click();
        });
        window.get().close();
        QVERIFY(window.get().isVisible());
        whenQuestionComes([](QMessageBox* question) { pressIn(question, "Discard"); });
        window.get().close();
        QVERIFY(window.get().isHidden());
    }

    void savingAllLongRunsClosesTheWindow()
    {
        const fixtures::Folder folder;
        SettingsStore::setExportFolder(folder.path());
        Window window("");
        auto* panel = window.find<RunsPanel>("runs");
        for (int i = 0; i < 2; ++i)
            panel->runs().add(longRun(), {});
        // One after the other; a timer, as each waits in a loop of its own.
        QStringList names{folder.path("one.json"), folder.path("two.json.gz")};
        QTimer chooser;
        connect(&chooser, &QTimer::timeout, &chooser, [&names] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!dialog || dialog->property("named").toBool() || names.isEmpty())
                return;
            dialog->setProperty("named", true);
            dialog->selectFile(names.takeFirst());
            QMetaObject::invokeMethod(dialog, "accept", Qt::QueuedConnection);
        });
        chooser.start(5);
        whenQuestionComes([&](QMessageBox* question) {
            QVERIFY(question->text().contains(QLatin1String("2 runs are not saved")));
            pressIn(question, "Save");
        });
        window.get().close();
        QTRY_VERIFY(window.get().isHidden());
        QVERIFY(QFile::exists(folder.path("one.json")));
        QVERIFY(QFile::exists(folder.path("two.json.gz")));
    }

    void aSaveThatIsGivenUpLeavesTheWindowOpen()
    {
        Window window("");
        window.find<RunsPanel>("runs")->runs().add(longRun(), {});
        whenQuestionComes([](QMessageBox* question) {
            whenDialogComes<QFileDialog>([](QFileDialog* dialog) {
                QMetaObject::invokeMethod(dialog, "reject", Qt::QueuedConnection);
            });
            pressIn(question, "Save");
        });
        window.get().close();
        QVERIFY(window.get().isVisible());
        window.get().closeUnasked();
        QVERIFY(window.get().isHidden());
    }

    void aRunThatIsExportedAsARunIsSaved()
    {
        const fixtures::Folder folder;
        const QByteArray arguments =
            "--duration 0s --run --export " + folder.path("run.json").toUtf8();
        Window window(arguments.constData());
        auto* panel = window.find<RunsPanel>("runs");
        QTRY_VERIFY(panel->runs().rowCount() == 1 && panel->runs().at(0).isSaved);
    }

    void theDurationsOfARunBecomeSettings()
    {
        const fixtures::Folder folder;
        folder.write("log.csv", "20ms\n10ms\n1us\n");
        Window window("--jobs 9 --workers 9");
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

    void exportWritesThePictureThatTheDialogNames()
    {
        QTemporaryDir dir;
        Window window("--duration 20ms");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        const QString path = dir.filePath(QStringLiteral("shot.png"));
        whenExportDialogOpens([&](ExportDialog* dialog) {
            dialog->findChild<QLineEdit*>(QStringLiteral("path"))->setText(path);
            dialog->findChild<QComboBox*>(QStringLiteral("scale"))->setCurrentIndex(2);
            QTest::keyClick(dialog, Qt::Key_Return);
        });
        QTest::keyClick(&window.get(), Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(QFileInfo::exists(path));
        const QImage image(path);
        QCOMPARE(image.width(), 3 * 1280);
        for (int job = 1; job <= 5; ++job)
            QVERIFY(pixelsOf(image, jobColor(JobId{job})) > 1000);
    }

    void theDialogGivesThePathTheEndingOfTheFormat()
    {
        Window window("--duration 0s");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        whenExportDialogOpens([](ExportDialog* dialog) {
            auto* path = dialog->findChild<QLineEdit*>(QStringLiteral("path"));
            auto* format = dialog->findChild<QComboBox*>(QStringLiteral("format"));
            const auto choose = [&](const char* name) {
                const int index = format->findText(QLatin1String(name), Qt::MatchContains);
                QVERIFY(index >= 0);
                format->setCurrentIndex(index);
                Q_EMIT format->activated(index);
            };
            path->setText(QStringLiteral("/tmp/a.b.png"));
            for (const auto& [name, says] : {std::pair("PDF", "/tmp/a.b.pdf"),
                                             {"compressed", "/tmp/a.b.json.gz"},
                                             {"timings", "/tmp/a.b-timings.csv"},
                                             {"jobs", "/tmp/a.b.csv"},
                                             {"HTML", "/tmp/a.b.html"}}) {
                choose(name);
                QCOMPARE(path->text(), QString::fromLatin1(says));
            }
            path->setText(QStringLiteral("/tmp/timing.png"));
            choose("timings");
            QCOMPARE(path->text(), QStringLiteral("/tmp/timings.csv"));
            path->setText(QStringLiteral("/tmp/c.md"));
            QVERIFY(format->currentText().contains(QLatin1String("Markdown")));
            QVERIFY(format->findText(QLatin1String("Hashes"), Qt::MatchContains) < 0);
            dialog->reject();
        });
        window.press("actionExport");
    }

    void aRunThatGoesOnIsExportedAsAPictureAlone()
    {
        Window window("--duration 1h --sequential off");
        window.press("actionRun");
        QTRY_VERIFY(window.isRunning());
        whenExportDialogOpens([](ExportDialog* dialog) {
            auto* path = dialog->findChild<QLineEdit*>(QStringLiteral("path"));
            auto* problem = dialog->findChild<QLabel*>(QStringLiteral("problem"));
            path->setText(QStringLiteral("/tmp/a.json"));
            QVERIFY(problem->text().contains(QLatin1String("goes on")));
            dialog->accept();
            QVERIFY(dialog->isVisible());
            QVERIFY(problem->text().contains(QLatin1String("goes on")));
            path->setText(QStringLiteral("/tmp/a.png"));
            QVERIFY(problem->text().isEmpty());
            dialog->reject();
        });
        window.press("actionExport");
        window.get().stopRun();
        QTRY_VERIFY(!window.isRunning());
    }

    void theDialogRefusesAWrongEndingAndAMissingFolder()
    {
        Window window("--duration 0s");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        whenExportDialogOpens([](ExportDialog* dialog) {
            auto* path = dialog->findChild<QLineEdit*>(QStringLiteral("path"));
            auto* problem = dialog->findChild<QLabel*>(QStringLiteral("problem"));
            path->setText(QStringLiteral("/tmp/a.gif"));
            QVERIFY(problem->text().contains(QLatin1String(".png")));
            path->setText(QStringLiteral("/no/such/folder/a.png"));
            dialog->accept();
            QVERIFY(dialog->isVisible());
            QVERIFY(problem->text().contains(QLatin1String("/no/such/folder")));
            dialog->reject();
        });
        window.press("actionExport");
    }

    void copyPutsThePictureOnTheClipboard()
    {
        Window window("--duration 0s");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        QGuiApplication::clipboard()->clear();
        window.find<QAction>("actionCopy")->trigger();
        QTRY_COMPARE(QGuiApplication::clipboard()->image().width(), 2 * 1280);
    }

    void exportsOfTheCommandLineAreWrittenAfterTheRun()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("asked.svg"));
        Window window(qPrintable(QStringLiteral("--duration 10ms --run --export ") + path));
        QTRY_VERIFY(QFileInfo::exists(path));
    }

    void anExportThatFailsIsInTheExitStatus()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("asked.png"));
        Window window(qPrintable(QStringLiteral("--duration 1s --run --export ") + path));
        QTRY_VERIFY(window.isRunning());
        QVERIFY(dir.remove()); // the folder goes away meanwhile
        window.get().close();
        QTRY_VERIFY(window.get().isHidden());
        QCOMPARE(window.get().exitStatus(), 3);
    }

    void closingWritesWhatWasAskedForFirst()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("asked.png"));
        Window window(qPrintable(QStringLiteral("--duration 1h --run --export ") + path));
        QTRY_VERIFY(window.find<LogView>("log")->lineCount() >= 3);
        window.get().close();
        QTRY_VERIFY(window.get().isHidden());
        QVERIFY(QFileInfo::exists(path));
    }

    void rowsAreMadeTallerAndLower()
    {
        Window window("--workers 200");
        auto* chart = window.find<GanttView>("chart");
        const double usual = chart->chartLayout().rowHeight();
        QTest::keyClick(&window.get(), Qt::Key_Equal, Qt::ControlModifier);
        const double taller = chart->chartLayout().rowHeight();
        QVERIFY(taller > usual);
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(&window.get(), Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(chart->chartLayout().rowHeight(), usual / 4);
        chart->grab();
        QTest::keyClick(&window.get(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(chart->chartLayout().rowHeight(), usual);
    }

    void theTableOfJobsIsInStepWithTheChart()
    {
        Window window("--duration 20ms --sequential off");
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        window.find<QTabWidget>("tabs")->setCurrentIndex(1);
        auto* table = window.find<QTableView>("table");
        QAbstractItemModel* model = table->model();
        QCOMPARE(model->rowCount(), 5);
        QCOMPARE(model->index(3, 0).data().toString(), QStringLiteral("4"));
        QCOMPARE(model->index(3, 6).data().toString(), QStringLiteral("finished"));

        auto* chart = window.find<GanttView>("chart");
        chart->selectJob(JobId{4});
        QCOMPARE(table->currentIndex().row(), 3);
        QTest::keyClick(table, Qt::Key_Up);
        QCOMPARE(chart->marks().selected, std::optional(JobId{3}));

        // By number downwards; by a time; and only one worker's.
        table->sortByColumn(0, Qt::DescendingOrder);
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("5"));
        table->sortByColumn(5, Qt::AscendingOrder);
        QTRY_COMPARE(model->index(0, 0).data().toString(), QStringLiteral("1"));
        window.find<QSpinBox>("worker")->setValue(1);
        QTRY_VERIFY(model->rowCount() < 5);
        for (int row = 0; row < model->rowCount(); ++row)
            QCOMPARE(model->index(row, 1).data().toString(), QStringLiteral("1"));
        window.find<QSpinBox>("worker")->setValue(0);
        QTRY_COMPARE(model->rowCount(), 5);
    }

    void aMillionJobsLeaveTheWindowAlive()
    {
        Window window("--jobs 1000000 --workers 8 --duration 0s --sequential off");
        window.press("actionRun");
        QTRY_VERIFY_WITH_TIMEOUT(!window.isRunning(), 100'000);
        QCOMPARE(window.find<LogView>("log")->lineCount(), 2'000'001);
        window.find<GanttView>("chart")->grab();
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
