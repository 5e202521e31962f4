// The timings of the pool beside those of the sequential run.
#pragma once

#include "analysis/timings.h"
#include "text/figures.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
struct Theme;

namespace Ui {
class TimingsPanel;
}

class TimingsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit TimingsPanel(QWidget* parent = nullptr);
    ~TimingsPanel() override;

    // The theme that the program has by now: fonts are measured.
    void setTheme(const Theme& theme);

    // Shows the figures of a run, so far or final.
    void showTimings(const Timings& timings);
    // Shows that nothing has been run yet.
    void clear();

    // Whether the run that is shown may be started again from here: where that would tell more.
    void setMayRunAgain(bool may);

Q_SIGNALS:
    void runAgainWanted();

private:
    void updateRunAgain();
    void reserveRoom();
    void showRows(const std::vector<TimingRow>& rows);
    // A run that was not carried to its end has no colour of one that was.
    void updateBarColors();

    const std::unique_ptr<Ui::TimingsPanel> m_ui;
    bool m_mayRunAgain = false;
    const Theme* m_theme;
    RunState m_poolEnd = RunState::Finished; // or it has not ended yet
    RunState m_sequentialEnd = RunState::Finished;
    std::vector<QLabel*> m_values; // in the order of timingRows()
};
