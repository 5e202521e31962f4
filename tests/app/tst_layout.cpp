// The window and its panels find room on small screens.
#include "app/controls/columnscrollarea.h"
#include "app/controls/framefit.h"
#include "app/dialogs/exportdialog.h"
#include "app/dialogs/picturepreview.h"
#include "app/panels/runspanel.h"
#include "base/language.h"
#include "files/exports/timingpicture.h"
#include "fixtures/endedrun.h"
#include "fixtures/smallscreens.h"
#include "gantt/view/ganttview.h"
#include "session/settingsstore.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScopeGuard>
#include <QScreen>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>
#include <utility>

using fixtures::AppWindow;
using fixtures::endedRun;
using fixtures::SmallWindow;
using namespace std::chrono_literals;

namespace {

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

PictureRequest requestFor(const std::shared_ptr<const RunRecord>& record)
{
    return {record, &Appearance::themeFor(ThemeChoice::Light), 0, QDateTime::currentDateTime()};
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("layout"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void onASmallScreenThreeRowsAreSeenAndNothingIsCut()
    {
        SmallWindow window;
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

    void inEachLanguageItsColumnsHaveTheWidthThatTheyNeed()
    {
        const auto back = qScopeGuard([] { Language::use(QStringLiteral("en")); });
        for (const Language::Choice& choice : Language::all()) {
            Language::use(choice.code);
            SmallWindow window;
            for (const char* panel : {"settings", "timings"}) {
                const auto* column = window.find<QWidget>(panel)->findChild<ColumnScrollArea*>();
                QVERIFY2(!column->horizontalScrollBar()->isVisible(),
                         qPrintable(choice.code + u' ' + QLatin1String(panel)));
            }
            QVERIFY(window.find<GanttView>("chart")->chartLayout().axisWidth() > 120);
        }
    }

    void theWindowIsMeasuredInItsStyleBeforeItIsShown()
    {
        const MainWindow window(SmallWindow::commandLine(""));
        const QList<QWidget*> widgets = window.findChildren<QWidget*>();
        QList<QSize> hints;
        for (const QWidget* widget : widgets)
            hints.append(widget->sizeHint());
        Appearance::apply(Appearance::themeFor(SettingsStore::themeChoice()));
        for (qsizetype i = 0; i < widgets.size(); ++i)
            QVERIFY2(widgets[i]->sizeHint() == hints[i],
                     qPrintable(QStringLiteral("%1 %2").arg(
                         QLatin1String(widgets[i]->metaObject()->className()),
                         widgets[i]->objectName())));
    }

    void theFirstWindowFitsTheScreenWithItsFrame()
    {
        SmallWindow window;
        const QRect screen = window.get().screen()->availableGeometry();
        QVERIFY(window.get().frameGeometry() != window.get().geometry());
        QVERIFY(screen.contains(window.get().frameGeometry()));
    }

    void aWindowThatIsRememberedFromAnotherScreenFitsThisOne()
    {
        {
            MainWindow window(SmallWindow::commandLine(""));
            window.setGeometry(-3000, -2000, 1800, 1000);
            window.show();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            window.close();
        }
        SmallWindow window;
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
        SmallWindow window;
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
        SmallWindow window;
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
        SmallWindow window;
        const int width = window.find<QWidget>("settings")->width();
        window.find<QTabWidget>("tabs")->setCurrentWidget(window.find<QWidget>("runs"));
        window.find<QLabel>("memory")->setText(QString(200, u'w'));
        QCoreApplication::processEvents(); // the layout is done anew
        QCOMPARE(window.find<QWidget>("settings")->width(), width);
    }

    void theButtonsOfTheLowerPanelAreWholeOnASmallScreen()
    {
        SmallWindow window;
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

    void aRunIsSeenInItsTableOnASmallScreen()
    {
        SmallWindow window;
        auto* panel = window.find<RunsPanel>("runs");
        window.find<QTabWidget>("tabs")->setCurrentWidget(panel);
        panel->runs().add(endedRun(2s), {});
        const auto* table = window.find<QTableView>("runsTable");
        const QModelIndex run = table->model()->index(0, SessionRuns::What);
        QTRY_VERIFY(table->viewport()->rect().contains(
            table->visualRect(run).adjusted(0, 0, 1 - table->columnWidth(run.column()), 0)));
    }

    void whatARunIsTakesTheRoomThatTheOthersLeave()
    {
        AppWindow window;
        window.get().resize(1800, 800);
        auto* panel = window.find<RunsPanel>("runs");
        window.find<QTabWidget>("tabs")->setCurrentWidget(panel);
        const auto* table = window.find<QTableView>("runsTable");
        const QAbstractItemView& contents = *table;
        const auto isFilled = [&] {
            return table->horizontalHeader()->length() == table->viewport()->width();
        };
        const auto widths = [&] {
            QList<int> all;
            for (int column = 0; column < SessionRuns::ColumnCount; ++column)
                all.append(table->columnWidth(column));
            return all;
        };
        panel->runs().add(endedRun(2s), {});
        QTRY_VERIFY(isFilled());
        const QList<int> before = widths();
        for (int column = 0; column < SessionRuns::ColumnCount; ++column) {
            if (column != SessionRuns::What)
                QVERIFY2(before[column] >= contents.sizeHintForColumn(column) &&
                             before[column] < before[SessionRuns::What],
                         qPrintable(QString::number(column)));
        }
        // More in another column is less for it, and all of a larger window goes there.
        panel->runs().add(endedRun(2s), QStringLiteral("/tmp/a-run-with-a-longer-name.json"));
        QTRY_VERIFY(table->columnWidth(SessionRuns::State) > before[SessionRuns::State]);
        QVERIFY(isFilled());
        QVERIFY(table->columnWidth(SessionRuns::What) < before[SessionRuns::What]);
        const QList<int> narrow = widths();
        window.get().resize(2000, 800);
        QTRY_COMPARE(table->columnWidth(SessionRuns::What), narrow[SessionRuns::What] + 200);
        QVERIFY(isFilled());
        QCOMPARE(table->columnWidth(SessionRuns::State), narrow[SessionRuns::State]);
    }

    void theLowerPanelCanBeMadeAsLowAsItsTabs()
    {
        SmallWindow window;
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
            SmallWindow window;
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
        SmallWindow window;
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
        SmallWindow window;
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
        ExportDialog dialog(requestFor(endedRun(2s)), true, QStringLiteral("timing.png"), &parent);
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
};

int main(int argc, char** argv)
{
    return fixtures::runOnSmallScreens<TestLayout>(argc, argv);
}

#include "tst_layout.moc"
