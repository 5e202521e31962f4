#include "session/sessionruns.h"

#include "analysis/timings.h"
#include "base/clock.h"
#include "base/visibletext.h"
#include "text/figures.h"
#include "text/settingstext.h"
#include "text/speedup.h"
#include "timeline/runrecord.h"

#include <QFileInfo>
#include <QFont>
#include <QLocale>
#include <QThreadPool>

#include <algorithm>
#include <numeric>

namespace {

// Texts come before figures.
QVariant alignmentOf(int column)
{
    const auto side = column < SessionRuns::PoolTime ? Qt::AlignLeft : Qt::AlignRight;
    return int(side | Qt::AlignVCenter);
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
    const Timings timings = timingsOf(*record, monotonicNs(), Waits::LeftOut);
    Kept run{.number = ++m_lastNumber,
             .record = record,
             .bytes = record->bytes(),
             .totalNs = record->elapsedNs(monotonicNs()),
             .time = timeText(timings.pool),
             .sequential = timings.sequential ? timeText(*timings.sequential) : QStringLiteral("–"),
             .speedUp = speedUpCell(timings),
             .isSaved = !file.isEmpty(),
             .file = file};
    beginInsertRows({}, 0, 0);
    m_runs.insert(m_runs.begin(), std::move(run));
    endInsertRows();
    Q_EMIT changed();
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
    switch (column) {
    case Number:
        return QString::number(run.number);
    case Recorded: {
        const QDateTime local = origin.recorded.toLocalTime();
        const bool today = local.date() == QDate::currentDate();
        return origin.recorded.isValid() ? local.toString(today ? QStringLiteral("hh:mm:ss")
                                                                : QStringLiteral("yyyy-MM-dd"))
                                         : QStringLiteral("–");
    }
    case What:
        return visibleText(runText(*run.record));
    case PoolTime:
        return run.time;
    case SequentialTime:
        return run.sequential;
    case SpeedUp:
        return run.speedUp;
    case Memory:
        return QLocale(QLocale::English).formattedDataSize(qint64(run.bytes), 1);
    case State:
        return run.isSaved ? visibleText(QFileInfo(run.file).fileName()) : tr("not saved");
    default:
        return {};
    }
}

QVariant SessionRuns::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Kept& run = at(index.row());
    if (role == Qt::DisplayRole)
        return textOf(run, index.column());
    if (role == Qt::FontRole && run.record == m_shown) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role == Qt::ToolTipRole && index.column() == Recorded)
        return run.record->origin.recorded.toLocalTime().toString(
            QStringLiteral("yyyy-MM-dd hh:mm:ss"));
    if (role == Qt::ToolTipRole && (index.column() == What || index.column() == State))
        return index.column() == State && run.isSaved ? visibleText(run.file)
                                                      : textOf(run, index.column());
    return role == Qt::TextAlignmentRole ? alignmentOf(index.column()) : QVariant();
}

QVariant SessionRuns::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[ColumnCount] = {tr("Run"),      tr("Recorded"), tr("What"),
                                         tr("File"),     tr("Pool"),     tr("Sequential"),
                                         tr("Speed-up"), tr("Memory")};
    return titles[section];
}
