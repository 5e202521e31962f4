#include "session/sessionruns.h"

#include "analysis/timings.h"
#include "base/clock.h"
#include "base/durationtext.h"
#include "base/numbertext.h"
#include "base/visibletext.h"
#include "session/sessiontr.h"
#include "text/figures.h"
#include "text/settingstext.h"
#include "text/speedup.h"
#include "timeline/runrecord.h"

#include <QFileInfo>
#include <QFont>
#include <QFutureWatcher>
#include <QLocale>
#include <QThreadPool>
#include <QtConcurrent>

#include <algorithm>
#include <new>
#include <numeric>

namespace {

QString none()
{
    return QStringLiteral("–");
}

// Figures stand at the right, texts at the left.
QVariant alignmentOf(int column)
{
    const bool isText = column == SessionRuns::What || column == SessionRuns::Order ||
                        column == SessionRuns::State || column < SessionRuns::What;
    return int((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

QString orderName(SubmitOrder order)
{
    switch (order) {
    case SubmitOrder::Shortest:
        return SessionTr::tr("shortest first");
    case SubmitOrder::Longest:
        return SessionTr::tr("longest first");
    case SubmitOrder::Random:
        return SessionTr::tr("random");
    case SubmitOrder::Submitted:
        break;
    }
    return SessionTr::tr("as submitted");
}

bool isCommand(const RunRecord& record)
{
    return record.origin.isOurs() && record.settings.jobs.work == WorkKind::Command;
}

// Nothing where there is no memory for them.
std::optional<Timings> timingsWithWaits(const RunRecord& record)
{
    try {
        return timingsOf(record, monotonicNs(), Waits::Included);
    } catch (const std::bad_alloc&) {
        return std::nullopt;
    }
}

template <typename Number>
QVariant variantOf(const std::optional<Number>& number)
{
    return number ? QVariant::fromValue(*number) : QVariant();
}

} // namespace

SessionRuns::SessionRuns(std::size_t mostBytes, QObject* parent)
    : QAbstractTableModel(parent), m_mostBytes(mostBytes)
{
}

void SessionRuns::add(const std::shared_ptr<const RunRecord>& record, const QString& file)
{
    if (rowOf(record) >= 0)
        return;
    Kept run{.number = ++m_lastNumber,
             .record = record,
             .bytes = record->bytes(),
             .totalNs = record->elapsedNs(monotonicNs()),
             .timings = timingsOf(*record, monotonicNs(), Waits::LeftOut),
             .isSaved = !file.isEmpty(),
             .file = file};
    beginInsertRows({}, 0, 0);
    m_runs.insert(m_runs.begin(), std::move(run));
    endInsertRows();
    computeWaits(record);
    Q_EMIT changed();
}

void SessionRuns::computeWaits(const std::shared_ptr<const RunRecord>& record)
{
    auto* watcher = new QFutureWatcher<std::optional<Timings>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, record] {
        watcher->deleteLater();
        const int row = rowOf(record);
        if (row < 0)
            return;
        Kept& run = m_runs[std::size_t(row)];
        run.hasWaits = true;
        if (const auto timings = watcher->result())
            run.timings = *timings;
        Q_EMIT dataChanged(index(row, WaitP95), index(row, WaitP95));
    });
    watcher->setFuture(QtConcurrent::run([record] { return timingsWithWaits(*record); }));
}

void SessionRuns::markSaved(const std::shared_ptr<const RunRecord>& record, const QString& file)
{
    const int row = rowOf(record);
    if (row < 0)
        return;
    m_runs[std::size_t(row)].isSaved = true;
    m_runs[std::size_t(row)].file = file;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT changed();
}

void SessionRuns::remove(int row)
{
    beginRemoveRows({}, row, row);
    // Giving back the memory of a large run takes its time.
    QThreadPool::globalInstance()->start(
        [record = std::move(m_runs[std::size_t(row)].record)]() mutable { record.reset(); });
    m_runs.erase(m_runs.begin() + row);
    endRemoveRows();
    Q_EMIT changed();
}

void SessionRuns::setShown(const std::shared_ptr<const RunRecord>& record)
{
    m_shown = record;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {Qt::FontRole});
}

int SessionRuns::rowOf(const std::shared_ptr<const RunRecord>& record) const
{
    const auto found = std::ranges::find(m_runs, record, &Kept::record);
    return found == m_runs.end() ? -1 : int(found - m_runs.begin());
}

std::size_t SessionRuns::bytes() const
{
    return std::accumulate(m_runs.begin(), m_runs.end(), std::size_t(0),
                           [](std::size_t sum, const Kept& run) { return sum + run.bytes; });
}

bool SessionRuns::isWorthAsking(const Kept& run)
{
    return !run.isSaved && run.totalNs >= kTrivialNs;
}

