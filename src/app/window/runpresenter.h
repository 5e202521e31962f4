// Shows a run in the window: in the chart, the log, the table of jobs and the timings.
#pragma once

#include "analysis/timings.h"
#include "app/window/framepace.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

class GanttView;
class JobsPanel;
class LogView;
class RunRecord;
class TimingsPanel;
struct RunForecast;
struct RunSettings;

// Lives on the main thread; all calls from there. It only reads what has been recorded: showing a
// run keeps none of its threads waiting.
class RunPresenter : public QObject
{
    Q_OBJECT

public:
    // Where a run is shown.
    struct Views
    {
        GanttView* chart;
        LogView* log;
        JobsPanel* jobs;
        TimingsPanel* timings;
    };

    // The views outlive it.
    RunPresenter(const Views& views, QObject* parent);
    // Waits for timings that are being computed.
    ~RunPresenter() override;

    // What the chart shows before the first run; does nothing after that.
    void showPreview(const RunSettings& settings, const RunForecast& forecast);
    // Shows a run that begins, then what is recorded of it, at the display's rate or as often as
    // the run can spare, until concludeRun().
    void followRun(const std::shared_ptr<const RunRecord>& record);
    // The run that was followed is over: shows all of it.
    void concludeRun();
    // Shows a run that is over.
    void showRun(const std::shared_ptr<const RunRecord>& record);
    // Shows what has been recorded by now; there has to be a run.
    void refresh();

Q_SIGNALS:
    // The views show the run as it is now, with these timings.
    void refreshed(const Timings& timings);

private:
    bool isFollowing() const { return m_tick.isActive(); }
    // So few jobs have started that each of them can be looked at for a frame.
    bool isSmall() const;
    void drawFrame();
    void show(const std::shared_ptr<const RunRecord>& record, qint64 expectedNs);
    void computeFinalTimings();

    const Views m_views;
    std::shared_ptr<const RunRecord> m_record;
    QTimer m_tick;                   // while a run goes on
    std::optional<FramePace> m_pace; // of the run that was followed last
    QFutureWatcher<Timings> m_finalTimings;
};
