#include "files/exports/losttable.h"

#include "files/io/csvrows.h"
#include "insight/losttime.h"

QByteArray lostTimeTable(const LostTime& lost)
{
    CsvRows rows;
    for (const char* title : {"part", "worker_ns", "share"})
        rows << QByteArray(title);
    rows.end();
    for (std::size_t i = 0; i < kLostParts; ++i) {
        rows << QByteArray(kLostPartKeys[i]) << lost.partsNs[i] << lost.shareOf(LostPart(i));
        rows.end();
    }
    return rows.take();
}
