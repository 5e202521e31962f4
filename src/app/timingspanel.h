// The timings of the pool beside those of the sequential run.
#pragma once

#include "analysis/timings.h"

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

    void setTheme(const Theme& theme);

    // Shows the figures of a run, so far or final.
    void showTimings(const Timings& timings);
    // Shows that nothing has been run yet.
    void clear();

private:
    void showRows(const std::vector<TimingRow>& rows);

    const std::unique_ptr<Ui::TimingsPanel> m_ui;
    std::vector<QLabel*> m_values; // in the order of timingRows()
};
