#include "app/window/comparepanel.h"

#include "app/controls/apptr.h"
#include "app/controls/plaintext.h"
#include "app/controls/textscale.h"
#include "app/dialogs/background.h"
#include "app/dialogs/savepath.h"
#include "base/clock.h"
#include "base/visibletext.h"
#include "files/io/outputfile.h"
#include "insight/sizing.h"
#include "text/figures.h"
#include "timeline/runrecord.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

QString ComparedRun::name() const
{
    return AppTr::tr("Run %1").arg(number);
}

ComparePanel::ComparePanel(const std::vector<ComparedRun>& runs, QWidget* parent)
    : QWidget(parent)
    , m_runs(runs)
    , m_sameness(new QLabel(this))
    , m_table(new QTableWidget(this))
    , m_export(new QPushButton(tr("&Export Table…"), this))
    , m_copy(new QPushButton(tr("&Copy"), this))
    , m_said(new QLabel(this))
{
    m_sameness->setWordWrap(true);
    m_sameness->setProperty("role", QStringLiteral("muted"));
    m_sameness->setText(tr("Comparing …"));
    m_sameness->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setCornerButtonEnabled(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAccessibleName(tr("Figures of the runs"));
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(1);
    TextScale::follow(*this, [this] {
        m_sameness->setMinimumHeight(2 * fontMetrics().lineSpacing());
        m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    });
    m_table->verticalHeader()->setSectionsClickable(false);
    m_table->horizontalHeader()->setSectionsClickable(false);
    m_export->setToolTip(tr("Write the figures as a table (CSV), in numbers"));
    m_copy->setToolTip(tr("Copy the table as it stands here"));
    m_said->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_said->setProperty("role", QStringLiteral("muted"));
    m_export->setEnabled(false);
    m_copy->setEnabled(false);

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 8, 16, 12);
    buttons->addWidget(m_export);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_said, 1);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(16, 8, 16, 6);
    top->addWidget(m_sameness);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(top);
    all->addWidget(m_table, 1);
    all->addLayout(buttons);
    connect(m_export, &QPushButton::clicked, this, &ComparePanel::exportTable);
    connect(m_copy, &QPushButton::clicked, this, &ComparePanel::copy);

    std::vector<ComparedTimings> atOnce;
    for (const ComparedRun& run : m_runs)
        atOnce.push_back({{}, timingsOf(*run.record, monotonicNs(), Waits::LeftOut)});
    fill(atOnce);
    whenDone(this, QtConcurrent::run([runs] { return compare(runs); }),
             [this](const Compared& compared) { fillWhole(compared); });
}

ComparePanel::Compared ComparePanel::compare(const std::vector<ComparedRun>& runs)
{
    Compared compared;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        compared.timings.push_back({QByteArrayLiteral("run ") + QByteArray::number(runs[i].number),
                                    timingsOf(*runs[i].record, monotonicNs(), Waits::Included)});
        if (!haveSameJobs(*runs.front().record, *runs[i].record))
            compared.others.push_back(int(i));
    }
    return compared;
}

QSize ComparePanel::sizeHint() const
{
    constexpr int kMaxColumns = 5;
    int width = m_table->verticalHeader()->sizeHint().width() +
                m_table->verticalScrollBar()->sizeHint().width();
    for (int column = 0; column < std::min(m_table->columnCount(), kMaxColumns); ++column)
        width += m_table->columnWidth(column);
    return {width, QWidget::sizeHint().height()};
}

void ComparePanel::fill(const std::vector<ComparedTimings>& timings)
{
    // Room for waits, which come later.
    const int leastPx = fontMetrics().horizontalAdvance(QLatin1String("000.0 ms / 000.0 ms")) + 24;
    std::vector<Timings> runs;
    for (const ComparedTimings& run : timings)
        runs.push_back(run.timings);
    const auto rows = comparedRows(runs, m_runs.front().name());
    m_table->setRowCount(int(rows.size()));
    m_table->setColumnCount(int(m_runs.size()));
    for (int column = 0; column < m_table->columnCount(); ++column) {
        const ComparedRun& run = m_runs[std::size_t(column)];
        auto* title = new QTableWidgetItem(run.name());
        title->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setHorizontalHeaderItem(column, title);
    }
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const ComparedRow& figure = rows[std::size_t(row)];
        auto* label = new QTableWidgetItem(figure.label);
        label->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        label->setToolTip(figure.meaning);
        m_table->setVerticalHeaderItem(row, label);
        for (int column = 0; column < m_table->columnCount(); ++column) {
            auto* cell = new QTableWidgetItem(figure.values[column]);
            cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            QFont font = m_table->font();
            font.setBold(column == figure.best);
            cell->setFont(font);
            m_table->setItem(row, column, cell);
        }
    }
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->setColumnWidth(column, std::max(leastPx, m_table->columnWidth(column)));
}

void ComparePanel::fillWhole(const Compared& compared)
{
    m_timings = compared.timings;
    fill(m_timings);
    QStringList others;
    for (const int at : compared.others)
        others += m_runs[std::size_t(at)].name();
    m_sameness->setText(others.isEmpty()
                            ? tr("All did the same jobs: their times compare.")
                            : tr("Other jobs than in %1, or nobody knows which: %2")
                                  .arg(m_runs.front().name(), others.join(QStringLiteral(", "))));
    m_export->setEnabled(true);
    m_copy->setEnabled(true);
}

void ComparePanel::copy()
{
    QStringList lines;
    QStringList titles{QString()};
    for (const ComparedRun& run : m_runs)
        titles += run.name();
    lines += titles.join(u'\t');
    for (int row = 0; row < m_table->rowCount(); ++row) {
        QStringList cells{m_table->verticalHeaderItem(row)->text()};
        for (int column = 0; column < m_table->columnCount(); ++column)
            cells += m_table->item(row, column)->text();
        lines += cells.join(u'\t');
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
    m_said->setText(tr("Copied"));
}

void ComparePanel::exportTable()
{
    const QString path = askForSavePath(this, {.title = tr("Export Table"),
                                               .filter = tr("Tables (*.csv)"),
                                               .suffix = QStringLiteral("csv"),
                                               .name = QStringLiteral("runs.csv")});
    if (path.isEmpty())
        return;
    runInBackground(
        window(), this, *QThreadPool::globalInstance(), AtOwnersEnd::Finish,
        tr("Exporting %1 …").arg(visibleText(QFileInfo(path).fileName())),
        [runs = m_timings, path](const FileProgress& progress) {
            return progress.stop.stop_requested() ? stoppedWriting(path)
                                                  : writeOutput(path, compareTable(runs));
        },
        [this, path](const QString& problem) {
            if (!problem.isEmpty())
                warn(this, tr("Export Table"), problem);
            else
                m_said->setText(tr("Exported %1").arg(visibleText(QFileInfo(path).fileName())));
        });
}
