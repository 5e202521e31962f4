#include "app/controls/appearance.h"
#include "app/controls/columnscrollarea.h"
#include "app/controls/decimalbox.h"
#include "app/controls/durationbox.h"
#include "app/dialogs/exportdialog.h"
#include "app/dialogs/framefit.h"
#include "app/dialogs/picturepreview.h"
#include "app/window/exportbar.h"
#include "app/window/mainwindow.h"
#include "files/exports/timingpicture.h"
#include "gantt/view/ganttview.h"
#include "session/settingsstore.h"
#include "session/terminal/commandline.h"
#include "timeline/runrecord.h"

#include <QAbstractSlider>
#include <QApplication>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolBar>
#include <QUrl>
#include <QWheelEvent>

#include <QtTest/qtestspontaneevent.h>

#include <algorithm>

namespace {

// A screen of 1920 × 1080 pixels at scale 2, and beside it one that is lower still.
constexpr char kScreens[] =
    "{\"synchronousWindowSystemEvents\": false, \"windowFrameMargins\": true, \"screens\": ["
    "{\"name\": \"small\", \"x\": 0, \"y\": 0, \"width\": 960, \"height\": 540,"
    " \"logicalDpi\": 96, \"logicalBaseDpi\": 96, \"dpr\": 1},"
    "{\"name\": \"low\", \"x\": 960, \"y\": 0, \"width\": 960, \"height\": 400,"
    " \"logicalDpi\": 96, \"logicalBaseDpi\": 96, \"dpr\": 1}]}";

CommandLine commandLine(const char* arguments)
{
    QStringList list{QStringLiteral("poolscope")};
    list += QString::fromUtf8(arguments).split(u' ', Qt::SkipEmptyParts);
    return std::get<CommandLine>(parseCommandLine(list));
}

// The window as it first comes up.
class Window
{
public:
    explicit Window(const char* arguments = "") : m_window(commandLine(arguments))
    {
        m_window.show();
        if (!QTest::qWaitForWindowActive(&m_window))
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
    ExportBar* exportBar() const { return find<ExportBar>("exportBar"); }
    bool isRunning() const { return !find<QAction>("actionRun")->isEnabled(); }
    void resize(int width, int height)
    {
        m_window.resize(width, height);
        QTRY_COMPARE(m_window.size(), QSize(width, height));
    }

    // Whether all of a part of it is seen: none of its parents cuts it.
    bool showsWhole(const QWidget* part) const
    {
        bool whole = part->isVisible();
        for (const QWidget* in = part->parentWidget(); in; in = in->parentWidget())
            whole = whole && in->rect().contains(QRect(part->mapTo(in, QPoint()), part->size()));
        return whole;
    }

private:
    MainWindow m_window;
};

void turnWheel(QWidget* over, int delta)
{
    const QPointF center = over->rect().center();
    QWheelEvent wheel(center, over->mapToGlobal(center), {}, {0, delta}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    // As from the system: others go to the widget alone, and give no focus.
    QSpontaneKeyEvent::setSpontaneous(&wheel);
    qApp->notify(over, &wheel);
}

void drag(QSplitter* splitter, int byPx)
{
    QWidget* handle = splitter->handle(1);
    const QPoint from = handle->rect().center();
    const QPoint by = splitter->orientation() == Qt::Horizontal ? QPoint(byPx, 0) : QPoint(0, byPx);
    // The handle moves along: places on it are relative to where it is then.
    const QPoint global = handle->mapToGlobal(from);
    QTest::mousePress(handle, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, from + by, global + by, Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(handle, &move);
    QTest::mouseRelease(handle, Qt::LeftButton, {}, handle->mapFromGlobal(global + by));
}

QString whatIsShown(QWidget* control)
{
    if (auto* box = qobject_cast<QAbstractSpinBox*>(control))
        return box->text();
    if (auto* box = qobject_cast<QComboBox*>(control))
        return box->currentText();
    return QString::number(qobject_cast<QAbstractSlider*>(control)->value());
}

template <typename Box>
QLineEdit* lineOf(Box* box)
{
    return box->template findChild<QLineEdit*>();
}

std::shared_ptr<const RunRecord> endedRun()
{
    auto record = std::make_shared<RunRecord>(RunSettings(), RunOrigin::hereAndNow());
    for (Timeline* timeline : {&record->pool(), record->sequential()}) {
        timeline->beginElsewhere();
        timeline->record(Event{2'000'000'000, {}, {}, EventKind::RunEnded});
        timeline->conclude({});
    }
    return record;
}

PictureRequest requestFor(const std::shared_ptr<const RunRecord>& record)
{
    return {record, &Appearance::themeFor(ThemeChoice::Light), 0, QDateTime::currentDateTime()};
}

// Stands in for the programs that the system has for files.
class Opener : public QObject
{
    Q_OBJECT

public:
    Opener() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "take"); }
    ~Opener() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }

    QStringList opened;

public Q_SLOTS:
    void take(const QUrl& url) { opened.append(url.toLocalFile()); }
};

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("poolscope-test"));
        QCoreApplication::setApplicationName(QStringLiteral("layout"));
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany)); // the user's
        Appearance::setUp();
    }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void onASmallScreenThreeRowsAreSeenAndNothingIsCut()
    {
        Window window;
        const auto* chart = window.find<GanttView>("chart");
        const ChartLayout layout = chart->chartLayout();
        for (int row = 0; row < 3; ++row) {
            QVERIFY(layout.row(0, row, 0).bottom() <= layout.rows(0).bottom());
            QVERIFY(layout.row(0, row, 0).height() >= 18);
        }
        QVERIFY(layout.contentBottom() <= chart->viewport()->height());
        QVERIFY(window.showsWhole(window.get().menuWidget()));
        QVERIFY(window.showsWhole(window.get().statusBar()));
        auto* toolBar = window.find<QToolBar>("toolBar");
        QVERIFY(window.showsWhole(toolBar));
        for (QAction* action : toolBar->actions())
            QVERIFY(window.showsWhole(toolBar->widgetForAction(action)));
        for (const auto* column : window.get().findChildren<ColumnScrollArea*>())
            QVERIFY(!column->horizontalScrollBar()->isVisible());
    }

    void theFirstWindowFitsTheScreenWithItsFrame()
    {
        Window window;
        const QRect screen = window.get().screen()->availableGeometry();
        QVERIFY(window.get().frameGeometry() != window.get().geometry());
        QVERIFY(screen.contains(window.get().frameGeometry()));
    }

    void aWindowThatIsRememberedFromAnotherScreenFitsThisOne()
    {
        {
            MainWindow window(commandLine(""));
            window.setGeometry(-3000, -2000, 1800, 1000);
            window.show();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            window.close();
        }
        Window window;
        const QList<QScreen*> screens = QGuiApplication::screens();
        QVERIFY(std::ranges::any_of(screens, [&](const QScreen* screen) {
            return screen->availableGeometry().contains(window.get().frameGeometry());
        }));
    }

    void aFrameIsFittedByMovingFirstAndBySizeWhereItMust()
    {
        const QRect screen(0, 20, 1000, 780);
        const QMargins frame(5, 30, 5, 5);
        QCOMPARE(FrameFit::fitted({100, 100, 400, 300}, frame, screen), QRect(100, 100, 400, 300));
        QCOMPARE(FrameFit::fitted({0, 0, 400, 300}, frame, screen), QRect(5, 50, 400, 300));
        QCOMPARE(FrameFit::fitted({900, 700, 400, 300}, frame, screen), QRect(595, 495, 400, 300));
        QCOMPARE(FrameFit::fitted({-50, -50, 5000, 3000}, frame, screen), QRect(5, 50, 990, 745));
    }

    void splittersMoveInAWindowOf1024()
    {
        Window window;
        window.resize(1024, 700);
        for (const char* name : {"outerSplitter", "chartSplitter", "innerSplitter"}) {
            auto* splitter = window.find<QSplitter>(name);
            for (const int by : {40, -80, 40}) {
                const QList<int> before = splitter->sizes();
                drag(splitter, by);
                const QList<int> after = splitter->sizes();
                // The handle can be taken hold of beside its line, too.
                QVERIFY(qAbs(after[0] - before[0] - by) <= 3);
                QCOMPARE(after[0] + after[1], before[0] + before[1]);
            }
        }
    }

    void aColumnThatComesToNeedMoreWidthGetsIt()
    {
        Window window;
        window.resize(1200, 700);
        for (const auto& [panel, label] :
             {std::pair("settings", "poolHeading"), {"timings", "poolCaption"}}) {
            auto* column = window.find<QWidget>(panel)->findChild<ColumnScrollArea*>();
            window.find<QLabel>(label)->setMinimumWidth(column->width() + 40);
            QTRY_VERIFY(column->viewport()->width() >= column->widget()->minimumSizeHint().width());
            QVERIFY(!column->horizontalScrollBar()->isVisible());
        }
    }

    void whatIsSaidInTheLowerPanelTakesNoWidthFromTheSettings()
    {
        Window window;
        const int width = window.find<QWidget>("settings")->width();
        window.find<QTabWidget>("tabs")->setCurrentWidget(window.find<QWidget>("runs"));
        window.find<QLabel>("memory")->setText(QString(200, u'w'));
        QCoreApplication::processEvents(); // the layout is done anew
        QCOMPARE(window.find<QWidget>("settings")->width(), width);
    }

    void theButtonsOfTheLowerPanelAreWholeOnASmallScreen()
    {
        Window window;
        auto* tabs = window.find<QTabWidget>("tabs");
        tabs->setCurrentWidget(window.find<QWidget>("runs"));
        for (const char* name : {"show", "compare", "save", "remove"}) {
            const auto* button = window.find<QPushButton>(name);
            QTRY_VERIFY(window.showsWhole(button));
            QVERIFY(button->height() >= button->sizeHint().height());
        }
        tabs->setCurrentWidget(window.find<QWidget>("jobs"));
        const auto* state = window.find<QComboBox>("state");
        QTRY_VERIFY(window.showsWhole(state));
        QVERIFY(state->height() >= state->sizeHint().height());
    }

    void theLowerPanelCanBeMadeAsLowAsItsTabs()
    {
        Window window;
        drag(window.find<QSplitter>("innerSplitter"), 500);
        auto* tabs = window.find<QTabWidget>("tabs");
        QVERIFY(tabs->height() <= tabs->tabBar()->height() + 8);
        QVERIFY(window.showsWhole(window.get().statusBar()));
    }

    void panelsAreHiddenFromTheViewMenuAndThatIsRemembered_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("panel");
        QTest::addColumn<QKeyCombination>("keys");
        QTest::newRow("settings") << "actionSettingsPanel"
                                  << "settings" << QKeyCombination(Qt::Key_F9);
        QTest::newRow("timings") << "actionTimingsPanel"
                                 << "timings" << (Qt::SHIFT | Qt::Key_F9);
        QTest::newRow("lower") << "actionLowerPanel"
                               << "tabs" << (Qt::CTRL | Qt::Key_F9);
    }
    void panelsAreHiddenFromTheViewMenuAndThatIsRemembered()
    {
        QFETCH(QString, action);
        QFETCH(QString, panel);
        QFETCH(QKeyCombination, keys);
        int width = 0;
        {
            Window window;
            auto* hidden = window.find<QWidget>(qPrintable(panel));
            width = hidden->width();
            auto* choice = window.find<QAction>(qPrintable(action));
            QVERIFY(window.find<QMenu>("menuView")->actions().contains(choice));
            QVERIFY(choice->isChecked());
            QVERIFY(hidden->isVisible());
            const int chartBefore = window.find<GanttView>("chart")->width() +
                                    window.find<GanttView>("chart")->height();
            QTest::keyClick(&window.get(), keys.key(), keys.keyboardModifiers());
            QVERIFY(!hidden->isVisible());
            QVERIFY(!choice->isChecked());
            QTRY_VERIFY(window.find<GanttView>("chart")->width() +
                            window.find<GanttView>("chart")->height() >
                        chartBefore);
            window.get().close();
        }
        Window window;
        auto* hidden = window.find<QWidget>(qPrintable(panel));
        QVERIFY(!hidden->isVisible());
        window.find<QAction>(qPrintable(action))->trigger();
        QTRY_VERIFY(window.showsWhole(hidden));
        QCOMPARE(hidden->width(), width);
        QVERIFY(SettingsStore::panelsShown().settings && SettingsStore::panelsShown().timings &&
                SettingsStore::panelsShown().lower);
    }

    void aHiddenPanelGivesTheFocusToTheChart()
    {
        Window window;
        window.find<QSpinBox>("workersBox")->setFocus();
        window.find<QAction>("actionSettingsPanel")->trigger();
        QVERIFY(window.find<GanttView>("chart")->hasFocus());
    }

    void theExportDialogKeepsItsButtonsOnTheScreen_data()
    {
        QTest::addColumn<int>("left");
        QTest::addColumn<bool>("hasPreview");
        QTest::newRow("small") << 0 << true;
        QTest::newRow("low") << 960 << false;
    }
    void theExportDialogKeepsItsButtonsOnTheScreen()
    {
        QFETCH(int, left);
        QFETCH(bool, hasPreview);
        QWidget parent;
        parent.setGeometry(left + 20, 40, 900, 250);
        parent.show();
        QVERIFY(QTest::qWaitForWindowExposed(&parent));
        ExportDialog dialog(requestFor(endedRun()), true, QStringLiteral("timing.png"), &parent);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const QRect screen = parent.screen()->availableGeometry();
        QVERIFY(screen.contains(dialog.frameGeometry()));
        QCOMPARE(dialog.findChild<PicturePreview*>()->isVisible(), hasPreview);
        // Whatever is said in it.
        auto* path = dialog.findChild<QLineEdit*>(QStringLiteral("path"));
        const auto* buttons = dialog.findChild<QDialogButtonBox*>();
        for (const char* name : {"/tmp/a.png", "/tmp/a.html", "/tmp/a.gif", "/tmp/a.json.gz"}) {
            path->setText(QLatin1String(name));
            QCoreApplication::processEvents();
            QVERIFY(screen.contains(dialog.frameGeometry()));
            QCOMPARE(buttons->visibleRegion().boundingRect(), buttons->rect());
        }
    }

    void theWheelScrollsAPanelAndChangesNoSetting()
    {
        Window window("--arrival poisson:5/s --spread bimodal --work mixed --timeout 3s");
        int controls = 0;
        for (auto* area : window.get().findChildren<ColumnScrollArea*>()) {
            for (auto* control : area->widget()->findChildren<QWidget*>()) {
                const bool isControl = qobject_cast<QAbstractSpinBox*>(control) ||
                                       qobject_cast<QComboBox*>(control) ||
                                       qobject_cast<QAbstractSlider*>(control);
                if (!isControl || !control->isVisible())
                    continue;
                ++controls;
                area->ensureWidgetVisible(control);
                QVERIFY(!(control->focusPolicy() & Qt::WheelFocus & ~Qt::StrongFocus));
                const QString before = whatIsShown(control);
                auto* bar = area->verticalScrollBar();
                const int at = bar->value();
                const int delta = at > 0 ? 120 : -120;
                turnWheel(control, delta);
                QCOMPARE(whatIsShown(control), before);
                QVERIFY(!control->hasFocus());
                QVERIFY2(bar->value() != at, qPrintable(control->objectName()));
            }
        }
        QVERIFY(controls > 15);
    }

    void theWheelTurnsTheControlThatHasTheFocus()
    {
        Window window;
        auto* box = window.find<QSpinBox>("workersBox");
        box->setFocus();
        turnWheel(box, 120);
        QCOMPARE(box->value(), 4);
        auto* arrival = window.find<QComboBox>("arrivalBox");
        arrival->setFocus();
        turnWheel(arrival, -120);
        QCOMPARE(arrival->currentIndex(), 1);
    }

    void aDoubleClickOrTheFirstClickSelectsTheWholeNumber()
    {
        Window window("--jobs 1500 --duration 1500us --arrival poisson:5/s");
        const auto twice = [](auto* box) {
            const QPoint end(lineOf(box)->width() - 6, 5);
            QTest::mouseClick(lineOf(box), Qt::LeftButton, {}, end);
            QTest::mouseDClick(lineOf(box), Qt::LeftButton, {}, end);
            QTest::mouseRelease(lineOf(box), Qt::LeftButton, {}, end);
        };
        auto* jobs = window.find<QSpinBox>("jobsBox");
        QCOMPARE(jobs->text(), QStringLiteral("1,500"));
        twice(jobs);
        QCOMPARE(lineOf(jobs)->selectedText(), QStringLiteral("1,500"));
        QTest::keyClicks(jobs, QStringLiteral("2"));
        QTest::keyClick(jobs, Qt::Key_Return);
        QCOMPARE(jobs->value(), 2);

        auto* duration = window.find<DurationBox>("durationBox");
        QTest::mouseClick(lineOf(duration), Qt::LeftButton, {},
                          QPoint(lineOf(duration)->width() - 6, 5));
        QCOMPARE(lineOf(duration)->selectedText(), QStringLiteral("1.5 ms"));
        // The next click places the cursor.
        QTest::mouseClick(lineOf(duration), Qt::LeftButton, {},
                          QPoint(lineOf(duration)->width() - 6, 5));
        QVERIFY(!lineOf(duration)->hasSelectedText());
        twice(duration);
        QCOMPARE(lineOf(duration)->selectedText(), QStringLiteral("1.5 ms"));

        auto* rate = window.find<DecimalBox>("rateBox");
        rate->setValue(1234.5);
        twice(rate);
        QCOMPARE(lineOf(rate)->selectedText(), QStringLiteral("1234.500"));
        // With the keyboard, too.
        QTest::keyClick(duration, Qt::Key_Tab);
        jobs->setFocus(Qt::TabFocusReason);
        QCOMPARE(lineOf(jobs)->selectedText(), QStringLiteral("2"));
    }

    void numbersAreEnglishWhateverTheUsersLocaleIs()
    {
        Window window("--jobs 1500000 --duration 1500us --arrival poisson:2.5/s");
        QCOMPARE(window.find<QSpinBox>("jobsBox")->text(), QStringLiteral("1,500,000"));
        QCOMPARE(window.find<DurationBox>("durationBox")->text(), QStringLiteral("1.5 ms"));
        QCOMPARE(window.find<DecimalBox>("rateBox")->text(), QStringLiteral("2.500 /s"));
        QCOMPARE(window.find<QAbstractSlider>("jobsSlider")->accessibleDescription(),
                 QStringLiteral("1,500,000"));
    }

    void numbersAreUnderstoodWithAndWithoutSeparators_data()
    {
        QTest::addColumn<QString>("box");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << "jobsBox"
                               << "1500"
                               << "1,500";
        QTest::newRow("grouped") << "jobsBox"
                                 << "1,500"
                                 << "1,500";
        QTest::newRow("a share") << "failRateBox"
                                 << "0.5"
                                 << "0.5 %";
        QTest::newRow("a share with its sign") << "failRateBox"
                                               << "12.5 %"
                                               << "12.5 %";
        QTest::newRow("a decimal comma") << "failRateBox"
                                         << "0,5"
                                         << "0.5 %";
        QTest::newRow("a decimal comma with three digits") << "rateBox"
                                                           << "0,125"
                                                           << "0.125 /s";
        QTest::newRow("a grouped rate") << "rateBox"
                                        << "1,500"
                                        << "1500.000 /s";
        QTest::newRow("a grouped rate with decimals") << "rateBox"
                                                      << "1,500.25"
                                                      << "1500.250 /s";
        QTest::newRow("beyond the end") << "failRateBox"
                                        << "250"
                                        << "100.0 %";
        QTest::newRow("nonsense") << "failRateBox"
                                  << "nan"
                                  << "0.0 %";
        QTest::newRow("a count with its sign") << "cpuShareBox"
                                               << "25 %"
                                               << "25 %";
    }
    void numbersAreUnderstoodWithAndWithoutSeparators()
    {
        QFETCH(QString, box);
        QFETCH(QString, typed);
        QFETCH(QString, shown);
        Window window("--arrival poisson:2.5/s --work mixed");
        auto* spinBox = window.find<QAbstractSpinBox>(qPrintable(box));
        spinBox->setFocus(Qt::TabFocusReason);
        QTest::keyClicks(spinBox, typed);
        QTest::keyClick(spinBox, Qt::Key_Return);
        QCOMPARE(spinBox->text(), shown);
    }

    void anExportIsConfirmedOverTheChartAndMovesNothing()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("a<b>.png"));
        Opener opener;
        Window window("--duration 0s");
        const QRect chart = window.find<GanttView>("chart")->geometry();
        QVERIFY(!window.exportBar()->isVisible());
        {
            CommandLine line = commandLine("--duration 0s --run");
            line.exports.append(path);
            MainWindow exporting(line);
            exporting.show();
            auto* bar = exporting.findChild<ExportBar*>();
            QTRY_VERIFY(bar->isVisible());
            auto* text = bar->findChild<QLabel*>(QStringLiteral("exportText"));
            QCOMPARE(bar->accessibleName(), QStringLiteral("Exported a<b>.png"));
            QVERIFY2(text->text().endsWith(QLatin1String("a<b>.png")), qPrintable(text->text()));
            QCOMPARE(text->textFormat(), Qt::PlainText);
            QCOMPARE(text->toolTip(), path);
            auto* chartNow = exporting.findChild<GanttView*>(QStringLiteral("chart"));
            QCOMPARE(chartNow->geometry(), chart);
            const QPoint corner = chartNow->mapFromGlobal(bar->mapToGlobal(QPoint()));
            QVERIFY(chartNow->rect().contains(QRect(corner, bar->size())));
            for (const char* name : {"openExported", "openExportedFolder"})
                bar->findChild<QPushButton*>(QLatin1String(name))->click();
            QCOMPARE(opener.opened, QStringList({path, dir.path()}));
            QVERIFY(bar->isVisible());
            // It goes with the next run.
            exporting.startRun();
            QVERIFY(!bar->isVisible());
            QTRY_VERIFY(exporting.findChild<QAction*>(QStringLiteral("actionRun"))->isEnabled());
        }
    }

    void theExportBarIsReachedByKeysAndGoesByEscape()
    {
        Window window("--duration 0s");
        window.exportBar()->showExported(QStringLiteral("/tmp/timing.png"));
        auto* open = window.find<QPushButton>("openExported");
        window.find<GanttView>("chart")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(open->hasFocus());
        QTest::keyClick(open, Qt::Key_Escape);
        QVERIFY(!window.exportBar()->isVisible());
        // From elsewhere in the window, too.
        window.exportBar()->showExported(QStringLiteral("/tmp/timing.png"));
        window.find<QSpinBox>("workersBox")->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!window.exportBar()->isVisible());
    }

    void escapeInTheExportBarStopsNoRun()
    {
        Window window("--duration 1h --run");
        QTRY_VERIFY(window.find<QAction>("actionPause")->isEnabled());
        window.exportBar()->showExported(QStringLiteral("/tmp/timing.png"));
        window.find<QPushButton>("openExported")->setFocus();
        QTest::keyClick(window.find<QPushButton>("openExported"), Qt::Key_Escape);
        QVERIFY(!window.exportBar()->isVisible());
        QVERIFY(window.isRunning());
        window.get().stopRun();
        QTRY_VERIFY(!window.isRunning());
    }

    void anExportThatFailsSaysItsProblemInItsPlace()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("asked.png"));
        CommandLine line = commandLine("--duration 200ms --run");
        line.exports.append(path);
        MainWindow window(line);
        window.show();
        QVERIFY(dir.remove()); // the folder goes away meanwhile
        auto* bar = window.findChild<ExportBar*>();
        QTRY_VERIFY(bar->isVisible());
        auto* text = bar->findChild<QLabel*>(QStringLiteral("exportText"));
        QVERIFY(text->text().contains(path));
        QCOMPARE(text->property("role").toString(), QStringLiteral("problem"));
        QVERIFY(!bar->findChild<QPushButton*>(QStringLiteral("openExported"))->isVisible());
        // Another one that succeeds does not hide it.
        bar->showExported(QStringLiteral("/tmp/other.png"));
        QVERIFY(text->text().contains(path));
        QTRY_VERIFY(window.findChild<QAction*>(QStringLiteral("actionRun"))->isEnabled());
    }
};

int main(int argc, char** argv)
{
    const QTemporaryDir folder;
    QFile screens(folder.filePath(QStringLiteral("screens.json")));
    if (!screens.open(QIODevice::WriteOnly) || screens.write(kScreens) < 0)
        return 1;
    screens.close();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + QFile::encodeName(screens.fileName()));
    QApplication application(argc, argv);
    TestLayout test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_layout.moc"
