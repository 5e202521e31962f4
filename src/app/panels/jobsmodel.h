// The jobs of a run as a table: a model on the timeline.
#pragma once

#include "analysis/jobs.h"
#include "timeline/runrecord.h"

#include <QAbstractTableModel>
#include <QFutureWatcher>

#include <memory>
#include <optional>
#include <vector>

// All jobs in the order of their numbers need no storage. Any other order, or a filter, is a list
// of numbers, 4 bytes a job, that is made in the background and shows the run as it was then.
class JobsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    // In the order of JobKey; for Input there is none, and it sorts by the jobs' numbers.
    enum Column { Number, Worker, Queued, Start, Duration, Wait, State, Input, ColumnCount };

    explicit JobsModel(QObject* parent = nullptr);
    // Waits for a list that is being made.
    ~JobsModel() override;

    // Nothing stands for no run, and no rows.
    void showRun(std::shared_ptr<const RunRecord> record);
    // Takes in what has been recorded by now; at the end of a run its list is made anew.
    void refresh(bool runIsOver);

    // Shows only jobs in that state, and only those of that worker; nothing stands for all.
    void filter(std::optional<JobState> state, std::optional<WorkerId> worker);

    JobId jobAt(int row) const;
    // The job's row, or −1 when it is not shown.
    int rowOf(JobId job) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    bool hasRun() const { return m_record != nullptr; }

    // Whether jobs have an input, a file or a line.
    bool hasInputs() const { return m_record && m_record->plan.inputs.lines; }

    // As long a text as usually stands in the column.
    QString sampleOf(int column) const;

    static QString stateName(JobState state);

private:
    // Rows for jobs that a run has gained, where they stand by number.
    void lookAtTheClock();
    void takeNewJobs();
    void reorder();
    void takeList();
    // Shows the jobs by number or, where there is a list, as it has them. What is selected stays
    // with its job.
    void arrange(std::optional<std::vector<qint32>> list);
    QVariant textOf(const JobFacts& facts, int column) const;

    std::shared_ptr<const RunRecord> m_record;
    int m_jobs = 0;     // of the run, as far as they are shown
    qint64 m_runNs = 0; // how long it has gone on
    JobOrder m_order;
    // What is shown. m_order may already be another one, whose list is still being made.
    std::optional<std::vector<qint32>> m_list; // else the jobs stand by number
    bool m_descending = false;                 // there, the last one first
    QFutureWatcher<std::vector<qint32>> m_making;
};
