#include "app/panels/logaccessible.h"

#include "app/controls/apptr.h"
#include "app/panels/logview.h"
#include "gantt/view/assistive.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace {

constexpr qint64 kMost = std::numeric_limits<int>::max() - 1; // lines, with the title

QAccessibleInterface* logAccessibleOf(const QString&, QObject* object)
{
    auto* log = qobject_cast<LogView*>(object);
    return log ? new LogAccessible(log) : nullptr;
}

} // namespace

void LogAccessible::install()
{
    QAccessible::installFactory(logAccessibleOf);
}

void LogAccessible::tellSelected(LogView& view, qint64 line)
{
    auto* log = dynamic_cast<LogAccessible*>(QAccessible::queryAccessibleInterface(&view));
    if (QAccessibleInterface* cell = log ? log->cellAt(int(line), 0) : nullptr)
        Assistive::tellSelected(cell, view);
}

LogAccessible::LogAccessible(LogView* log) : TableAccessible(log) {}

LogView* LogAccessible::log() const
{
    return qobject_cast<LogView*>(object());
}

int LogAccessible::rowCount() const
{
    return log() ? int(std::min(log()->lineCount(), kMost)) : 0;
}

QString LogAccessible::titleOf(int) const
{
    return AppTr::tr("What happened");
}

QString LogAccessible::textOf(int row, int) const
{
    return log()->line(row);
}

QRect LogAccessible::placeOf(int row) const
{
    return Assistive::onScreen(*log()->viewport(), log()->placeOf(row));
}

int LogAccessible::selectedRowCount() const
{
    const auto selected = log() ? log()->selectedLines() : std::nullopt;
    return selected ? int(std::min(selected->second - selected->first + 1, kMost)) : 0;
}

QList<int> LogAccessible::selectedRows() const
{
    const int count = std::min(selectedRowCount(), int(RecentAccessibles<int>::kMost));
    QList<int> rows(count);
    if (count > 0)
        std::iota(rows.begin(), rows.end(), int(log()->selectedLines()->first));
    return rows;
}

bool LogAccessible::isRowSelected(int row) const
{
    const auto selected = log() ? log()->selectedLines() : std::nullopt;
    return selected && row >= selected->first && row <= selected->second;
}

QAccessibleInterface* LogAccessible::childAt(int x, int y) const
{
    const qint64 row = log()->lineAt(log()->viewport()->mapFromGlobal(QPoint(x, y)).y());
    return placeOf(int(row)).contains(x, y) ? cellAt(int(row), 0) : nullptr;
}
