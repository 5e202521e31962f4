#include "app/insight/sizingpanel.h"

#include "app/controls/labeltext.h"
#include "app/controls/textscale.h"
#include "app/insight/measurecontrols.h"
#include "app/insight/whatifcontrols.h"
#include "base/durationtext.h"
#include "gantt/paint/theme.h"
#include "text/findingtext.h"
#include "text/sizingtext.h"
#include "ui_sizingpanel.h"

#include <QFrame>
#include <QLabel>
#include <QScrollBar>

#include <algorithm>

namespace {

constexpr int kBelowPx = 6; // between what-if and measuring below it

// What stands beside the curve has at most so much of the panel's width.
int mostBeside(int widthPx)
{
    return widthPx * 55 / 100;
}

} // namespace

SizingPanel::SizingPanel(QWidget* parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::SizingPanel>())
{
    m_ui->setupUi(this);
    TextScale::followForm(*this);
    constexpr std::size_t kMostRows = 4;
    for (std::size_t i = 0; i < kMostRows; ++i) {
        Row row{new QLabel(m_ui->answer), new QLabel(m_ui->answer), new QLabel(m_ui->answer),
                new QFrame(m_ui->answer)};
        row.what->setProperty("role", QStringLiteral("muted"));
        row.what->setWordWrap(true);
        row.time->setProperty("role", QStringLiteral("value"));
        row.time->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        row.time->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row.source->setProperty("role", QStringLiteral("small"));
        row.line->setProperty("role", QStringLiteral("line"));
        const int at = int(2 * i);
        m_ui->rows->addWidget(row.what, at, 0);
        m_ui->rows->addWidget(row.time, at, 1);
        m_ui->rows->addWidget(row.source, at, 2);
        m_ui->rows->addWidget(row.line, at + 1, 0, 1, 3);
        m_rows.push_back(row);
    }
    m_ui->title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_ui->parts->setStretchFactor(0, 1);
    m_ui->parts->setStretchFactor(1, 0);
    m_whatIf = new WhatIfControls({.area = m_ui->whatIfArea,
                                   .slider = m_ui->whatIfSlider,
                                   .workers = m_ui->workers,
                                   .order = m_ui->order,
                                   .jobLabel = m_ui->longestLabel,
                                   .job = m_ui->longest,
                                   .withoutFailures = m_ui->withoutFailures,
                                   .allAtOnce = m_ui->allAtOnce,
                                   .roomForResults = m_ui->roomForResults,
                                   .retriesRow = m_ui->retriesRow,
                                   .retries = m_ui->retries,
                                   .off = m_ui->whatIfOff},
                                  this);
    m_measure = new MeasureControls({.numbers = m_ui->numbers,
                                     .repeat = m_ui->repeat,
                                     .measure = m_ui->measure,
                                     .cancel = m_ui->cancel,
                                     .progress = m_ui->progress,
                                     .text = m_ui->measureText},
                                    this);
    m_ui->waitBox->setDuration(std::chrono::milliseconds(10));
    connectViews();
    connectControls();
    showTraffic({}, {}, {});
    showHint(tr("Run some jobs, or open a run: how long they would take with other numbers of "
                "workers is shown here."));
}

SizingPanel::~SizingPanel() = default;

void SizingPanel::connectViews()
{
    const auto show = [this](SizingView view) {
        return [this, view](bool on) {
            if (on)
                m_ui->chart->setView(view);
        };
    };
    connect(m_ui->timeView, &QToolButton::toggled, this, show(SizingView::Time));
    connect(m_ui->speedUpView, &QToolButton::toggled, this, show(SizingView::SpeedUp));
    connect(m_ui->efficiencyView, &QToolButton::toggled, this, show(SizingView::Efficiency));
    connect(m_ui->fitBox, &QCheckBox::toggled, this, &SizingPanel::updateFit);
    connect(m_ui->waitBox, &DurationBox::durationEdited, this, &SizingPanel::updateWaitNeeds);
}

void SizingPanel::connectControls()
{
    connect(m_whatIf, &WhatIfControls::changed, this, [this](const std::optional<WhatIf>& change) {
        m_whatIfNs.reset();
        showRows();
        Q_EMIT whatIfChanged(change);
    });
    connect(m_ui->chart, &SizingChart::workersChosen, m_whatIf, &WhatIfControls::chooseWorkers);
    connect(m_measure, &MeasureControls::wanted, this, &SizingPanel::measureWanted);
    connect(m_measure, &MeasureControls::cancelled, this, &SizingPanel::measureCancelled);
}

