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

    // Once the program has this theme: texts are measured in its fonts.
    void setTheme(const Theme& theme);

    // Shows the figures of a run, so far or final.
    void showTimings(const Timings& timings);
    // Shows that nothing has been run yet.
    void clear();

    // Whether the run that is shown can be started again; that is offered where a second run would
    // tell more, as its files would not be read from the disk.
    void setMayRunAgain(bool may);

Q_SIGNALS:
    void runAgainWanted();

private:
    void updateRunAgain();
    void reserveRoom();
    void showRows(const std::vector<TimingRow>& rows);
    // A run that failed or was stopped has a colour that says so.
    void updateBarColors();

    const std::unique_ptr<Ui::TimingsPanel> m_ui;
    bool m_mayRunAgain = false;
    const Theme* m_theme;
    RunState m_poolEnd = RunState::Finished; // or it has not ended yet
    RunState m_sequentialEnd = RunState::Finished;
    std::vector<QLabel*> m_values; // in the order of timingRows()
    std::vector<QLabel*> m_labels; // of the values
};
