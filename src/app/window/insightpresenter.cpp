#include "app/window/insightpresenter.h"

#include "app/dialogs/background.h"
#include "app/insight/findingspanel.h"
#include "app/insight/losttimepanel.h"
#include "app/insight/sizingpanel.h"
#include "gantt/view/ganttview.h"
#include "plan/runplanner.h"
#include "session/sessionruns.h"
#include "text/findingtext.h"
#include "timeline/runrecord.h"

#include <QThread>
#include <QtConcurrent>

#include <new>

namespace {

// Up to so many jobs a what-if is simulated between two frames: 3 ms, by ./run bench insight.
constexpr std::size_t kAtOnce = 20'000;
// Stretches that are lit: more than there are pixels.
constexpr std::size_t kMostLit = 20'000;
// From one part to the next the mouse crosses a gap: all going dark for that long would flicker.
constexpr int kLightStaysMs = 80;

std::shared_ptr<const Timeline> simulated(const JobModel& model, const WhatIf& change,
                                          const std::stop_token& stop)
{
    return timelineOf(model, simulate(model, change, Spans::Kept, stop), change.workers);
}

// More are looked into once they have run: a curve of a plan should come at once.
constexpr int kMostPlanned = 100'000;

QString nothingYet()
{
    return InsightPresenter::tr(
        "Run, or open a run, to see how many workers its jobs need and where its time goes.");
}

std::shared_ptr<const SizingCurve> plannedCurve(const RunSettings& settings,
                                                const std::stop_token& stop)
{
    try {
        const auto planned = planRun(settings, stop);
        const auto* plan = std::get_if<PlannedRun>(&planned);
        if (!plan)
            return nullptr;
        const int cores = QThread::idealThreadCount();
        const auto numbers = numbersToLookAt(modelOf(*plan, cores, stop));
        return std::make_shared<const SizingCurve>(sizingOf(*plan, cores, numbers, {}, stop));
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

std::shared_ptr<const Insight>
workedOut(const std::shared_ptr<const RunRecord>& record,
          const std::vector<std::shared_ptr<const RunRecord>>& others, const std::stop_token& stop)
{
    try {
        return ::insightOf(*record, others, stop);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

} // namespace

InsightPresenter::InsightPresenter(const Views& views, const SessionRuns& runs, QObject* parent)
    : QObject(parent), m_views(views), m_runs(runs)
{
    m_unlight.setSingleShot(true);
    m_unlight.setInterval(kLightStaysMs);
    connectViews();
    constexpr int kSettlesMs = 150; // no curve for each step of a slider
    m_planSettles.setSingleShot(true);
    m_planSettles.setInterval(kSettlesMs);
    connect(&m_planSettles, &QTimer::timeout, this, &InsightPresenter::computePlan);
    clear(nothingYet());
}

InsightPresenter::~InsightPresenter()
{
    m_stop.request_stop();
    m_stopWhatIf.request_stop();
    m_stopLight.request_stop();
    m_stopShow.request_stop();
}

void InsightPresenter::connectViews()
{
    connect(m_views.sizing, &SizingPanel::whatIfChanged, this, &InsightPresenter::simulate);
    connect(m_views.chart, &GanttView::selectionChanged, this,
            [this] { m_views.sizing->setSelectedJob(m_views.chart->marks().selected); });
    connect(m_views.lost, &LostTimePanel::pointedAt, this, &InsightPresenter::lightParts);
    connect(m_views.lost, &LostTimePanel::showWanted, this, &InsightPresenter::showParts);
    connect(m_views.chart, &GanttView::lightsOff, this, [this] { m_shown.clear(); });
    connect(&m_unlight, &QTimer::timeout, this, [this] { m_views.chart->light(m_shown); });
    connect(m_views.findings, &FindingsPanel::showWanted, this, &InsightPresenter::showFinding);
    connect(m_views.findings, &FindingsPanel::tryWanted, this, &InsightPresenter::tryFinding);
}

void InsightPresenter::clear(const QString& why)
{
    m_planSettles.stop();
    m_stop.request_stop();
    m_stopWhatIf.request_stop();
    m_stopLight.request_stop();
    m_stopShow.request_stop();
    m_record.reset();
    m_insight.reset();
    m_views.sizing->showHint(why);
    m_views.lost->showHint(why);
    m_views.findings->showHint(why);
    m_views.chart->showWhatIf(nullptr, {});
    m_unlight.stop();
    m_shown.clear();
    m_views.chart->light({});
    Q_EMIT changed();
}

void InsightPresenter::showRun(const std::shared_ptr<const RunRecord>& record)
{
    clear(tr("Looking into the run …"));
    m_record = record;
    compute();
}

void InsightPresenter::showPlan(const RunSettings& settings)
{
    m_stop.request_stop();
    m_plan = settings;
    m_planSettles.start();
}

void InsightPresenter::computePlan()
{
    const bool isKnown = m_plan.jobs.hasDurations() &&
                         m_plan.jobs.spread.kind != SpreadKind::File &&
                         m_plan.jobs.count <= kMostPlanned;
    if (!isKnown) {
        m_views.sizing->showHint(nothingYet());
        return;
    }
    m_stop = std::stop_source();
    const auto work = [settings = m_plan, stop = m_stop.get_token()] {
        return plannedCurve(settings, stop);
    };
    whenDone(this, QtConcurrent::run(work),
             [this, stop = m_stop.get_token()](const std::shared_ptr<const SizingCurve>& curve) {
                 if (curve && !stop.stop_requested())
                     m_views.sizing->showCurve(curve);
             });
}

void InsightPresenter::update()
{
    if (m_record)
        compute();
}

void InsightPresenter::compute()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    std::vector<std::shared_ptr<const RunRecord>> others;
    for (int row = 0; row < m_runs.rowCount(); ++row)
        others.push_back(m_runs.at(row).record);
    const auto work = [record = m_record, others, stop = m_stop.get_token()] {
        return workedOut(record, others, stop);
    };
    whenDone(this, QtConcurrent::run(work),
             [this, stop = m_stop.get_token()](const std::shared_ptr<const Insight>& insight) {
                 if (!stop.stop_requested())
                     take(insight);
             });
}

void InsightPresenter::take(const std::shared_ptr<const Insight>& insight)
{
    if (!insight) {
        const QString why = tr("There is no memory to look into this run.");
        m_views.sizing->showHint(why);
        m_views.lost->showHint(why);
        m_views.findings->showHint(why);
        return;
    }
    m_insight = insight;
    m_views.sizing->showInsight(insight);
    m_views.sizing->setSelectedJob(m_views.chart->marks().selected);
    if (insight->lost)
        m_views.lost->showLostTime(&*insight->lost);
    else
        m_views.lost->showHint(tr("This run took no time."));
    m_views.findings->showInsight(insight);
    m_views.sizing->showTraffic(insight->traffic, insight->meanWaitNs, insight->law);
    Q_EMIT changed();
}

std::shared_ptr<const Insight>
InsightPresenter::insightOf(const std::shared_ptr<const RunRecord>& record) const
{
    return record == m_record ? m_insight : nullptr;
}

void InsightPresenter::simulate(const std::optional<WhatIf>& change)
{
    m_stopWhatIf.request_stop();
    if (!change || !m_insight) {
        m_views.chart->showWhatIf(nullptr, {});
        m_views.sizing->showWhatIf(std::nullopt);
        return;
    }
    if (m_insight->model.size() <= kAtOnce) {
        showSimulated(*change, simulated(m_insight->model, *change, {}));
        return;
    }
    m_stopWhatIf = std::stop_source();
    const auto work = [insight = m_insight, change = *change, stop = m_stopWhatIf.get_token()] {
        try {
            return simulated(insight->model, change, stop);
        } catch (const std::bad_alloc&) {
            return std::shared_ptr<const Timeline>();
        }
    };
    whenDone(this, QtConcurrent::run(work),
             [this, change = *change,
              stop = m_stopWhatIf.get_token()](const std::shared_ptr<const Timeline>& timeline) {
                 if (timeline && !stop.stop_requested())
                     showSimulated(change, timeline);
             });
}

void InsightPresenter::showSimulated(const WhatIf& change,
                                     const std::shared_ptr<const Timeline>& timeline)
{
    m_views.chart->showWhatIf(timeline, whatIfText(change));
    m_views.sizing->showWhatIf(timeline->makespanNs());
}

void InsightPresenter::lightParts(const std::vector<LostPart>& parts)
{
    m_stopLight.request_stop();
    if (parts.empty() || !m_record) {
        m_unlight.start();
        return;
    }
    m_unlight.stop();
    whenFound(parts, m_stopLight, [this](const std::vector<LaneStretch>& stretches) {
        m_views.chart->light(stretches);
    });
}

template <typename Found>
void InsightPresenter::whenFound(const std::vector<LostPart>& parts, std::stop_source& last,
                                 Found found)
{
    last.request_stop();
    last = std::stop_source();
    const auto work = [record = m_record, parts, stop = last.get_token()] {
        try {
            return stretchesOf(*record, parts, kMostLit, stop);
        } catch (const std::bad_alloc&) {
            return std::vector<LaneStretch>();
        }
    };
    whenDone(this, QtConcurrent::run(work),
             [found, stop = last.get_token()](const std::vector<LaneStretch>& stretches) {
                 if (!stop.stop_requested())
                     found(stretches);
             });
}

void InsightPresenter::showParts(const std::vector<LostPart>& parts)
{
    if (m_record)
        whenFound(parts, m_stopShow,
                  [this](const std::vector<LaneStretch>& stretches) { show(stretches); });
}

void InsightPresenter::showFinding(const Finding& finding)
{
    show(finding.evidence);
    if (finding.job)
        m_views.chart->selectJob(*finding.job);
}

void InsightPresenter::show(const std::vector<LaneStretch>& stretches)
{
    m_stopLight.request_stop();
    m_unlight.stop();
    m_shown = stretches;
    m_views.chart->showStretches(stretches);
}

void InsightPresenter::tryFinding(const Finding& finding)
{
    if (finding.tryWhat == TryWhat::RunAgain) {
        Q_EMIT runAgainWanted();
        return;
    }
    m_views.sizing->setWhatIf(finding.change);
    simulate(finding.change);
    Q_EMIT whatIfTried();
}
