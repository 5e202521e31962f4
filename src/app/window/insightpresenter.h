// Shows what there is to say of a run: how many workers are enough, where its time went, what holds
// it back, and what would be if something were otherwise.
#pragma once

#include "insight/insight.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

class FindingsPanel;
class GanttView;
class LostTimePanel;
class SessionRuns;
class SizingPanel;

// Works beside the window: what is outdated is stopped. Lives on the main thread; all calls from
// there.
class InsightPresenter : public QObject
{
    Q_OBJECT

public:
    struct Views
    {
        GanttView* chart;
        SizingPanel* sizing;
        LostTimePanel* lost;
        FindingsPanel* findings;
    };

    // All outlive it. Runs of the session with the same jobs count as measured.
    InsightPresenter(const Views& views, const SessionRuns& runs, QObject* parent);
    ~InsightPresenter() override;

    // Nothing is known, for the reason that the text gives.
    void clear(const QString& why);
    // Looks into a run that is over.
    void showRun(const std::shared_ptr<const RunRecord>& record);
    // As long as there is no run: how many workers the jobs of these settings would need, soon
    // after the last change. Nothing where their durations are not known, or in a file.
    void showPlan(const RunSettings& settings);
    // Another run with the same jobs has been measured: what is shown takes it in.
    void update();
    // What is known of the record; nothing while that is worked out, or for another one.
    std::shared_ptr<const Insight> insightOf(const std::shared_ptr<const RunRecord>& record) const;

Q_SIGNALS:
    // What is known of the run that is shown has come, or gone.
    void changed();
    // The run is to be started again.
    void runAgainWanted();
    // The what-if and its controls are to be seen.
    void whatIfTried();

private:
    void connectViews();
    void compute();
    void computePlan();
    void take(const std::shared_ptr<const Insight>& insight);
    void simulate(const std::optional<WhatIf>& change);
    void showSimulated(const WhatIf& change, const std::shared_ptr<const Timeline>& timeline);
    void lightParts(const std::vector<LostPart>& parts);
    // Calls found(stretches) soon, unless `last` is stopped before that; so is what it was before.
    template <typename Found>
    void whenFound(const std::vector<LostPart>& parts, std::stop_source& last, Found found);
    void showParts(const std::vector<LostPart>& parts);
    void showFinding(const Finding& finding);
    void show(const std::vector<LaneStretch>& stretches);
    void tryFinding(const Finding& finding);

    const Views m_views;
    const SessionRuns& m_runs;
    std::shared_ptr<const RunRecord> m_record;
    RunSettings m_plan; // while there is no run
    QTimer m_planSettles;
    std::shared_ptr<const Insight> m_insight;
    // Lit until the user ends it; what is pointed at meanwhile is lit in its place.
    std::vector<LaneStretch> m_shown;
    QTimer m_unlight{this};        // nothing is pointed at any more
    std::stop_source m_stop;       // of what is worked out
    std::stop_source m_stopWhatIf; // of the what-if that is simulated
    std::stop_source m_stopLight;  // of the stretches that are looked for, for the mouse
    std::stop_source m_stopShow;   // … to be shown
};
