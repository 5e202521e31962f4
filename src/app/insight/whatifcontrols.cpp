#include "app/insight/whatifcontrols.h"

#include "base/numbertext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace {

// The orders and the parts that can be chosen, in the order of the boxes' entries after the first.
constexpr std::array kOrders{SubmitOrder::Shortest, SubmitOrder::Longest, SubmitOrder::Random};
constexpr std::array kParts{2, 4, 8};
constexpr int kLeftOut = 1; // the entry of the job; its parts follow
constexpr int kFirstParts = 2;

// The place of `value` in `values`, or nothing.
template <typename Values, typename Value>
std::optional<int> placeOf(const Values& values, const Value& value)
{
    const auto at = std::ranges::find(values, value);
    return at == values.end() ? std::nullopt : std::optional(int(at - values.begin()));
}

bool hasJob(const JobModel& model, JobId job)
{
    if (model.numbers.empty())
        return job.number >= 1 && std::size_t(job.number) <= model.size();
    return std::ranges::binary_search(model.numbers, job.number);
}

} // namespace

WhatIfControls::WhatIfControls(const Widgets& widgets, QObject* parent)
    : QObject(parent), m_widgets(widgets)
{
    connectAll();
}

void WhatIfControls::connectAll()
{
    connect(m_widgets.slider, &QSlider::valueChanged, this, &WhatIfControls::chooseWorkers);
    connect(m_widgets.workers, &QSpinBox::valueChanged, this, &WhatIfControls::chooseWorkers);
    connect(m_widgets.order, &QComboBox::currentIndexChanged, this, [this](int index) {
        edit([index](WhatIf& change) {
            change.order =
                index > 0 ? std::optional(kOrders[std::size_t(index - 1)]) : std::nullopt;
        });
    });
    connect(m_widgets.job, &QComboBox::currentIndexChanged, this, [this](int index) {
        edit([job = job(), index](WhatIf& change) {
            change.withoutJob.reset();
            change.split.reset();
            if (job && index == kLeftOut)
                change.withoutJob = job;
            else if (job && index >= kFirstParts)
                change.split = {*job, kParts[std::size_t(index - kFirstParts)]};
        });
    });
    connect(m_widgets.withoutFailures, &QCheckBox::toggled, this,
            [this](bool on) { edit([on](WhatIf& change) { change.withoutFailures = on; }); });
    connect(m_widgets.allAtOnce, &QCheckBox::toggled, this, [this](bool on) {
        edit([on](WhatIf& change) {
            change.arrival = on ? std::optional(Arrival()) : std::nullopt;
        });
    });
    connect(m_widgets.roomForResults, &QCheckBox::toggled, this, [this](bool on) {
        edit([on, this](WhatIf& change) {
            change.resultsCapacity =
                on ? std::optional(m_insight->model.settings.jobs.count) : std::nullopt;
        });
    });
    connect(m_widgets.retries, &QSpinBox::valueChanged, this, [this](int retries) {
        edit([retries, this](WhatIf& change) {
            change.retries = retries != m_insight->model.settings.jobs.retries
                                 ? std::optional(retries)
                                 : std::nullopt;
        });
    });
    connect(m_widgets.off, &QToolButton::clicked, this, [this] {
        setWhatIf({});
        Q_EMIT changed({});
    });
}

void WhatIfControls::setRun(std::shared_ptr<const Insight> insight)
{
    m_insight = std::move(insight);
    const JobModel& model = m_insight->model;
    const RunSettings& settings = model.settings;
    m_longest = m_insight->longestJob; // the only one can neither be left out nor come late
    m_selected.reset();
    const bool fail = !model.failed.empty() || !model.lost.empty();
    m_widgets.withoutFailures->setVisible(fail);
    // What others recorded says nothing of retries and channels.
    const bool isOurs =
        std::ranges::find(model.caveats, ModelCaveat::NoQueueTimes) == model.caveats.end();
    m_widgets.retriesRow->setVisible(fail && isOurs);
    m_widgets.allAtOnce->setVisible(!model.arrivalsNs.empty());
    m_widgets.roomForResults->setVisible(settings.pool.readTime.count() > 0 &&
                                         settings.resultsChannelCapacity() < settings.jobs.count);
    m_widgets.area->setVisible(model.size() > 0);
    show();
}

void WhatIfControls::clear()
{
    m_insight.reset();
    m_longest.reset();
    m_selected.reset();
    m_widgets.area->hide();
    setWhatIf({});
}

void WhatIfControls::setSelectedJob(std::optional<JobId> job)
{
    const bool isOne = job && m_insight && m_longest && hasJob(m_insight->model, *job);
    m_selected = isOne ? job : std::nullopt;
    show();
}

std::optional<JobId> WhatIfControls::job() const
{
    if (m_whatIf && m_whatIf->split)
        return m_whatIf->split->job;
    if (m_whatIf && m_whatIf->withoutJob)
        return m_whatIf->withoutJob;
    return m_selected ? m_selected : m_longest;
}

WhatIf WhatIfControls::asItIs() const
{
    return {.workers = m_insight ? std::max(1, m_insight->curve.now) : 1};
}

template <typename Change>
void WhatIfControls::edit(Change change)
{
    if (m_isShowing || !m_insight)
        return;
    WhatIf wanted = m_whatIf.value_or(asItIs());
    change(wanted);
    const auto next = wanted == asItIs() ? std::nullopt : std::optional(wanted);
    if (next == m_whatIf)
        return;
    setWhatIf(next);
    Q_EMIT changed(next);
}

void WhatIfControls::chooseWorkers(int workers)
{
    edit([workers](WhatIf& change) { change.workers = workers; });
}

void WhatIfControls::setWhatIf(const std::optional<WhatIf>& change)
{
    m_whatIf = change;
    show();
}

void WhatIfControls::show()
{
    const QScopedValueRollback showing(m_isShowing, true);
    const WhatIf shown = m_whatIf.value_or(asItIs());
    if (m_insight) {
        const SizingCurve& curve = m_insight->curve;
        const int last = curve.points.empty() ? 1 : curve.points.back().workers;
        m_widgets.slider->setMaximum(std::max({last, curve.now, shown.workers}));
        m_widgets.retries->setValue(shown.retries.value_or(m_insight->model.settings.jobs.retries));
    }
    m_widgets.slider->setValue(shown.workers);
    m_widgets.workers->setValue(shown.workers);
    const auto order = shown.order ? placeOf(kOrders, *shown.order) : std::nullopt;
    m_widgets.order->setCurrentIndex(order ? *order + 1 : 0);
    showJob(shown);
    m_widgets.withoutFailures->setChecked(shown.withoutFailures);
    m_widgets.retries->setEnabled(!shown.withoutFailures);
    m_widgets.allAtOnce->setChecked(shown.arrival.has_value());
    m_widgets.roomForResults->setChecked(shown.resultsCapacity.has_value());
    m_widgets.off->setEnabled(m_whatIf.has_value());
}

void WhatIfControls::showJob(const WhatIf& shown)
{
    const auto about = job();
    const QString number = about ? numberText(about->number) : QString();
    m_widgets.jobLabel->setText(!about               ? tr("Longest job")
                                : about == m_longest ? tr("Longest job (%1)").arg(number)
                                                     : tr("Job %1").arg(number));
    m_widgets.job->setEnabled(about.has_value());
    const auto parts = shown.split ? placeOf(kParts, shown.split->parts) : std::nullopt;
    m_widgets.job->setCurrentIndex(shown.withoutJob ? kLeftOut : parts ? *parts + kFirstParts : 0);
}
