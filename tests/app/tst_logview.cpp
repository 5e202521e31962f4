#include "app/panels/logaccessible.h"
#include "app/panels/logview.h"
#include "fixtures/equaljobs.h"
#include "fixtures/textpicture.h"
#include "timeline/runrecord.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QTest>

namespace {

std::shared_ptr<RunRecord> runOf(const std::string& pool, const std::string& sequential)
{
    RunSettings settings;
    settings.pool.workers = 1;
    auto record = std::make_shared<RunRecord>(settings);
    const auto draw = [](Timeline& timeline, const std::string& line) {
        timeline.record(Event{fixtures::kBeganAtNs, {}, {}, EventKind::RunBegan, {}});
        fixtures::recordLane(timeline, 1, line, 1'000'000'000);
        if (line.ends_with('>'))
            return;
        timeline.record(Event{fixtures::kBeganAtNs + qint64(line.size()) * 1'000'000'000,
                              {},
                              {},
                              EventKind::RunEnded,
                              {}});
        timeline.conclude({});
    };
    draw(record->pool(), pool);
    draw(*record->sequential(), sequential);
    return record;
}

} // namespace

class TestLogView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoReadsAllOfAVeryLongLogIsGivenFewLinesAtATime()
    {
        LogView view;
        view.showRun(fixtures::equalJobs(100'000, 4, 1'000));
        auto* read = dynamic_cast<LogAccessible*>(QAccessible::queryAccessibleInterface(&view));
        QVERIFY(read);
        QVERIFY(read->rowCount() > 200'000);
        for (int i = 0; i < read->childCount(); i += 50)
            QVERIFY(read->child(i)->isValid());
        QCOMPARE(read->madeCount(), RecentAccessibles<int>::kMost);
        QCOMPARE(read->cellAt(0, 0)->text(QAccessible::Name), view.line(0));
    }

    void aCellOutlivesWhatItIsAskedFor()
    {
        LogView view;
        view.showRun(fixtures::equalJobs(1'000, 4, 1'000));
        auto* read = dynamic_cast<LogAccessible*>(QAccessible::queryAccessibleInterface(&view));
        QVERIFY(read);
        QAccessibleInterface* oldest = read->cellAt(0, 0);
        const QAccessible::Id id = QAccessible::uniqueId(oldest);
        for (int row = 1; row < int(RecentAccessibles<int>::kMost); ++row)
            read->cellAt(row, 0);
        QCOMPARE(oldest->tableCellInterface()->columnHeaderCells().size(), 1); // one is given up
        QCOMPARE(read->madeCount(), RecentAccessibles<int>::kMost);
        QCOMPARE(QAccessible::accessibleInterface(id), oldest);
    }

    void linesAreSelectedByKeys()
    {
        LogView view;
        view.resize(300, 60); // of the ten lines some are in sight
        view.showRun(runOf("12", "12"));
        for (int i = 0; i < 10; ++i)
            QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(view.selectedText().count(u'\n'), 10);
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
        QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(view.selectedText().count(u'\n'), 9);
    }

    void whoReadsHasTheLinesThatKeysSelect()
    {
        LogView view;
        view.showRun(runOf("12", "12"));
        auto* read = dynamic_cast<LogAccessible*>(QAccessible::queryAccessibleInterface(&view));
        QVERIFY(read);
        QCOMPARE(read->selectedRows(), QList<int>());
        for (int i = 0; i < 2; ++i)
            QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(read->selectedRows(), QList<int>({0, 1}));
        QVERIFY(read->cellAt(1, 0)->state().selected);
        QVERIFY(!read->cellAt(2, 0)->state().selected);
        QVERIFY(!read->child(0)->state().selected); // the title
    }

    void bothRunsStandBelowEachOtherEachWithItsTime()
    {
        LogView view;
        view.showRun(runOf("12", "12"));
        const QStringList expected{QStringLiteral("worker 1 started  job 1"),
                                   QStringLiteral("worker 1 finished job 1"),
                                   QStringLiteral("worker 1 started  job 2"),
                                   QStringLiteral("worker 1 finished job 2"),
                                   QStringLiteral("time using worker pool: 2s"),
                                   QStringLiteral("worker 1 started  job 1"),
                                   QStringLiteral("worker 1 finished job 1"),
                                   QStringLiteral("worker 1 started  job 2"),
                                   QStringLiteral("worker 1 finished job 2"),
                                   QStringLiteral("time without using worker pool: 2s")};
        QCOMPARE(view.lineCount(), expected.size());
        for (qsizetype i = 0; i < expected.size(); ++i)
            QCOMPARE(view.line(i), expected[i]);
        QCOMPARE(view.line(10), QString());
        // Who does not see it reads the same.
        auto* read = QAccessible::queryAccessibleInterface(&view);
        QCOMPARE(read->role(), QAccessible::Table);
        QCOMPARE(read->tableInterface()->rowCount(), int(expected.size()));
        for (int i = 0; i < expected.size(); ++i)
            QCOMPARE(read->tableInterface()->cellAt(i, 0)->text(QAccessible::Name), expected[i]);
        view.selectAll();
        QCOMPARE(view.selectedText(), expected.join(u'\n') + u'\n');
    }

    void aRunThatGoesOnHasNoTimeYet()
    {
        LogView view;
        view.showRun(runOf("1>", ">"));
        QCOMPARE(view.lineCount(), 1);
        QCOMPARE(view.line(0), QStringLiteral("worker 1 started  job 1"));
    }

    void itFollowsTheEndUntilItIsScrolledAway()
    {
        LogView view;
        view.resize(400, 80);
        view.show();
        auto record = runOf(">", ">");
        view.showRun(record);
        qint64 time = fixtures::kBeganAtNs;
        const auto grow = [&](int jobs) {
            for (int i = 0; i < jobs; ++i) {
                record->pool().record(
                    Event{++time, JobId{i + 1}, WorkerId{1}, EventKind::Started, {}});
                record->pool().record(
                    Event{++time, JobId{i + 1}, WorkerId{1}, EventKind::Finished, {}});
            }
            view.refresh();
        };
        QScrollBar* bar = view.verticalScrollBar();
        grow(100);
        QVERIFY(bar->maximum() > 100);
        QCOMPARE(bar->value(), bar->maximum());
        bar->setValue(10);
        grow(100);
        QCOMPARE(bar->value(), 10);
    }

    void linesAreSelectedByMouseAndCopied()
    {
        LogView view;
        view.resize(400, 300);
        view.show();
        view.showRun(runOf("12", ">"));
        const auto lineAt = [&](int line) {
            const int height = view.viewport()->fontMetrics().lineSpacing() + 3;
            return QPoint(60, 8 + line * height + height / 2);
        };
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, lineAt(1));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ShiftModifier, lineAt(2));
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("worker 1 finished job 1\nworker 1 started  job 2\n"));
    }
};

QTEST_MAIN(TestLogView)
#include "tst_logview.moc"
