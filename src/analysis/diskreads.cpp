#include "analysis/diskreads.h"

#include "analysis/timings.h"

#include <QCoreApplication>
#include <QLocale>

namespace {

constexpr qint64 kWorthSaying = 1 << 20;
constexpr qint64 kTimesAsMuch = 10;

QString tr(const char* text)
{
    return QCoreApplication::translate("DiskReads", text);
}

} // namespace

bool onlyThePoolWaitedForTheDisk(qint64 poolBytes, qint64 sequentialBytes)
{
    return poolBytes >= kWorthSaying && sequentialBytes < poolBytes / kTimesAsMuch;
}

QString diskReadsText(const Timings& timings)
{
    if (!timings.pool.finished() || !timings.sequential || !timings.sequential->finished())
        return {};
    const auto pool = timings.pool.outcome->readFromDiskBytes;
    const auto sequential = timings.sequential->outcome->readFromDiskBytes;
    if (!pool || !sequential || !onlyThePoolWaitedForTheDisk(*pool, *sequential))
        return {};
    const QLocale locale(QLocale::English);
    return tr("The pool's run read %1 from the disk, the sequential run %2: it found the rest in "
              "memory. Run again, warm, to compare them")
        .arg(locale.formattedDataSize(*pool), locale.formattedDataSize(*sequential));
}
