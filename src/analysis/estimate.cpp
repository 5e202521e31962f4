#include "analysis/estimate.h"

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

qint64 jobsOfTheBusiestWorker(int jobs, int workers)
{
    return (qint64{jobs} + workers - 1) / workers;
}

} // namespace

nanoseconds idealMakespan(int jobs, int workers, nanoseconds duration)
{
    return times(jobsOfTheBusiestWorker(jobs, workers), duration);
}

Estimate estimateOf(const RunSettings& settings)
{
    return {idealMakespan(settings.jobs, settings.workers, settings.duration),
            times(settings.jobs, settings.duration),
            double(settings.jobs) /
                double(jobsOfTheBusiestWorker(settings.jobs, settings.workers))};
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
