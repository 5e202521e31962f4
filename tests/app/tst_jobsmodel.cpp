// The table of jobs keeps a model's promises, whatever order is asked for.
#include "app/panels/jobsmodel.h"
#include "app/panels/jobspanel.h"
#include "timeline/runrecord.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace {

using Mode = QAbstractItemModelTester::FailureReportingMode;

// Of so many jobs on one worker, each shorter than the one before; every third one fails.
std::shared_ptr<const RunRecord> runOf(int jobs)
{
    RunSettings settings;
    settings.jobs.count = jobs;
    settings.pool.workers = 1;
    settings.baseline.when = SequentialRunWhen::Off;
    auto record = std::make_shared<RunRecord>(settings, RunOrigin::hereAndNow());
    record->pool().beginElsewhere();
    Event event;
    event.worker = WorkerId{1};
    for (int job = 1; job <= jobs; ++job) {
        event.job = JobId{job};
        event.kind = EventKind::Queued;
        record->pool().record(event);
        event.kind = EventKind::Started;
        record->pool().record(event);
        event.kind = EventKind::Finished;
        event.timeNs += 1000 - job;
        event.status = job % 3 == 0 ? JobStatus::Failed : JobStatus::Finished;
        record->pool().record(event);
    }
    record->pool().record(Event{event.timeNs, {}, {}, EventKind::RunEnded});
    record->pool().conclude({});
    return record;
}

// Waits until the model shows the order that was asked for, which is made in the background.
void waitForOrder(JobsModel& model, int firstJob)
{
    QTRY_COMPARE(model.jobAt(0).number, firstJob);
}

} // namespace

class TestJobsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyOrderAndChoiceKeepsAModelsPromises()
    {
        JobsModel model;
        const QAbstractItemModelTester tester(&model, Mode::QtTest);
        model.showRun(runOf(9));
        QCOMPARE(model.rowCount(), 9);
        QVERIFY(!model.data({}).isValid());
        model.sort(JobsModel::Number, Qt::DescendingOrder);
        QCOMPARE(model.jobAt(0).number, 9);
        model.sort(JobsModel::Duration, Qt::AscendingOrder);
        QCOMPARE(model.jobAt(0).number, 9); // until that list is there
        waitForOrder(model, 9);
        model.sort(JobsModel::Duration, Qt::DescendingOrder);
        waitForOrder(model, 1);
        model.filter(JobState::Failed, {});
        QTRY_COMPARE(model.rowCount(), 3);
        model.filter({}, {});
        QTRY_COMPARE(model.rowCount(), 9);
        model.refresh(true);
        model.sort(JobsModel::Number, Qt::AscendingOrder);
        waitForOrder(model, 1);
        model.showRun(runOf(2));
        QCOMPARE(model.rowCount(), 2);
    }

    void nothingMovesBeforeTheListIsThere()
    {
        JobsModel model;
        model.showRun(runOf(5));
        QSignalSpy moved(&model, &QAbstractItemModel::layoutChanged);
        model.sort(JobsModel::Start, Qt::DescendingOrder);
        QCOMPARE(model.jobAt(0).number, 1);
        QCOMPARE(model.rowOf(JobId{1}), 0);
        QVERIFY(moved.wait());
        QCOMPARE(model.jobAt(0).number, 5);
    }

    void aJobStaysSelectedWhereverItStands()
    {
        JobsModel model;
        model.showRun(runOf(9));
        QItemSelectionModel selection(&model);
        selection.setCurrentIndex(model.index(1, 0),
                                  QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
        const auto selected = [&] {
            return model.jobAt(selection.selectedRows().value(0).row()).number;
        };
        QCOMPARE(selected(), 2);
        model.sort(JobsModel::Number, Qt::DescendingOrder);
        QCOMPARE(selected(), 2);
        QCOMPARE(selection.currentIndex().row(), 7);
        model.sort(JobsModel::Wait, Qt::DescendingOrder);
        QTRY_COMPARE(selection.currentIndex().row(), model.rowOf(JobId{2}));
        QCOMPARE(selected(), 2);
    }

    void aTableThatNobodySeesHasNoRows()
    {
        JobsPanel panel;
        const auto& model = *panel.findChild<QTableView*>()->model();
        panel.showRun(runOf(9));
        panel.refresh(true);
        QCOMPARE(model.rowCount(), 0);
        panel.show();
        QCOMPARE(model.rowCount(), 9);
        panel.hide();
        panel.showRun(runOf(5));
        panel.selectJob(JobId{3});
        QCOMPARE(model.rowCount(), 0);
        panel.show();
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(panel.findChild<QTableView*>()->currentIndex().row(), 2);
    }

    void thePanelKeepsTheJobThatWasChosen()
    {
        JobsPanel panel;
        panel.showRun(runOf(9));
        panel.show();
        auto* table = panel.findChild<QTableView*>();
        const auto& model = *qobject_cast<JobsModel*>(table->model());
        QSignalSpy chosen(&panel, &JobsPanel::jobChosen);
        panel.selectJob(JobId{3});
        const auto current = [&] {
            return table->currentIndex().isValid() ? model.jobAt(table->currentIndex().row()).number
                                                   : 0;
        };
        table->sortByColumn(JobsModel::Number, Qt::DescendingOrder);
        QCOMPARE(current(), 3);
        table->sortByColumn(JobsModel::Duration, Qt::AscendingOrder);
        QTRY_COMPARE(table->currentIndex().row(), model.rowOf(JobId{3}));
        QCOMPARE(current(), 3);
        // Also through a choice of some jobs.
        auto* state = panel.findChild<QComboBox*>(QStringLiteral("state"));
        state->setCurrentIndex(state->findData(int(JobState::Failed)));
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(current(), 3);
        QCOMPARE(chosen.count(), 0); // nobody has chosen another
    }
};

QTEST_MAIN(TestJobsModel)
#include "tst_jobsmodel.moc"
