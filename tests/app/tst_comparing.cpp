// The table of runs is sorted, and what is selected in it compared.
#include "app/controls/appearance.h"
#include "app/panels/runspanel.h"
#include "app/window/comparewindow.h"
#include "fixtures/dialogs.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"
#include "timeline/runrecord.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

namespace {

// So many workers had one job each, all at once; then the run ended.
std::shared_ptr<const RunRecord> runOf(int workers, qint64 ns, int jobs = 0)
{
    RunSettings settings;
    settings.jobs.count = jobs > 0 ? jobs : 4;
    settings.pool.workers = workers;
    settings.baseline.when = SequentialRunWhen::Off;
    auto record = std::make_shared<RunRecord>(settings, RunOrigin::hereAndNow());
    Timeline& pool = record->pool();
    pool.beginElsewhere();
    for (int i = 1; i <= settings.jobs.count; ++i)
        pool.record(Event{0, JobId{i}, {}, EventKind::Queued});
    for (int i = 1; i <= std::min(workers, settings.jobs.count); ++i) {
        pool.record(Event{0, JobId{i}, WorkerId{i}, EventKind::Started});
        pool.record(Event{ns, JobId{i}, WorkerId{i}, EventKind::Finished});
    }
    pool.record(Event{ns, {}, {}, EventKind::RunEnded});
    pool.conclude({});
    return record;
}

// The panel as it stands in the window.
class Panel
{
public:
    explicit Panel(int runs)
    {
        // The more workers, the faster, but for the last: times are not in the order of numbers.
        for (int i = 1; i <= runs; ++i)
            panel.runs().add(runOf(i, i == runs ? 5'000'000'000 : 12'000'000'000 / i), {});
        panel.resize(1100, 300);
        panel.show();
        if (!QTest::qWaitForWindowExposed(&panel))
            qFatal("the panel does not come up");
        table = panel.findChild<QTableView*>(QStringLiteral("runsTable"));
    }

    QStringList column(int column) const
    {
        QStringList texts;
        for (int row = 0; row < table->model()->rowCount(); ++row)
            texts += table->model()->index(row, column).data().toString();
        return texts;
    }
    QPushButton* button(const char* name) const
    {
        return panel.findChild<QPushButton*>(QLatin1String(name));
    }
    void press(const char* name) const { QTest::mouseClick(button(name), Qt::LeftButton); }
    // As a click on its header does.
    void sortBy(SessionRuns::Column column) const
    {
        QHeaderView* header = table->horizontalHeader();
        const QPoint at(header->sectionViewportPosition(column) + header->sectionSize(column) / 2,
                        header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
    }
    // Adds the rows of the table to the selection.
    void select(const QList<int>& rows) const
    {
        table->clearSelection();
        for (const int row : rows)
            table->selectionModel()->select(table->model()->index(row, 0),
                                            QItemSelectionModel::Select |
                                                QItemSelectionModel::Rows);
    }

    RunsPanel panel;
    QTableView* table;
};

// The window that compares, and what it shows.
class Comparison
{
public:
    explicit Comparison(const std::vector<std::shared_ptr<const RunRecord>>& records)
        : window(new CompareWindow(numbered(records), nullptr))
    {
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        window->setLook(Theme::light(), {}, {});
        window->show();
        if (!QTest::qWaitForWindowExposed(window.get()))
            qFatal("the window does not come up");
        table = window->findChild<QTableWidget*>();
    }

    bool isWhole() const { return button("Export")->isEnabled(); }
    QPushButton* button(const char* text) const
    {
        for (auto* button : window->findChildren<QPushButton*>()) {
            if (button->text().remove(u'&').startsWith(QLatin1String(text)))
                return button;
        }
        qFatal("there is no such button");
        return nullptr;
    }
    bool says(const char* text) const
    {
        const auto labels = window->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [text](const QLabel* label) {
            return label->text().contains(QLatin1String(text));
        });
    }
    QList<GanttView*> charts() const { return window->findChildren<GanttView*>(); }

