// The table of jobs, with a choice of which are shown.
#pragma once

#include "app/panels/jobsmodel.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace Ui {
class JobsPanel;
}

class JobsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit JobsPanel(QWidget* parent = nullptr);
    ~JobsPanel() override;

    // There is a run; while the panel is hidden its table stays empty.
    void showRun(std::shared_ptr<const RunRecord> record);
    // Takes in what has been recorded by now; does nothing while the panel is hidden and the run
    // goes on.
    void refresh(bool runIsOver);
    // Marks the job's row and brings it into view; signals nothing.
    void selectJob(std::optional<JobId> job);

Q_SIGNALS:
    // The user has moved to a job's row.
    void jobChosen(JobId job);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void takeRun(const std::shared_ptr<const RunRecord>& record);
    void applyFilter();
    void fitColumns();

    const std::unique_ptr<Ui::JobsPanel> m_ui;
    JobsModel m_model; // without a run until the panel is seen
    std::shared_ptr<const RunRecord> m_record;
    std::optional<JobId> m_selected;
    bool m_selecting = false;
};
