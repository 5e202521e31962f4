#include "app/panels/logaccessible.h"

#include "app/controls/apptr.h"
#include "app/panels/logview.h"

#include <algorithm>
#include <limits>

namespace {

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

LogAccessible::LogAccessible(LogView* log) : TableAccessible(log) {}

LogView* LogAccessible::log() const
{
    return qobject_cast<LogView*>(object());
}

int LogAccessible::rowCount() const
{
    constexpr qint64 kMost = std::numeric_limits<int>::max() - 1; // with the title
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
    return onScreen(*log()->viewport(), log()->placeOf(row));
}

QAccessibleInterface* LogAccessible::childAt(int x, int y) const
{
    const qint64 row = log()->lineAt(log()->viewport()->mapFromGlobal(QPoint(x, y)).y());
    return placeOf(int(row)).contains(x, y) ? cellAt(int(row), 0) : nullptr;
}
