#include "text/rangetext.h"

#include "analysis/rangestatistics.h"
#include "base/durationtext.h"
#include "base/numbertext.h"
#include "text/texttr.h"

using std::chrono::nanoseconds;

QString rangeText(const RangeStatistics& range, const QString& length)
{
    const auto time = [](qint64 ns) {
        return readableDuration(nanoseconds(ns));
    };
    QString text =
        TextTr::tr("%1 selected: %2 jobs started, %3 ended, workers busy %4, %5 jobs/s")
            .arg(length, numberText(qint64(range.started)), numberText(qint64(range.finished)),
                 percentText(range.busyShare), QString::number(range.jobsPerSecond, 'f', 1));
    if (range.meanNs)
        text = TextTr::tr("%1; durations: mean %2, median %3, p95 %4")
                   .arg(text, time(*range.meanNs), time(*range.medianNs), time(*range.p95Ns));
    return text;
}
