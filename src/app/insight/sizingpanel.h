// How many workers: the curve of times, the verdict, the what-if and measuring.
#pragma once

#include "insight/insight.h"
#include "insight/queueing.h"
#include "insight/scalability.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QFrame;
class MeasureControls;
class QLabel;
class WhatIfControls;
struct Theme;

namespace Ui {
class SizingPanel;
}

class SizingPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SizingPanel(QWidget* parent = nullptr);
    ~SizingPanel() override;

    // Once the program has this theme.
    void setTheme(const Theme& theme);

    // What is said where there is no curve; it takes the curve's place.
    void showHint(const QString& text);
    // The curve of a run, and a what-if for its jobs.
    void showInsight(std::shared_ptr<const Insight> insight);
    // A curve alone, as of a plan: without a what-if.
    void showCurve(std::shared_ptr<const SizingCurve> curve);

    // Waiting by theory where jobs come over time; `measuredWaitNs` is their mean wait as it was.
    void showTraffic(const std::optional<Traffic>& traffic, std::optional<qint64> measuredWaitNs,
                     const std::optional<LittlesLaw>& law);

    // What the controls say; nothing while all is as it was.
    const std::optional<WhatIf>& whatIf() const;
    // Sets the controls; no signal.
    void setWhatIf(const std::optional<WhatIf>& change);
    // The job that is selected in the chart can be left out or split; the longest where none is.
    void setSelectedJob(std::optional<JobId> job);
    // How long that takes, simulated; nothing while it is not known.
    void showWhatIf(std::optional<qint64> ns);

    // Why these jobs cannot be measured; empty where they can.
    void setMeasurable(const QString& whyNot);
    // A measurement goes on: so many runs of so many are done.
    void showMeasuring(int done, int total, std::optional<qint64> leftNs);
    // None goes on; the text says how the last one ended.
    void showMeasured(const QString& text);

Q_SIGNALS:
    void whatIfChanged(const std::optional<WhatIf>& change);
    // The numbers, none for auto, and how often each is to be run.
    void measureWanted(const std::vector<int>& numbers, int repeat);
    void measureCancelled();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void connectViews();
    void connectControls();
    void take(std::shared_ptr<const SizingCurve> curve);
    void showRows();
    void updateFit();
    void updateCaveats();
    void updateWaitNeeds();
    void arrange();
    void placeViews(bool low);

    // What stands beside the curve: all below each other, what-if and measuring below each other
    // beside the answer, or all beside each other.
    enum class Columns { One, Two, Three };
    Columns columnsIn(int widthPx) const;

    // A row of the table of times.
    struct Row
    {
        QLabel* what;
        QLabel* time;
        QLabel* source;
        QFrame* line;
    };

    const std::unique_ptr<Ui::SizingPanel> m_ui;
    std::shared_ptr<const SizingCurve> m_curve;
    WhatIfControls* m_whatIf;
    MeasureControls* m_measure;
    std::optional<qint64> m_whatIfNs;
    std::optional<Traffic> m_traffic;
    std::optional<qint64> m_measuredWaitNs;
    std::vector<Row> m_rows;
    std::optional<Columns> m_columns;
    bool m_low = false; // the buttons for what the curve shows stand beside it
};