    const std::unique_ptr<CompareWindow> window;
    QTableWidget* table;

private:
    // From run 3 on, every other.
    static std::vector<ComparedRun>
    numbered(const std::vector<std::shared_ptr<const RunRecord>>& records)
    {
        std::vector<ComparedRun> runs;
        for (const auto& record : records)
            runs.push_back({3 + 2 * int(runs.size()), record});
        return runs;
    }
};

} // namespace

class TestComparing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("poolscope-test"));
        QCoreApplication::setApplicationName(QStringLiteral("comparing"));
        Appearance::setUp();
        Appearance::apply(Theme::light());
    }
    void cleanupTestCase() { QSettings().clear(); }

    void theNewestRunStandsOnTopUntilAHeaderIsPressed()
    {
        const Panel panel(12);
        QCOMPARE(panel.column(SessionRuns::Number).first(), QStringLiteral("12"));
        panel.sortBy(SessionRuns::Workers);
        QCOMPARE(panel.column(SessionRuns::Workers).first(), QStringLiteral("1"));
        QCOMPARE(panel.column(SessionRuns::Workers).last(), QStringLiteral("12")); // as numbers
        panel.sortBy(SessionRuns::PoolTime);
        QCOMPARE(panel.column(SessionRuns::PoolTime).first(), QStringLiteral("1.091 s"));
        QCOMPARE(panel.column(SessionRuns::PoolTime).last(), QStringLiteral("12.00 s"));
        panel.sortBy(SessionRuns::PoolTime);
        QCOMPARE(panel.column(SessionRuns::PoolTime).first(), QStringLiteral("12.00 s"));
    }

    void whatIsSelectedStaysSelectedWhenRunsAreSortedAndCome()
    {
        Panel panel(4);
        panel.select({1}); // run 3
        panel.sortBy(SessionRuns::Number);
        panel.panel.runs().add(runOf(9, 1'000), {});
        const auto selected = panel.table->selectionModel()->selectedRows(SessionRuns::Number);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.first().data().toString(), QStringLiteral("3"));
    }

    void whatIsDoneIsDoneToTheRunThatIsSelected()
    {
        Panel panel(4);
        const auto second = panel.panel.runs().at(2).record; // the newest stands first there
        panel.sortBy(SessionRuns::Number);
        QCOMPARE(panel.column(SessionRuns::Number).first(), QStringLiteral("1"));
        panel.select({1});
        std::shared_ptr<const RunRecord> shown;
        std::shared_ptr<const RunRecord> saved;
        connect(&panel.panel, &RunsPanel::showWanted, this, [&](const auto& run) { shown = run; });
        connect(&panel.panel, &RunsPanel::saveWanted, this, [&](const auto& run) { saved = run; });
        panel.press("show");
        panel.press("save");
        QCOMPARE(shown, second);
        QCOMPARE(saved, second);
        QTest::keyClick(panel.table, Qt::Key_Delete);
        QCOMPARE(panel.panel.runs().rowOf(second), -1);
        QCOMPARE(panel.panel.runs().rowCount(), 3);
    }

    void fromTwoToSixteenRunsAreComparedTheOldestFirst()
    {
        const Panel panel(17);
        QList<QList<int>> wanted;
        connect(&panel.panel, &RunsPanel::compareWanted, this,
                [&wanted](const QList<int>& rows) { wanted += rows; });
        panel.select({0});
        QVERIFY(!panel.button("compare")->isEnabled()); // with nothing in the chart
        panel.sortBy(SessionRuns::Number);              // run 1 on top
        panel.select({0, 2, 16});
        panel.press("compare");
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first(), QList<int>({16, 14, 0}));
        panel.table->selectAll();
        QVERIFY(!panel.button("compare")->isEnabled()); // 17
        panel.table->selectionModel()->select(panel.table->model()->index(16, 0),
                                              QItemSelectionModel::Deselect |
                                                  QItemSelectionModel::Rows);
        panel.press("compare");
        QCOMPARE(wanted.last().size(), 16);
    }

    void whatARunIsCanBeReadInANarrowTable()
    {
        Panel panel(2);
        const QHeaderView* header = panel.table->horizontalHeader();
        panel.panel.resize(2000, 300);
        QTRY_COMPARE(header->length(), panel.table->viewport()->width());
        panel.panel.resize(600, 300);
        QTRY_COMPARE(panel.table->width(), 600);
        QVERIFY(header->sectionSize(SessionRuns::What) > 120);
        QVERIFY(panel.table->horizontalScrollBar()->maximum() > 0);
    }

    void allChartsHaveOneAxisAndMoveTogether()
    {
        const Comparison compared({runOf(1, 4'000), runOf(2, 9'000), runOf(64, 2'000)});
        const auto charts = compared.charts();
        QCOMPARE(charts.size(), 3);
        for (const GanttView* chart : charts)
            QCOMPARE(chart->scale().xOf(0), charts[0]->scale().xOf(0));
        charts[1]->view().zoom(0.1, 0);
        for (GanttView* chart : charts) {
            QCOMPARE(chart->view().whole(), charts[0]->view().whole());
            QCOMPARE(chart->view().visible(), charts[1]->view().visible());
            QCOMPARE(chart->scale().xOf(100), charts[0]->scale().xOf(100));
        }
    }

    void manyRunsCanBeScrolled()
    {
        std::vector<std::shared_ptr<const RunRecord>> records;
        for (int i = 1; i <= 16; ++i)
            records.push_back(runOf(i, 1'000 * i));
        const Comparison compared(records);
        QCOMPARE(compared.charts().size(), 16);
        QCOMPARE(compared.table->columnCount(), 16);
        QVERIFY(compared.window->height() < 1000);
        const auto* scroll = compared.window->findChild<QScrollArea*>();
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        for (const GanttView* chart : compared.charts())
            QVERIFY(chart->height() >= 240);
    }

    void theTableHasAColumnForEachRunAndTheBestTimeInBold()
    {
        const Comparison compared({runOf(1, 4'000), runOf(4, 1'000), runOf(2, 2'000)});
        QTRY_VERIFY(compared.isWhole());
        QCOMPARE(compared.table->columnCount(), 3);
        QCOMPARE(compared.table->horizontalHeaderItem(1)->text(), QStringLiteral("Run 5"));
        QCOMPARE(compared.table->item(0, 1)->text(), QStringLiteral("4")); // workers
        QVERIFY(!compared.table->item(1, 0)->font().bold());
        QVERIFY(compared.table->item(1, 1)->font().bold());
        QCOMPARE(compared.table->verticalHeaderItem(2)->text(), QStringLiteral("÷ Run 3"));
        QCOMPARE(compared.table->item(2, 2)->text(), QStringLiteral("0.50×"));
    }

    void itSaysWhetherTheJobsWereTheSame()
    {
        const Comparison same({runOf(1, 4'000), runOf(4, 1'000)});
        QTRY_VERIFY(same.says("same jobs"));
        const Comparison others({runOf(1, 4'000), runOf(4, 1'000), runOf(4, 1'000, 99)});
        QTRY_VERIFY(others.says("Other jobs than in Run 3"));
        QVERIFY(others.says(": Run 7")); // and that one alone
    }

    void theTableIsCopiedAsItStands()
    {
        const Comparison compared({runOf(1, 4'000), runOf(4, 1'000)});
        QTRY_VERIFY(compared.isWhole());
        QTest::mouseClick(compared.button("Copy"), Qt::LeftButton);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines[0], QStringLiteral("\tRun 3\tRun 5"));
        QCOMPARE(lines[1], QStringLiteral("Workers\t1\t4"));
        QCOMPARE(lines.size(), compared.table->rowCount() + 2);
    }

    void theTableIsExportedInNumbers()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("out.csv"));
        const Comparison compared({runOf(1, 4'000), runOf(4, 1'000)});
        QTRY_VERIFY(compared.isWhole());
        fixtures::whenDialogComes<QFileDialog>([&path](QFileDialog* dialog) {
            dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
            QMetaObject::invokeMethod(dialog, "accept");
        });
        QTest::mouseClick(compared.button("Export"), Qt::LeftButton);
        QTRY_VERIFY(compared.says("Exported out.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.startsWith("figure,run 3,run 5\r\nworkers,1,4\r\n"));
        QVERIFY(text.contains("\r\npool_time_ns,4000,1000\r\n"));
        QVERIFY(text.contains("\r\nwait_p95_ns,0,0\r\n"));
    }
};

QTEST_MAIN(TestComparing)
#include "tst_comparing.moc"
