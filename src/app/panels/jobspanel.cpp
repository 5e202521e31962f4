#include "app/panels/jobspanel.h"

#include "app/controls/sortheader.h"
#include "app/controls/textscale.h"
#include "app/controls/wholeselection.h"
#include "timeline/runrecord.h"
#include "ui_jobspanel.h"

#include <QHeaderView>
#include <QScopedValueRollback>

#include <algorithm>

JobsPanel::JobsPanel(QWidget* parent) : QWidget(parent), m_ui(std::make_unique<Ui::JobsPanel>())
{
    m_ui->setupUi(this);
    TextScale::followForm(*this);
    m_ui->table->setModel(&m_model);
    SortHeader::putOn(*m_ui->table);
    m_ui->table->setTextElideMode(Qt::ElideMiddle); // paths that begin alike are told apart
    m_ui->table->sortByColumn(JobsModel::Number, Qt::AscendingOrder);
    QHeaderView* rows = m_ui->table->verticalHeader();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setMinimumSectionSize(1);
    TextScale::follow(*this, [this, rows] {
        rows->setDefaultSectionSize(fontMetrics().height() + 8);
        fitColumns();
    });
    m_ui->table->horizontalHeader()->setStretchLastSection(true);
    m_ui->table->setColumnHidden(JobsModel::Input, true);

    m_ui->state->addItem(tr("all"));
    for (const JobState state : {JobState::NotQueued, JobState::Waiting, JobState::Running,
                                 JobState::Finished, JobState::Failed, JobState::Cancelled})
        m_ui->state->addItem(JobsModel::stateName(state), int(state));
    connect(m_ui->state, &QComboBox::currentIndexChanged, this, &JobsPanel::applyFilter);
    new WholeSelection(m_ui->worker);
    connect(m_ui->worker, &QSpinBox::valueChanged, this, &JobsPanel::applyFilter);
    connect(m_ui->table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!current.isValid() || m_selecting)
                    return;
                m_selected = m_model.jobAt(current.row());
                Q_EMIT jobChosen(*m_selected);
            });
    // The selection stays with its job when rows move.
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { selectJob(m_selected); });
    connect(&m_model, &QAbstractItemModel::layoutChanged, this, [this] { selectJob(m_selected); });
}

JobsPanel::~JobsPanel() = default;

// As narrow as what stands in them: the rest is for what the jobs take.
void JobsPanel::fitColumns()
{
    constexpr int kBesidePx = 28; // what style sheet and style leave beside a text, and a line
    QHeaderView* titles = m_ui->table->horizontalHeader();
    const int arrow = titles->fontMetrics().horizontalAdvance(QStringLiteral(" ▴"));
    for (int column = 0; column < JobsModel::ColumnCount; ++column) {
        const int sample = fontMetrics().horizontalAdvance(m_model.sampleOf(column)) + kBesidePx;
        titles->resizeSection(column, std::max(sample, titles->sectionSizeHint(column) + arrow));
    }
}

void JobsPanel::showRun(std::shared_ptr<const RunRecord> record)
{
    m_selected.reset();
    m_record = std::move(record);
    m_ui->worker->setRange(0, m_record->pool().laneCount());
    takeRun(isVisible() ? m_record : nullptr);
}

// A view keeps something for each row: of a large run that takes longer than a frame.
void JobsPanel::takeRun(const std::shared_ptr<const RunRecord>& record)
{
    m_model.showRun(record);
    m_ui->table->setColumnHidden(JobsModel::Input, !m_model.hasInputs());
    fitColumns();
}

void JobsPanel::refresh(bool runIsOver)
{
    m_ui->worker->setMaximum(m_record ? m_record->pool().laneCount() : 0);
    if (isVisible() || runIsOver)
        m_model.refresh(runIsOver);
    if (runIsOver)
        fitColumns(); // how long it took is known
}

void JobsPanel::selectJob(std::optional<JobId> job)
{
    m_selected = job;
    const QScopedValueRollback<bool> selecting(m_selecting, true);
    const int row = job ? m_model.rowOf(*job) : -1;
    if (row < 0) {
        m_ui->table->clearSelection();
        m_ui->table->setCurrentIndex({});
        return;
    }
    m_ui->table->selectRow(row);
    m_ui->table->scrollTo(m_model.index(row, 0));
}

void JobsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_model.hasRun() && m_record)
        takeRun(m_record);
    m_model.refresh(false);
}

void JobsPanel::applyFilter()
{
    const QVariant state = m_ui->state->currentData();
    const int worker = m_ui->worker->value();
    m_model.filter(state.isValid() ? std::optional(JobState(state.toInt())) : std::nullopt,
                   worker > 0 ? std::optional(WorkerId{worker}) : std::nullopt);
}
