// The table of this session's runs, and what can be done with them.
#pragma once

#include "session/sessionruns.h"

#include <QWidget>

#include <memory>

namespace Ui {
class RunsPanel;
}

class RunsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPanel(QWidget* parent = nullptr);
    ~RunsPanel() override;

    SessionRuns& runs() { return m_runs; }

    // The run that the chart shows, and whether another can take its place now.
    void setShown(const std::shared_ptr<const RunRecord>& record, bool canChange);

Q_SIGNALS:
    void showWanted(const std::shared_ptr<const RunRecord>& record);
    void saveWanted(const std::shared_ptr<const RunRecord>& record);
    // The rows are those of two different runs.
    void compareWanted(int firstRow, int secondRow);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    // Rows that are selected, from the top.
    QList<int> selectedRows() const;
    // The two selected rows, or the selected one and that of the run in the chart; empty where
    // that makes no pair.
    QList<int> rowsToCompare() const;
    void showSelected();
    void removeSelected();
    void updateButtons();

    const std::unique_ptr<Ui::RunsPanel> m_ui;
    SessionRuns m_runs;
    bool m_canChange = true;
};
