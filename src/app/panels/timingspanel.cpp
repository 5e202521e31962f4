#include "app/panels/timingspanel.h"

#include "analysis/diskreads.h"
#include "app/controls/labeltext.h"
#include "app/controls/plaintext.h"
#include "app/controls/textscale.h"
#include "gantt/paint/theme.h"
#include "text/diskreadstext.h"
#include "text/figures.h"
#include "text/speedup.h"
#include "ui_timingspanel.h"

TimingsPanel::TimingsPanel(QWidget* parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::TimingsPanel>()), m_theme(&Theme::light())
{
    m_ui->setupUi(this);
    for (const TimingRow& row : timingRows({})) {
        auto* label = new QLabel(row.label, this);
        label->setProperty("role", QStringLiteral("muted"));
        label->setToolTip(row.meaning);
        auto* value = new QLabel(this);
        value->setProperty("role", QStringLiteral("value"));
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto* line = new QFrame(this);
        line->setProperty("role", QStringLiteral("line"));
        const int at = m_ui->rows->rowCount();
        m_ui->rows->addWidget(label, at, 0);
        m_ui->rows->addWidget(value, at, 1);
        m_ui->rows->addWidget(line, at + 1, 0, 1, 2);
        m_labels.push_back(label);
        m_values.push_back(value);
    }
    connect(m_ui->runAgain, &QPushButton::clicked, this, &TimingsPanel::runAgainWanted);
    clear();
}

TimingsPanel::~TimingsPanel() = default;

void TimingsPanel::setTheme(const Theme& theme)
{
    m_theme = &theme;
    updateBarColors();
    reserveRoom();
}

void TimingsPanel::updateBarColors()
{
    const auto colorOf = [this](RunState end, const QColor& ofRun) {
        return end == RunState::Failed    ? m_theme->error
               : end == RunState::Stopped ? m_theme->muted
                                          : ofRun;
    };
    m_ui->poolBar->setColors(colorOf(m_poolEnd, m_theme->pool), m_theme->line);
    m_ui->sequentialBar->setColors(colorOf(m_sequentialEnd, m_theme->sequential), m_theme->line);
}

// For the longest texts: the panel must not grow while the numbers do.
void TimingsPanel::reserveRoom()
{
    const auto reserve = [](QLabel* label, const QString& text) {
        label->ensurePolished();
        label->setMinimumWidth(label->fontMetrics().horizontalAdvance(text));
    };
    for (QLabel* value : m_values)
        reserve(value, QStringLiteral("+000.00 ms / 000.00 ms"));
    // Beside large numbers the chart would be left too little.
    for (QLabel* label : m_labels)
        label->setWordWrap(TextScale::factor() > 1);
    reserve(m_ui->speedUp, QStringLiteral("00.00×"));
    reserve(m_ui->speedUpNote,
            TextScale::factor() > 1 ? QString() : tr("turn on the sequential run"));
}

void TimingsPanel::showTimings(const Timings& timings)
{
    const int jobs = timings.settings.jobs.count;
    m_ui->poolTime->setText(timeText(timings.pool));
    m_ui->poolState->setText(visibleLines(stateText(timings.pool, jobs)));
    m_ui->sequentialTime->setText(timings.sequential ? timeText(*timings.sequential)
                                                     : QStringLiteral("–"));
    m_ui->sequentialState->setText(
        timings.sequential ? visibleLines(stateText(*timings.sequential, jobs)) : tr("not run"));

    const RaceShares shares = raceSharesOf(timings);
    m_ui->poolBar->setShare(shares.pool);
    m_ui->sequentialBar->setShare(shares.sequential);
    const auto endOf = [](const std::optional<RunTimings>& run) {
        return run && run->outcome ? run->outcome->state : RunState::Finished;
    };
    m_poolEnd = endOf(timings.pool);
    m_sequentialEnd = endOf(timings.sequential);
    updateBarColors();

    const SpeedUpText speedUp = speedUpText(timings);
    m_ui->speedUpCaption->setText(speedUp.caption);
    m_ui->speedUp->setText(speedUp.ratio);
    m_ui->possible->setText(speedUp.possible);
    m_ui->speedUpNote->setText(speedUp.note);
    showTextIfAny(m_ui->diskReads, diskReadsText(timings));
    updateRunAgain();
    showRows(timingRows(timings));
}

void TimingsPanel::clear()
{
    m_ui->poolTime->setText(QStringLiteral("–"));
    m_ui->sequentialTime->setText(QStringLiteral("–"));
    m_ui->poolState->clear();
    m_ui->sequentialState->clear();
    m_ui->speedUpCaption->setText(speedUpText({}).caption);
    m_ui->speedUp->setText(QStringLiteral("–"));
    m_ui->possible->clear();
    showTextIfAny(m_ui->diskReads, {});
    updateRunAgain();
    m_ui->speedUpNote->setText(tr("press Run to find out"));
    for (QLabel* value : m_values)
        value->setText(QStringLiteral("–"));
}

void TimingsPanel::setMayRunAgain(bool may)
{
    m_mayRunAgain = may;
    updateRunAgain();
}

void TimingsPanel::updateRunAgain()
{
    m_ui->runAgain->setVisible(m_mayRunAgain && !m_ui->diskReads->text().isEmpty());
}

void TimingsPanel::showRows(const std::vector<TimingRow>& rows)
{
    for (std::size_t i = 0; i < rows.size(); ++i)
        m_values[i]->setText(rows[i].value);
}