void SizingPanel::setTheme(const Theme& theme)
{
    m_ui->chart->setTheme(theme);
    m_ui->legend->setTheme(theme);
    // For the longest texts: the columns must not move while a slider does.
    for (const Row& row : m_rows) {
        for (const auto& [label, text] : {std::pair(row.time, QStringLiteral("00.000 ms")),
                                          std::pair(row.source, tr("simulated"))}) {
            label->ensurePolished();
            label->setMinimumWidth(label->fontMetrics().horizontalAdvance(text));
        }
    }
    m_ui->waitNeeds->ensurePolished();
}

void SizingPanel::showHint(const QString& text)
{
    m_ui->hint->setText(text);
    m_ui->hint->show();
    m_ui->parts->hide();
    m_curve.reset();
    m_ui->chart->showCurve(nullptr);
    m_whatIf->clear();
    showRows();
}

void SizingPanel::showInsight(std::shared_ptr<const Insight> insight)
{
    m_whatIf->setRun(insight);
    take(std::shared_ptr<const SizingCurve>(insight, &insight->curve));
}

void SizingPanel::showCurve(std::shared_ptr<const SizingCurve> curve)
{
    m_whatIf->clear();
    take(std::move(curve));
}

void SizingPanel::take(std::shared_ptr<const SizingCurve> curve)
{
    // More was measured of the same jobs, or other jobs are shown.
    const bool same = m_curve && m_curve->jobs == curve->jobs && m_curve->now == curve->now &&
                      m_curve->longestNs == curve->longestNs;
    m_curve = std::move(curve);
    m_ui->hint->hide();
    m_ui->parts->show();
    m_ui->title->setText(enoughTitle(*m_curve));
    showTextIfAny(m_ui->text, enoughText(*m_curve));
    m_ui->chart->showCurve(m_curve);
    updateCaveats();
    updateFit();
    updateWaitNeeds();
    const bool drop = whatIf() && (!same || m_ui->whatIfArea->isHidden());
    if (drop)
        m_whatIf->setWhatIf({});
    showRows();
    arrange();
    if (drop)
        Q_EMIT whatIfChanged({});
}

void SizingPanel::updateCaveats()
{
    showTextIfAny(m_ui->caveats, forecastNotes(*m_curve).join(u'\n'));
}

void SizingPanel::updateFit()
{
    if (!m_curve)
        return;
    const auto fit = scalabilityOf(*m_curve);
    const auto* found = std::get_if<ScalabilityFit>(&fit);
    const auto* why = std::get_if<NoFit>(&fit);
    const bool tooFew = why && *why == NoFit::TooFewPoints;
    m_ui->fitBox->setVisible(!tooFew);
    m_ui->fitBox->setEnabled(found != nullptr);
    const bool shown = found && m_ui->fitBox->isChecked();
    m_ui->chart->showFit(shown ? std::optional(*found) : std::nullopt);
    m_ui->legend->showCurve(*m_curve, shown);
    showTextIfAny(m_ui->fitText, shown            ? fitText(*found)
                                 : why && !tooFew ? noFitText(*why)
                                                  : QString());
}

void SizingPanel::showTraffic(const std::optional<Traffic>& traffic,
                              std::optional<qint64> measuredWaitNs,
                              const std::optional<LittlesLaw>& law)
{
    m_traffic = traffic;
    m_measuredWaitNs = measuredWaitNs;
    m_ui->trafficArea->setVisible(traffic.has_value());
    m_ui->traffic->setToolTip(law ? littlesLawText(*law) : QString());
    updateWaitNeeds();
}

void SizingPanel::updateWaitNeeds()
{
    if (!m_traffic)
        return;
    if (m_curve)
        m_ui->traffic->setText(
            trafficText(*m_traffic, std::max(1, m_curve->now), m_measuredWaitNs));
    const double seconds = std::chrono::duration<double>(m_ui->waitBox->duration()).count();
    m_ui->waitNeeds->setText(
        workersForWaitText(workersForWait(*m_traffic, seconds, RunSettings::kMaxWorkers)));
}

const std::optional<WhatIf>& SizingPanel::whatIf() const
{
    return m_whatIf->whatIf();
}

void SizingPanel::setWhatIf(const std::optional<WhatIf>& change)
{
    m_whatIf->setWhatIf(change);
    m_whatIfNs.reset();
    showRows();
}

