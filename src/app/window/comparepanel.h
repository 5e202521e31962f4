// The figures of runs that are compared: a column for each run, and the table as a file.
#pragma once

#include "files/exports/comparetable.h"

#include <QString>
#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QPushButton;
class QTableWidget;
class RunRecord;

struct ComparedRun
{
    int number; // in the session
    std::shared_ptr<const RunRecord> record;

    QString name() const; // "Run 3"
};

// What needs a look at every job comes a little later than the rest.
class ComparePanel : public QWidget
{
    Q_OBJECT

public:
    // Runs that are over, two or more.
    explicit ComparePanel(const std::vector<ComparedRun>& runs, QWidget* parent = nullptr);

    // Wide enough for so many columns, but for no more than a few.
    QSize sizeHint() const override;

private:
    // What is known of the runs after a look at every job.
    struct Compared
    {
        std::vector<ComparedTimings> timings;
        std::vector<int> others; // places of runs whose jobs are not those of the first one
    };
    static Compared compare(const std::vector<ComparedRun>& runs);

    void fill(const std::vector<ComparedTimings>& timings);
    void fillWhole(const Compared& compared);
    void copy();
    void exportTable();

    const std::vector<ComparedRun> m_runs;
    std::vector<ComparedTimings> m_timings; // once they are whole
    QLabel* m_sameness;
    QTableWidget* m_table;
    QPushButton* m_export;
    QPushButton* m_copy;
    QLabel* m_said; // what became of an export
};