std::vector<std::shared_ptr<const RunRecord>> SessionRuns::worthAsking() const
{
    std::vector<std::shared_ptr<const RunRecord>> records;
    for (auto run = m_runs.rbegin(); run != m_runs.rend(); ++run) {
        if (isWorthAsking(*run))
            records.push_back(run->record);
    }
    return records;
}

int SessionRuns::makeRoom()
{
    int gone = 0;
    for (int row = rowCount() - 1; row >= 0 && bytes() > m_mostBytes; --row) {
        if (at(row).record == m_shown || isWorthAsking(at(row)))
            continue;
        remove(row);
        ++gone;
    }
    return gone;
}

int SessionRuns::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int SessionRuns::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SessionRuns::textOf(const Kept& run, int column) const
{
    const RunOrigin& origin = run.record->origin;
    const RunStatistics& pool = run.timings.pool.statistics;
    switch (column) {
    case Number:
        return QString::number(run.number);
    case Recorded: {
        const QDateTime local = origin.recorded.toLocalTime();
        const bool today = local.date() == QDate::currentDate();
        return origin.recorded.isValid() ? local.toString(today ? QStringLiteral("hh:mm:ss")
                                                                : QStringLiteral("yyyy-MM-dd"))
                                         : none();
    }
    case What: {
        const QString what = visibleText(isCommand(*run.record) ? run.record->settings.jobs.command
                                                                : runText(*run.record));
        const qsizetype notes = origin.notes.size();
        // In front, where a narrow cell shows them, too.
        return notes == 0
                   ? what
                   : tr("%Ln notes", nullptr, pluralCount(notes)) + QStringLiteral(" · ") + what;
    }
    case Workers: {
        const QString workers = numberText(run.record->settings.pool.workers);
        return pool.workersChanged ? tr("%1, changed").arg(workers) : workers;
    }
    case Order:
        return origin.isOurs() ? orderName(run.record->settings.jobs.order) : none();
    case State:
        return run.isSaved ? visibleText(QFileInfo(run.file).fileName()) : tr("not saved");
    case PoolTime:
        return timeText(run.timings.pool);
    case SequentialTime:
        return run.timings.sequential ? timeText(*run.timings.sequential) : none();
    case SpeedUp:
        return speedUpCell(run.timings);
    case WaitP95:
        if (!run.hasWaits)
            return QStringLiteral("…");
        return pool.waitP95Ns ? readableDuration(std::chrono::nanoseconds(*pool.waitP95Ns))
                              : none();
    case Memory:
        return QLocale(QLocale::English).formattedDataSize(qint64(run.bytes), 1);
    default:
        return {};
    }
}

// Of what may be cut in its cell.
QString SessionRuns::tipOf(const Kept& run, int column) const
{
    switch (column) {
    case Recorded:
        return run.record->origin.recorded.toLocalTime().toString(
            QStringLiteral("yyyy-MM-dd hh:mm:ss"));
    case What: {
        QStringList lines{textOf(run, What)};
        if (isCommand(*run.record))
            lines += visibleText(runText(*run.record));
        for (const QString& note : run.record->origin.notes)
            lines += visibleText(note);
        return lines.join(u'\n');
    }
    case State:
        return run.isSaved ? visibleText(run.file) : textOf(run, State);
    case Workers:
    case Order:
    case SpeedUp:
        return textOf(run, column);
    default:
        return {};
    }
}

QVariant SessionRuns::sortedBy(const Kept& run, int column) const
{
    const Timings& timings = run.timings;
    switch (column) {
    case Number:
        return run.number;
    case Recorded:
        return run.record->origin.recorded;
    case Workers:
        return run.record->settings.pool.workers;
    case PoolTime:
        return timings.pool.began ? timings.pool.statistics.elapsedNs : QVariant();
    case SequentialTime:
        return timings.sequential && timings.sequential->began
                   ? timings.sequential->statistics.elapsedNs
                   : QVariant();
    case SpeedUp:
        return variantOf(timings.speedUp());
    case WaitP95:
        return variantOf(timings.pool.statistics.waitP95Ns);
    case Memory:
        return qulonglong(run.bytes);
    default:
        return textOf(run, column);
    }
}

QVariant SessionRuns::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Kept& run = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(run, index.column());
    case Qt::ToolTipRole:
        return tipOf(run, index.column());
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case kSortRole:
        return sortedBy(run, index.column());
    default:
        break;
    }
    if (role != Qt::FontRole || run.record != m_shown)
        return {};
    QFont bold;
    bold.setBold(true);
    return bold;
}

QVariant SessionRuns::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[ColumnCount] = {
        tr("Run"),  tr("Recorded"),   tr("What"),     tr("Workers"),  tr("Order"), tr("File"),
        tr("Pool"), tr("Sequential"), tr("Speed-up"), tr("Wait p95"), tr("Memory")};
    return titles[section];
}