void SizingPanel::setSelectedJob(std::optional<JobId> job)
{
    m_whatIf->setSelectedJob(job);
}

void SizingPanel::showWhatIf(std::optional<qint64> ns)
{
    m_whatIfNs = ns;
    showRows();
}

void SizingPanel::showRows()
{
    std::vector<SizingRow> rows = m_curve ? sizingRows(*m_curve) : std::vector<SizingRow>();
    const auto& change = whatIf();
    if (change)
        rows.push_back({tr("what if: %1").arg(whatIfText(*change)),
                        m_whatIfNs ? readableDuration(std::chrono::nanoseconds(*m_whatIfNs))
                                   : QStringLiteral("…"),
                        tr("simulated")});
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const bool used = i < rows.size();
        for (QWidget* each : {static_cast<QWidget*>(row.what), static_cast<QWidget*>(row.time),
                              static_cast<QWidget*>(row.source), static_cast<QWidget*>(row.line)})
            each->setVisible(used);
        if (!used)
            continue;
        row.what->setText(rows[i].what);
        row.time->setText(rows[i].time);
        row.source->setText(rows[i].source);
    }
    m_ui->chart->showOther(change && m_whatIfNs
                               ? std::optional(SimulatedTime{change->workers, *m_whatIfNs})
                               : std::nullopt);
}

void SizingPanel::setMeasurable(const QString& whyNot)
{
    m_measure->setMeasurable(whyNot);
}

void SizingPanel::showMeasuring(int done, int total, std::optional<qint64> leftNs)
{
    m_measure->showMeasuring(done, total, leftNs);
}

void SizingPanel::showMeasured(const QString& text)
{
    m_measure->showMeasured(text);
}

void SizingPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SizingPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    arrange();
}

// The curve keeps most of the width: what stands beside it is three columns, two or one.
void SizingPanel::arrange()
{
    if (m_ui->parts->isHidden() || !isVisible())
        return;
    constexpr int kLowPx = 150; // the buttons would leave the curve too little
    placeViews(height() < TextScale::px(kLowPx));
    const Columns columns = columnsIn(width());
    // Within a shape the user may have moved the handle.
    if (columns == m_columns && m_ui->columns->width() <= mostBeside(width()))
        return;
    m_columns = columns;
    using Box = QBoxLayout;
    m_ui->columnsBox->setDirection(columns == Columns::One ? Box::TopToBottom : Box::LeftToRight);
    m_ui->side->setDirection(columns == Columns::Three ? Box::LeftToRight : Box::TopToBottom);
    m_ui->side->setSpacing(columns == Columns::Three ? m_ui->columnsBox->spacing() : kBelowPx);
    m_ui->side->activate();
    constexpr int kSparePx = 60; // texts and the slider are better with more than they must have
    const int needed = m_ui->columns->sizeHint().width();
    const int beside = std::max(needed, std::min(needed + kSparePx, mostBeside(width())));
    m_ui->parts->setSizes({std::max(0, width() - beside), beside});
}

SizingPanel::Columns SizingPanel::columnsIn(int widthPx) const
{
    constexpr int kWidePx = 1600;
    if (widthPx >= TextScale::px(kWidePx))
        return Columns::Three;
    const auto needed = [](const QWidget* area) {
        return area->isHidden() ? 0 : area->minimumSizeHint().width();
    };
    const QMargins margins = m_ui->columnsBox->contentsMargins();
    const int two = margins.left() + m_ui->answer->minimumWidth() + m_ui->columnsBox->spacing() +
                    std::max(needed(m_ui->whatIfArea), needed(m_ui->measureArea)) +
                    margins.right() + m_ui->columns->verticalScrollBar()->sizeHint().width();
    return two <= mostBeside(widthPx) ? Columns::Two : Columns::One;
}

// In a low panel the buttons for what the curve shows stand beside it.
void SizingPanel::placeViews(bool low)
{
    if (low == m_low)
        return;
    m_low = low;
    if (low) {
        const int below = m_ui->answerColumn->indexOf(m_ui->legend);
        m_ui->answerColumn->insertWidget(below, m_ui->views);
        m_ui->answerColumn->insertWidget(below + 1, m_ui->fitBox);
    } else {
        m_ui->aboveChart->insertWidget(0, m_ui->views);
        m_ui->aboveChart->addWidget(m_ui->fitBox);
    }
}
