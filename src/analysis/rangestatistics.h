// A part of a run's time in numbers.
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <optional>

class Timeline;

struct RangeStatistics
{
    qint64 lengthNs = 0;
    std::size_t started = 0;  // jobs that started in the range
    std::size_t finished = 0; // jobs that ended in it
    double busyShare = 0;     // of all workers' time in the range, 0 to 1
    double jobsPerSecond = 0; // finished ÷ length
    // Durations of the jobs that ended in the range: nearest-rank percentiles. Nothing where there
    // are none, or too many to look at each while a range is dragged.
    std::optional<qint64> meanNs;
    std::optional<qint64> medianNs;
    std::optional<qint64> p95Ns;
};

// Of the time from `startNs` to `endNs`, which is later; running jobs run until `nowNs`.
RangeStatistics rangeStatisticsOf(const Timeline& timeline, qint64 startNs, qint64 endNs,
                                  qint64 nowNs);
