#include "app/panels/runspanel.h"

#include "app/controls/plaintext.h"
#include "app/controls/sortheader.h"
#include "app/controls/textscale.h"
#include "base/numbertext.h"
#include "ui_runspanel.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollBar>

#include <algorithm>

RunsPanel::RunsPanel(QWidget* parent) : QWidget(parent), m_ui(std::make_unique<Ui::RunsPanel>())
{
    m_ui->setupUi(this);
    m_sorted.setSourceModel(&m_runs);
    m_sorted.setSortRole(SessionRuns::kSortRole);
    m_sorted.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_ui->runsTable->setModel(&m_sorted);
    SortHeader::putOn(*m_ui->runsTable);
    m_ui->runsTable->sortByColumn(SessionRuns::Number, Qt::DescendingOrder);
    setUpColumns();

    connect(m_ui->runsTable, &QAbstractItemView::activated, this, &RunsPanel::showSelected);
    connect(m_ui->runsTable->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RunsPanel::updateButtons);
    connect(m_ui->show, &QPushButton::clicked, this, &RunsPanel::showSelected);
    connect(m_ui->remove, &QPushButton::clicked, this, &RunsPanel::removeSelected);
    connect(m_ui->save, &QPushButton::clicked, this,
            [this] { Q_EMIT saveWanted(m_runs.at(selectedRows().constFirst()).record); });
    connect(m_ui->compare, &QPushButton::clicked, this,
            [this] { Q_EMIT compareWanted(rowsToCompare()); });
    connect(&m_runs, &SessionRuns::changed, this, &RunsPanel::updateButtons);
    updateButtons();
}

RunsPanel::~RunsPanel() = default;

void RunsPanel::setUpColumns()
{
    QHeaderView* rows = m_ui->runsTable->verticalHeader();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setMinimumSectionSize(1);
    QHeaderView* columns = m_ui->runsTable->horizontalHeader();
    columns->setMinimumSectionSize(20);
    columns->setSectionResizeMode(QHeaderView::Fixed);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_sorted, signal, this, &RunsPanel::fitColumns);
    connect(&m_sorted, &QAbstractItemModel::dataChanged, this, &RunsPanel::fitColumns);
    TextScale::follow(*this, [this] { fitColumns(); });
    m_ui->runsTable->viewport()->installEventFilter(this);
}

bool RunsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) {
        fitColumns();
        keepRoomForARow();
    }
    return QWidget::eventFilter(watched, event);
}

void RunsPanel::fitColumns()
{
    const QAbstractItemView* table = m_ui->runsTable;
    m_ui->runsTable->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    QHeaderView* columns = m_ui->runsTable->horizontalHeader();
    // Qt's own hint leaves room for an arrow of its own, too.
    constexpr int kPadding = 24;
    const QString arrow = QStringLiteral(" ▾"); // see SortHeader
    const int letter = fontMetrics().averageCharWidth();
    int others = 0;
    for (int column = 0; column < SessionRuns::ColumnCount; ++column) {
        if (column == SessionRuns::What)
            continue;
        // A file may have a name of any length.
        const int contents = std::min(table->sizeHintForColumn(column), 30 * letter);
        const int title =
            kPadding +
            columns->fontMetrics().horizontalAdvance(
                m_runs.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() + arrow);
        const int width = std::max(title, contents);
        columns->resizeSection(column, width);
        others += width;
    }
    const int room = table->viewport()->width() - others;
    columns->resizeSection(SessionRuns::What, std::max(20 * letter, room));
}

void RunsPanel::keepRoomForARow()
{
    QTableView* table = m_ui->runsTable;
    const int room = table->height() - table->horizontalHeader()->height() -
                     table->horizontalScrollBar()->sizeHint().height();
    table->setHorizontalScrollBarPolicy(room < table->verticalHeader()->defaultSectionSize()
                                            ? Qt::ScrollBarAlwaysOff
                                            : Qt::ScrollBarAsNeeded);
}

void RunsPanel::setShown(const std::shared_ptr<const RunRecord>& record, bool canChange)
{
    m_runs.setShown(record);
    m_canChange = canChange;
    updateButtons();
}

QList<int> RunsPanel::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex& index : m_ui->runsTable->selectionModel()->selectedRows())
        rows += m_sorted.mapToSource(index).row();
    std::ranges::sort(rows);
    return rows;
}

QList<int> RunsPanel::rowsToCompare() const
{
    QList<int> rows = selectedRows();
    const int shown = m_runs.shownRow();
    if (rows.size() == 1 && shown >= 0 && rows.constFirst() != shown)
        rows += shown;
    std::ranges::sort(rows, std::ranges::greater());
    return rows.size() >= 2 && rows.size() <= kMaxCompared ? rows : QList<int>();
}

void RunsPanel::showSelected()
{
    const QList<int> rows = selectedRows();
    if (rows.size() == 1 && m_canChange)
        Q_EMIT showWanted(m_runs.at(rows.constFirst()).record);
}

void RunsPanel::removeSelected()
{
    // By record, not by row: a run that ends while the question stands moves the rows.
    std::vector<std::shared_ptr<const RunRecord>> records;
    int unsaved = 0;
    for (const int row : selectedRows()) {
        records.push_back(m_runs.at(row).record);
        unsaved += SessionRuns::isWorthAsking(m_runs.at(row));
    }
    if (unsaved > 0 &&
        !isConfirmed(this, tr("Remove"),
                     tr("%Ln runs that took 10 s or more are not saved. Let them go?", nullptr,
                        pluralCount(unsaved)),
                     tr("&Remove")))
        return;
    for (const auto& record : records) {
        if (const int row = m_runs.rowOf(record); row >= 0)
            m_runs.remove(row);
    }
}

void RunsPanel::updateButtons()
{
    const QList<int> rows = selectedRows();
    m_ui->show->setEnabled(rows.size() == 1 && m_canChange);
    m_ui->save->setEnabled(rows.size() == 1);
    m_ui->remove->setEnabled(!rows.isEmpty());
    m_ui->compare->setEnabled(!rowsToCompare().isEmpty());
    const QLocale locale(QLocale::English);
    const int count = m_runs.rowCount();
    const QString used = locale.formattedDataSize(qint64(m_runs.bytes()), 1);
    const QString most = locale.formattedDataSize(qint64(m_runs.mostBytes()), 0);
    m_ui->memory->setText(tr("%Ln runs · %1 of %2", nullptr, pluralCount(count)).arg(used, most));
}

void RunsPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete && m_ui->remove->isEnabled())
        removeSelected();
    else
        QWidget::keyPressEvent(event);
}
