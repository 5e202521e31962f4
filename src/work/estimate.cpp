#include "work/estimate.h"

#include <QThread>

#include <algorithm>
#include <limits>

using namespace std::chrono;

namespace {

constexpr qint64 kMost = std::numeric_limits<qint64>::max();

nanoseconds times(qint64 count, nanoseconds duration)
{
    if (duration.count() > 0 && count > kMost / duration.count())
        return nanoseconds(kMost);
    return count * duration;
}

// Of each job's duration, 0 to 1.
double computingShare(const RunSettings& settings)
{
    switch (settings.work) {
    case WorkKind::Cpu:
        return 1;
    case WorkKind::Mixed:
        return settings.cpuShare;
    case WorkKind::Sleep:
        break;
    }
    return 0;
}

qint64 jobsOfTheBusiestWorker(int jobs, int workers)
{
    return (qint64{jobs} + workers - 1) / workers;
}

} // namespace

nanoseconds idealMakespan(int jobs, int workers, nanoseconds duration)
{
    return times(jobsOfTheBusiestWorker(jobs, workers), duration);
}

Estimate estimateOf(const RunSettings& settings, int cores)
{
    const nanoseconds sequential = times(settings.jobs, settings.duration);
    const double part = computingShare(settings) / cores;
    const nanoseconds computing =
        part >= 1 ? sequential : nanoseconds(qint64(double(sequential.count()) * part));
    const double byWorkers =
        double(settings.jobs) / double(jobsOfTheBusiestWorker(settings.jobs, settings.workers));
    const double byCores = cores / computingShare(settings);
    return {std::max(idealMakespan(settings.jobs, settings.workers, settings.duration), computing),
            sequential, std::min(byWorkers, byCores)};
}

Estimate estimateOf(const RunSettings& settings)
{
    return estimateOf(settings, QThread::idealThreadCount());
}

nanoseconds totalTime(const RunSettings& settings)
{
    const Estimate estimate = estimateOf(settings);
    switch (settings.sequential) {
    case SequentialRunWhen::After:
        return estimate.sequential > nanoseconds(kMost) - estimate.ideal
                   ? nanoseconds(kMost)
                   : estimate.ideal + estimate.sequential;
    case SequentialRunWhen::Alongside:
        return std::max(estimate.ideal, estimate.sequential);
    case SequentialRunWhen::Off:
        break;
    }
    return estimate.ideal;
}
