// The chart as it is read by who does not see it.
#include "fixtures/equaljobs.h"
#include "fixtures/textpicture.h"
#include "gantt/paint/theme.h"
#include "gantt/view/chartaccessible.h"
#include "gantt/view/ganttview.h"
#include "gantt/view/stripsaccessible.h"
#include "timeline/runrecord.h"

#include <QApplication>
#include <QTest>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

std::shared_ptr<RunRecord> articleRun()
{
    auto record = std::make_shared<RunRecord>(RunSettings());
    fixtures::recordRun(record->pool(), {"14", "25", "3"}, kSecond);
    fixtures::recordRun(*record->sequential(), {"12345"}, kSecond);
    return record;
}

class ReadChart : public GanttView
{
public:
    explicit ReadChart(std::shared_ptr<const RunRecord> record = articleRun())
    {
        resize(900, 900);
        show();
        showRun(std::move(record), 5 * kSecond);
        grab(); // the strips are counted
    }

    QAccessibleInterface* chart() { return QAccessible::queryAccessibleInterface(this); }
    QAccessibleInterface* row(int index) { return chart()->child(index); }
    QAccessibleInterface* bar(int onRow, int index) { return row(onRow)->child(index); }
};

QString nameOf(QAccessibleInterface* of)
{
    return of->text(QAccessible::Name);
}

} // namespace

