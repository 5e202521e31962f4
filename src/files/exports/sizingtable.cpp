#include "files/exports/sizingtable.h"

#include "files/io/csvrows.h"
#include "insight/sizing.h"

QByteArray sizingTable(const SizingCurve& curve)
{
    CsvRows rows;
    for (const char* title : {"workers", "measured_ns", "measured_least_ns", "measured_most_ns",
                              "runs", "simulated_ns", "bound_ns"})
        rows << QByteArray(title);
    rows.end();
    for (const SizingPoint& point : curve.points) {
        const auto ofMeasured = [&](auto value) {
            return point.measured ? std::optional(qint64(value(*point.measured))) : std::nullopt;
        };
        rows << qint64(point.workers)
             << ofMeasured([](const MeasuredTimes& times) { return times.medianNs(); })
             << ofMeasured([](const MeasuredTimes& times) { return times.leastNs(); })
             << ofMeasured([](const MeasuredTimes& times) { return times.mostNs(); })
             << ofMeasured([](const MeasuredTimes& times) { return times.timesNs.size(); })
             << point.simulatedNs
             << (point.boundNs > 0 ? std::optional(point.boundNs) : std::nullopt);
        rows.end();
    }
    return rows.take();
}
