// Chart, table of jobs and table of runs show the same runs, in step with each other.
#include "app/panels/runspanel.h"
#include "app/window/comparewindow.h"
#include "fixtures/appwindow.h"
#include "gantt/view/ganttview.h"

#include <QAbstractItemModel>
#include <QAction>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>

using fixtures::AppWindow;

class TestChartAndTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixtures::setUpProgram("chartandtables"); }
    void init() { QSettings().clear(); }
    void cleanupTestCase() { QSettings().clear(); }

    void theDetailsStandInColumns()
    {
        AppWindow window;
        for (const char* theme : {"actionThemeDark", "actionThemeLight"}) {
            window.find<QAction>(theme)->trigger();
            const QFontMetricsF metrics(
                window.find<QPlainTextEdit>("details")->document()->defaultFont());
            QCOMPARE(metrics.horizontalAdvance(u'i'), metrics.horizontalAdvance(u'W'));
        }
    }

    void rowsAreMadeTallerAndShorter()
    {
        AppWindow window("--workers 200");
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

    void thePoolIsFittedOnceItIsOverAndTheSequentialRunIsLonger()
    {
        AppWindow window("--duration 20ms");
        auto* fitPool = window.find<QAction>("actionFitPool");
        QVERIFY(!fitPool->isEnabled());
        window.press("actionRun");
        QTRY_VERIFY(window.get().run() && window.get().run()->pool().makespanNs());
        QTRY_VERIFY(fitPool->isEnabled());
        QTRY_VERIFY(!window.isRunning());
        const auto* chart = window.find<GanttView>("chart");
        const qint64 poolNs = *window.get().run()->pool().makespanNs();
        fitPool->trigger();
        QVERIFY(chart->view().visible().endNs < chart->view().whole().endNs);
        QVERIFY(chart->view().visible().endNs >= poolNs);
        QVERIFY(fitPool->isEnabled());
        window.press("actionFit");
        QCOMPARE(chart->view().visible(), chart->view().whole());

        window.find<QComboBox>("sequentialBox")->setCurrentIndex(2);
        window.press("actionRun");
        QTRY_VERIFY(!window.isRunning());
        QVERIFY(!fitPool->isEnabled());
    }

    void theTableOfJobsIsInStepWithTheChart()
    {
        AppWindow window("--duration 20ms --sequential off");
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

        // By the menu that a key brings.
        QTimer user;
        connect(&user, &QTimer::timeout, &user, [&user] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            if (!menu)
                return;
            user.stop();
            for (QAction* action : menu->actions()) {
                if (action->isChecked())
                    menu->setActiveAction(action);
            }
            QTest::keyClick(menu, Qt::Key_Return);
        });
        user.start(1);
        QContextMenuEvent key(QContextMenuEvent::Keyboard, QPoint(1, 1), QPoint());
        QApplication::sendEvent(table, &key);
        QTRY_COMPARE(model->index(0, 0).data().toString(), QStringLiteral("5"));
        table->sortByColumn(0, Qt::AscendingOrder);
        QTRY_COMPARE(model->index(0, 0).data().toString(), QStringLiteral("1"));

        // By number downwards; by the time at which it was sent; and only one worker's.
        table->sortByColumn(0, Qt::DescendingOrder);
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("5"));
        table->sortByColumn(2, Qt::AscendingOrder);
        QTRY_COMPARE(model->index(0, 0).data().toString(), QStringLiteral("1"));
        window.find<QSpinBox>("worker")->setValue(1);
        QTRY_VERIFY(model->rowCount() < 5);
        for (int row = 0; row < model->rowCount(); ++row)
            QCOMPARE(model->index(row, 1).data().toString(), QStringLiteral("1"));
        window.find<QSpinBox>("worker")->setValue(0);
        QTRY_COMPARE(model->rowCount(), 5);
    }

    void runsOfTheSessionStayAndCanBeShownAgain()
    {
        AppWindow window("--jobs 2 --duration 0s --sequential off");
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
};

QTEST_MAIN(TestChartAndTables)
#include "tst_chartandtables.moc"
