#include "app/panels/jobsmodel.h"

#include "app/controls/plaintext.h"
#include "base/clock.h"
#include "base/durationtext.h"
#include "base/numbertext.h"
#include "base/terminaltext.h"
#include "base/visibletext.h"
#include "text/jobdetails.h"

#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace {

// As one of a column of times in a run of that length.
QVariant timeText(const std::optional<qint64>& ns, qint64 runNs)
{
    return ns ? alignedDuration(std::chrono::nanoseconds(*ns), std::chrono::nanoseconds(runNs))
              : QStringLiteral("–");
}

QVariant alignmentOf(int column)
{
    const auto side = column >= JobsModel::State ? Qt::AlignLeft : Qt::AlignRight;
    return int(side | Qt::AlignVCenter);
}

} // namespace

JobsModel::JobsModel(QObject* parent) : QAbstractTableModel(parent)
{
    connect(&m_making, &QFutureWatcherBase::finished, this, &JobsModel::takeList);
}

JobsModel::~JobsModel()
{
    m_making.waitForFinished();
}

void JobsModel::showRun(std::shared_ptr<const RunRecord> record)
{
    beginResetModel();
    m_making.setFuture({});
    m_record = std::move(record);
    m_jobs = m_record ? m_record->jobs() : 0;
    m_list.reset();
    m_descending = m_order.descending;
    lookAtTheClock();
    endResetModel();
    reorder();
}

void JobsModel::lookAtTheClock()
{
    m_runNs = m_record ? m_record->pool().elapsedNs(monotonicNs()) : 0;
}

void JobsModel::refresh(bool runIsOver)
{
    if (!m_record)
        return;
    lookAtTheClock();
    takeNewJobs();
    if (runIsOver)
        reorder();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void JobsModel::takeNewJobs()
{
    const int jobs = m_record->jobs();
    if (jobs == m_jobs)
        return;
    if (m_list) {
        m_jobs = jobs;
        if (!m_making.isRunning())
            reorder();
        return;
    }
    const int added = jobs - m_jobs;
    const int first = m_descending ? 0 : m_jobs;
    beginInsertRows({}, first, first + added - 1);
    m_jobs = jobs;
    endInsertRows();
}

void JobsModel::filter(std::optional<JobState> state, std::optional<WorkerId> worker)
{
    m_order.onlyState = state;
    m_order.onlyWorker = worker;
    reorder();
}

void JobsModel::sort(int column, Qt::SortOrder order)
{
    m_order.key = column == Input ? JobKey::Number : JobKey(std::max(0, column));
    m_order.descending = order == Qt::DescendingOrder;
    reorder();
}

void JobsModel::reorder()
{
    if (!m_record)
        return;
    if (m_order.isNatural()) {
        m_making.setFuture({});
        if (m_list || m_descending != m_order.descending)
            arrange(std::nullopt);
        return;
    }
    m_making.setFuture(QtConcurrent::run([record = m_record, order = m_order] {
        return orderedJobs(record->pool(), record->jobs(), order,
                           record->pool().elapsedNs(monotonicNs()));
    }));
}

void JobsModel::takeList()
{
    if (m_making.isCanceled() || m_making.future().resultCount() == 0)
        return;
    arrange(m_making.result());
}

void JobsModel::arrange(std::optional<std::vector<qint32>> list)
{
    const int jobs = m_jobs;
    const bool sameCount = rowCount() == (list ? int(list->size()) : jobs);
    if (!sameCount)
        beginResetModel();
    else
        Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<JobId> kept;
    for (const QModelIndex& index : before)
        kept.push_back(jobAt(index.row()));
    m_list = std::move(list);
    m_descending = m_order.descending;
    if (!sameCount) {
        endResetModel();
        return;
    }
    QModelIndexList after;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const int row = rowOf(kept[i]);
        after.append(row < 0 ? QModelIndex() : index(row, before[qsizetype(i)].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

JobId JobsModel::jobAt(int row) const
{
    if (m_list)
        return JobId{(*m_list)[std::size_t(row)]};
    return JobId{m_descending ? m_jobs - row : row + 1};
}

int JobsModel::rowOf(JobId job) const
{
    if (!m_record || job.number > m_jobs)
        return -1;
    if (!m_list)
        return m_descending ? m_jobs - job.number : job.number - 1;
    const auto found = std::ranges::find(*m_list, job.number);
    return found == m_list->end() ? -1 : int(found - m_list->begin());
}

int JobsModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || !m_record)
        return 0;
    return m_list ? int(m_list->size()) : m_jobs;
}

int JobsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(index.column());
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const JobFacts facts = factsOf(m_record->pool(), jobAt(index.row()), m_runNs);
    if (role == Qt::ToolTipRole)
        return facts.error.isEmpty() ? QVariant() : visibleLines(withoutTerminalCodes(facts.error));
    return textOf(facts, index.column());
}

QString JobsModel::sampleOf(int column) const
{
    constexpr qint64 kUsualNs = 100'000'000; // of a run that has just begun
    constexpr int kMostLanes = 64;
    constexpr qsizetype kMostLetters = 30;
    const qint64 runNs = std::max(m_runNs, kUsualNs);
    switch (column) {
    case Number:
        return numberText(std::max(m_jobs, 10));
    case Worker: {
        QString longest = QStringLiteral("10");
        for (int i = 0; m_record && i < std::min(m_record->pool().laneCount(), kMostLanes); ++i) {
            const QString name = visibleText(m_record->origin.laneName(i)).left(kMostLetters);
            if (name.size() > longest.size())
                longest = name;
        }
        return longest;
    }
    case Queued:
    case Start:
    case Duration:
    case Wait:
        return timeText(runNs, runNs).toString();
    default:
        return m_record && m_record->settings.jobs.retries > 0
                   ? tr("%1, attempt %2").arg(stateName(JobState::Finished)).arg(2)
                   : stateName(JobState::Cancelled);
    }
}

QVariant JobsModel::textOf(const JobFacts& facts, int column) const
{
    switch (column) {
    case Number:
        return numberText(facts.job.number);
    case Worker:
        return facts.worker ? visibleText(m_record->origin.laneName(facts.worker->number - 1))
                            : QStringLiteral("–");
    case Queued:
        return timeText(facts.queuedNs, m_runNs);
    case Start:
        return timeText(facts.startNs, m_runNs);
    case Duration:
        return timeText(facts.durationNs, m_runNs);
    case Wait:
        return timeText(facts.waitNs, m_runNs);
    case Input:
        return visibleText(inputOf(*m_record, facts.job));
    default:
        return facts.attempts > 1
                   ? tr("%1, attempt %2").arg(stateName(facts.state)).arg(facts.attempts)
                   : stateName(facts.state);
    }
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("Job");
    case Worker:
        return tr("Worker");
    case Queued:
        return tr("Queued");
    case Start:
        return tr("Start");
    case Duration:
        return tr("Duration");
    case Wait:
        return tr("Wait");
    case Input:
        return m_record && !m_record->origin.isOurs() ? tr("Name") : tr("Input");
    default:
        return tr("Status");
    }
}

QString JobsModel::stateName(JobState state)
{
    switch (state) {
    case JobState::NotQueued:
        return tr("not queued");
    case JobState::Waiting:
        return tr("waiting");
    case JobState::Running:
        return tr("running");
    case JobState::Finished:
        return tr("finished");
    case JobState::Failed:
        return tr("failed");
    case JobState::Cancelled:
        break;
    }
    return tr("cancelled");
}