class TestChartAccessible : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChartHasRowsAndARowHasBars()
    {
        ReadChart read;
        QAccessibleInterface* chart = read.chart();
        QCOMPARE(chart->role(), QAccessible::Chart);
        QCOMPARE(nameOf(chart), QStringLiteral("Chart of the run"));
        QCOMPARE(chart->childCount(), 6); // with the strips
        QCOMPARE(read.row(0)->role(), QAccessible::List);
        QCOMPARE(nameOf(read.row(0)), QStringLiteral("worker 1"));
        QCOMPARE(read.row(0)->childCount(), 2);
        QCOMPARE(read.bar(0, 1)->role(), QAccessible::ListItem);
        QCOMPARE(nameOf(read.bar(0, 1)),
                 QStringLiteral("job 4 on worker 1, finished, 1.000 s, from 1.000 s on"));
        QVERIFY(read.bar(0, 1)
                    ->text(QAccessible::Description)
                    .contains(QStringLiteral("status finished")));
        QVERIFY(!read.bar(0, 2));
        QVERIFY(!chart->child(6));
    }

    void eachKnowsWhereItIs()
    {
        ReadChart read;
        for (int row = 0; row < 4; ++row) {
            QCOMPARE(read.row(row)->parent(), read.chart());
            QCOMPARE(read.chart()->indexOfChild(read.row(row)), row);
            for (int bar = 0; bar < read.row(row)->childCount(); ++bar) {
                QCOMPARE(read.bar(row, bar)->parent(), read.row(row));
                QCOMPARE(read.row(row)->indexOfChild(read.bar(row, bar)), bar);
                QVERIFY(read.bar(row, bar)->isValid());
            }
        }
    }

    void aBarIsWhereItIsPainted()
    {
        ReadChart read;
        QAccessibleInterface* bar = read.bar(1, 1);
        const QRect place = bar->rect();
        QVERIFY(!bar->state().offscreen);
        const QPoint left = read.viewport()->mapToGlobal(
            QPoint(int(read.scale().xOf(kSecond)), place.center().y()));
        QVERIFY(std::abs(place.left() - left.x()) <= 1);
        const QPoint middle = place.center();
        QCOMPARE(read.chart()->childAt(middle.x(), middle.y()), read.row(1));
        QCOMPARE(read.row(1)->childAt(middle.x(), middle.y()), bar);
        const QImage image = read.viewport()->grab().toImage();
        const QRect local(read.viewport()->mapFromGlobal(place.topLeft()), place.size());
        QCOMPARE(image.pixelColor(local.left() + 8, local.top() + 4), jobColor(JobId{5}));
    }

    void whatIsOutOfSightSaysSo()
    {
        ReadChart read;
        read.view().show({0, kSecond / 2});
        QVERIFY(read.bar(0, 1)->rect().isEmpty());
        QVERIFY(read.bar(0, 1)->state().offscreen);
        QVERIFY(!read.bar(0, 0)->state().offscreen);
    }

    void theSelectedBarIsSelectedAndHasTheFocusOfTheChart()
    {
        ReadChart read;
        QVERIFY(QTest::qWaitForWindowActive(&read));
        read.setFocus();
        read.selectJob(JobId{5});
        QVERIFY(read.bar(1, 1)->state().selected);
        QVERIFY(read.bar(1, 1)->state().focused);
        QVERIFY(read.bar(3, 4)->state().selected); // the same job in the sequential run
        QVERIFY(!read.bar(3, 4)->state().focused);
        QVERIFY(!read.bar(0, 0)->state().selected);
        QCOMPARE(read.chart()->focusChild(), read.bar(1, 1));
    }

    // That it is told is tested from outside: Qt tells nothing where no desktop listens.
    void theFocusFollowsTheKeys()
    {
        ReadChart read;
        QVERIFY(QTest::qWaitForWindowActive(&read));
        read.setFocus();
        QTest::keyClick(&read, Qt::Key_Period);
        QCOMPARE(read.chart()->focusChild(), read.bar(0, 0));
        QTest::keyClick(&read, Qt::Key_Period);
        QCOMPARE(read.chart()->focusChild(), read.bar(0, 1));
        QTest::keyClick(&read, Qt::Key_Escape);
        QCOMPARE(read.chart()->focusChild(), read.chart());
    }

    void aChartWithoutTheFocusHasNoneForItsBars()
    {
        ReadChart read;
        read.clearFocus();
        read.selectJob(JobId{5});
        QVERIFY(read.bar(1, 1)->state().selected);
        QVERIFY(!read.bar(1, 1)->state().focused);
    }

    void aBarCanBeSelectedFromOutside()
    {
        ReadChart read;
        auto* actions = read.bar(2, 0)->actionInterface();
        QVERIFY(actions);
        actions->doAction(QAccessibleActionInterface::setFocusAction());
        QCOMPARE(read.marks().selected, JobId{3});
    }

    void theStripsAreReadAsTables()
    {
        ReadChart read;
        const std::pair<const char*, const char*> words[] = {{"Jobs waiting, at most", "2"},
                                                             {"Workers busy, in the mean", "3.0"}};
        for (int strip = 0; strip < 2; ++strip) {
            QAccessibleInterface* table = read.row(4 + strip);
            QCOMPARE(table->role(), QAccessible::Table);
            QCOMPARE(read.chart()->indexOfChild(table), 4 + strip);
            const QPoint middle = table->rect().center();
            QCOMPARE(read.chart()->childAt(middle.x(), middle.y()), table);
            QAccessibleTableInterface* cells = table->tableInterface();
            QVERIFY(cells);
            QCOMPARE(cells->columnCount(), 2);
            QVERIFY(cells->rowCount() > 5 && cells->rowCount() <= StripAccessible::kSteps);
            QCOMPARE(cells->columnDescription(0), QStringLiteral("Time"));
            QCOMPARE(cells->columnDescription(1), QLatin1String(words[strip].first));
            QCOMPARE(nameOf(cells->cellAt(0, 0)), QStringLiteral("from 0 s to 252.5 ms"));
            QCOMPARE(nameOf(cells->cellAt(0, 1)), QLatin1String(words[strip].second));
            QVERIFY(cells->cellAt(5, 1)->rect().left() > cells->cellAt(0, 1)->rect().left());
            QVERIFY(!cells->cellAt(cells->rowCount(), 0));
            QVERIFY(!cells->cellAt(0, 2));
        }
    }

    void aCellOfATableKnowsItsPlaceAndItsTitles()
    {
        ReadChart read;
        QAccessibleInterface* table = read.row(5);
        QAccessibleTableInterface* cells = table->tableInterface();
        QCOMPARE(table->childCount(), 2 * (cells->rowCount() + 1));
        QCOMPARE(table->child(0)->role(), QAccessible::ColumnHeader);
        for (int i = 0; i < table->childCount(); ++i) {
            QCOMPARE(table->indexOfChild(table->child(i)), i);
            QCOMPARE(table->child(i)->parent(), table);
        }
        QVERIFY(!table->child(table->childCount()));
        QAccessibleInterface* found = cells->cellAt(3, 1);
        QCOMPARE(found->role(), QAccessible::Cell);
        QAccessibleTableCellInterface* cell = found->tableCellInterface();
        QVERIFY(cell);
        QCOMPARE(cell->rowIndex(), 3);
        QCOMPARE(cell->columnIndex(), 1);
        QCOMPARE(cell->table(), table);
        QCOMPARE(cell->columnHeaderCells(), QList{table->child(1)});
        QCOMPARE(cell->rowHeaderCells(), QList{cells->cellAt(3, 0)});
    }

    // Who reads keeps the words of a cell that it knows.
    void aCellThatSaysSomethingElseIsAnother()
    {
        ReadChart read;
        QAccessibleTableInterface* cells = read.row(5)->tableInterface();
        const QAccessible::Id time = QAccessible::uniqueId(cells->cellAt(0, 0));
        const QAccessible::Id value = QAccessible::uniqueId(cells->cellAt(0, 1));
        read.view().show({0, kSecond});
        read.grab();
        QCOMPARE(nameOf(cells->cellAt(0, 0)), QStringLiteral("from 0 s to 50.00 ms"));
        QVERIFY(QAccessible::uniqueId(cells->cellAt(0, 0)) != time);
        QCOMPARE(QAccessible::uniqueId(cells->cellAt(0, 1)), value); // 3.0, as before
    }

    void anotherRunIsReadInPlaceOfTheOneBefore()
    {
        ReadChart read;
        QAccessibleInterface* last = read.bar(0, 1);
        QAccessibleInterface* first = read.bar(0, 0);
        auto other = std::make_shared<RunRecord>(RunSettings());
        fixtures::recordRun(other->pool(), {"2", "1"}, kSecond);
        read.showRun(other, 5 * kSecond);
        QVERIFY(!last->isValid());
        QVERIFY(last->text(QAccessible::Name).isEmpty());
        QVERIFY(last->state().invalid);
        QVERIFY(nameOf(first).startsWith(QStringLiteral("job 2 on worker 1")));
    }

    void beforeTheFirstRunTheChartSaysItsHint()
    {
        GanttView view;
        view.showPreview(RunSettings(), kSecond, QStringLiteral("Press Run"));
        QAccessibleInterface* chart = QAccessible::queryAccessibleInterface(&view);
        QCOMPARE(chart->text(QAccessible::Description), QStringLiteral("Press Run"));
        QCOMPARE(chart->child(0)->childCount(), 0);
    }

    void aMillionBarsAreMadeOneByOneAndGivenUpAgain()
    {
        ReadChart read(fixtures::equalJobs(1'000'000, 4, 1'000));
        auto* chart = dynamic_cast<ChartAccessible*>(read.chart());
        QAccessibleInterface* row = read.row(2);
        QCOMPARE(row->childCount(), 250'000);
        QVERIFY(chart->madeCount() <= 4);
        // The row is in the caller's hands: it stays, however many of its bars are asked for.
        for (int i = 0; i < row->childCount(); i += 50)
            QVERIFY(row->child(i)->isValid());
        QCOMPARE(chart->madeCount(), RecentAccessibles<ChartPlace>::kMost);
        QCOMPARE(nameOf(row->child(249'999)).section(u' ', 0, 4),
                 QStringLiteral("job 999999 on worker 3,"));
        QCOMPARE(row->child(249'999)->parent(), row);
    }

    void aChartThatEndsTakesItsPartsAlong()
    {
        QAccessible::Id id = 0;
        {
            ReadChart read;
            id = QAccessible::uniqueId(read.bar(0, 0));
            QVERIFY(QAccessible::accessibleInterface(id));
        }
        QVERIFY(!QAccessible::accessibleInterface(id));
    }
};

QTEST_MAIN(TestChartAccessible)
#include "tst_chartaccessible.moc"
