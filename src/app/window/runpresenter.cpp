#include "app/window/runpresenter.h"

#include "app/panels/jobspanel.h"
#include "app/panels/logview.h"
#include "app/panels/timingspanel.h"
#include "base/clock.h"
#include "gantt/view/ganttview.h"
#include "session/runestimator.h"
#include "timeline/runrecord.h"

#include <QThread>
#include <QtConcurrent>

#include <algorithm>
#include <chrono>

namespace {

// Waits need a look at every span: while a run goes on they are computed up to that many only.
constexpr std::size_t kMaxLiveWaits = 20'000;

// How long the time axis is at first: as long as the longest part is expected to take.
qint64 expectedNs(const Estimate& estimate, SequentialRunWhen sequential)
{
    constexpr std::chrono::nanoseconds kUnknown = std::chrono::seconds(1);
    if (!estimate.known)
        return kUnknown.count();
    return sequential == SequentialRunWhen::Off ? estimate.ideal.count()
                                                : estimate.sequential.count();
}

} // namespace

RunPresenter::RunPresenter(const Views& views, QObject* parent) : QObject(parent), m_views(views)
{
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &RunPresenter::drawFrame);
    connect(&m_finalTimings, &QFutureWatcher<Timings>::finished, this, [this] {
        if (!isFollowing())
            m_views.timings->showTimings(m_finalTimings.result());
    });
}

RunPresenter::~RunPresenter()
{
    m_finalTimings.waitForFinished();
}

void RunPresenter::showPreview(const RunSettings& settings, const RunForecast& forecast)
{
    if (m_record)
        return;
    RunSettings expected = settings;
    expected.jobs.count = std::max(RunSettings::kMinJobs, forecast.jobs);
    m_views.chart->showPreview(expected, expectedNs(forecast.estimate, settings.baseline.when),
                               forecast.problem.isEmpty()
                                   ? tr("Set the sliders, then press Run (F5).")
                                   : forecast.problem);
}

void RunPresenter::followRun(const std::shared_ptr<const RunRecord>& record)
{
    show(record, expectedNs(record->plan.estimate, record->settings.baseline.when));
    m_pace.emplace(QThread::idealThreadCount(), FramePace::used());
    m_tick.start(FramePace::kDisplay);
    refresh();
}

void RunPresenter::concludeRun()
{
    m_tick.stop();
    refresh();
    computeFinalTimings();
}

void RunPresenter::showRun(const std::shared_ptr<const RunRecord>& record)
{
    show(record, record->longestNs());
    refresh();
    computeFinalTimings();
}

void RunPresenter::show(const std::shared_ptr<const RunRecord>& record, qint64 expectedNs)
{
    m_record = record;
    m_views.chart->showRun(record, expectedNs);
    m_views.log->showRun(record);
    m_views.jobs->showRun(record);
}

bool RunPresenter::isSmall() const
{
    return m_record->pool().startedCount() <= kMaxLiveWaits;
}

void RunPresenter::drawFrame()
{
    // What is painted for this frame is computed after it, and counted at the next.
    const auto interval = m_pace->next(FramePace::used(), isSmall());
    if (interval != m_tick.intervalAsDuration())
        m_tick.setInterval(interval);
    refresh();
}

void RunPresenter::refresh()
{
    const Timings timings =
        timingsOf(*m_record, monotonicNs(), isSmall() ? Waits::Included : Waits::LeftOut);
    m_views.chart->refresh();
    m_views.timings->showTimings(timings);
    m_views.log->refresh();
    m_views.jobs->refresh(!isFollowing());
    Q_EMIT refreshed(timings);
}

void RunPresenter::computeFinalTimings()
{
    // A pass over all spans: in the background, so that the window stays alive after large runs.
    m_finalTimings.setFuture(QtConcurrent::run(
        [record = m_record] { return timingsOf(*record, monotonicNs(), Waits::Included); }));
}
