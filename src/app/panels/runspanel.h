// The table of this session's runs, and what can be done with them.
#pragma once

#include "session/sessionruns.h"

#include <QSortFilterProxyModel>
#include <QWidget>

#include <memory>

namespace Ui {
class RunsPanel;
}

class RunsPanel : public QWidget
{
    Q_OBJECT

public:
    // So many runs are compared at most.
    static constexpr int kMaxCompared = 16;

    explicit RunsPanel(QWidget* parent = nullptr);
    ~RunsPanel() override;

    SessionRuns& runs() { return m_runs; }

    // The run that the chart shows, and whether another can take its place now.
    void setShown(const std::shared_ptr<const RunRecord>& record, bool canChange);

Q_SIGNALS:
    void showWanted(const std::shared_ptr<const RunRecord>& record);
    void saveWanted(const std::shared_ptr<const RunRecord>& record);
    // Rows of runs(), two to kMaxCompared of them, the oldest run first.
    void compareWanted(const QList<int>& rows);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setUpColumns();
    void fitColumns();
    // Gives what a run is of the rest of the width, but never less than it needs to be read.
    void fitWhat();
    // Where the table is so low that its scroll bar would take the place of the only row, there is
    // none: wheel and keys scroll it all the same.
    void keepRoomForARow();
    // Rows of runs() that are selected, the newest run first.
    QList<int> selectedRows() const;
    // The selected rows; of a single one, together with that of the run in the chart. The oldest
    // run first. Empty where these are too few or too many.
    QList<int> rowsToCompare() const;
    void showSelected();
    void removeSelected();
    void updateButtons();

    const std::unique_ptr<Ui::RunsPanel> m_ui;
    SessionRuns m_runs;
    QSortFilterProxyModel m_sorted; // what the table shows
    bool m_canChange = true;
};
