#include "files/exports/comparetable.h"

#include "analysis/figure.h"
#include "files/io/csvrows.h"

#include <functional>

namespace {

using CellOf = std::function<std::optional<FigureNumber>(const Timings&)>;

void addRow(CsvRows& rows, const char* key, const std::vector<ComparedTimings>& runs,
            const CellOf& cellOf)
{
    rows << QByteArray(key);
    for (const ComparedTimings& run : runs) {
        if (const auto number = cellOf(run.timings))
            std::visit([&rows](auto value) { rows << value; }, *number);
        else
            rows << QByteArray();
    }
    rows.end();
}

} // namespace

QByteArray compareTable(const std::vector<ComparedTimings>& runs)
{
    CsvRows rows;
    rows << QByteArray("figure");
    for (const ComparedTimings& run : runs)
        rows << run.name;
    rows.end();
    addRow(rows, "workers", runs,
           [](const Timings& timings) { return qint64(timings.settings.pool.workers); });
    addRow(rows, "jobs", runs,
           [](const Timings& timings) { return qint64(timings.settings.jobs.count); });
    for (const FigureKey& figure : kFigureKeys) {
        addRow(rows, figure.key, runs,
               [&figure](const Timings& timings) { return numberOf(figure.figure, timings); });
    }
    return rows.take();
}
