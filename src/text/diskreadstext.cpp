#include "text/diskreadstext.h"

#include "analysis/diskreads.h"
#include "analysis/timings.h"
#include "text/texttr.h"

#include <QLocale>

QString diskReadsText(const Timings& timings)
{
    if (!onlyThePoolWaitedForTheDisk(timings))
        return {};
    const QLocale locale(QLocale::English);
    return TextTr::tr("The pool's run read %1 from the disk, the sequential run "
                      "%2: it found the rest in memory. Run again, warm, to "
                      "compare them")
        .arg(locale.formattedDataSize(*timings.pool.outcome->readFromDiskBytes),
             locale.formattedDataSize(*timings.sequential->outcome->readFromDiskBytes));
}
