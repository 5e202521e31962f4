#include "analysis/diskreads.h"

#include "analysis/timings.h"

namespace {

constexpr qint64 kWorthSaying = 1 << 20;
constexpr qint64 kTimesAsMuch = 10;

} // namespace

bool onlyThePoolWaitedForTheDisk(qint64 poolBytes, qint64 sequentialBytes)
{
    return poolBytes >= kWorthSaying && sequentialBytes < poolBytes / kTimesAsMuch;
}

bool onlyThePoolWaitedForTheDisk(const Timings& timings)
{
    if (!timings.pool.finished() || !timings.sequential || !timings.sequential->finished())
        return false;
    const auto pool = timings.pool.outcome->readFromDiskBytes;
    const auto sequential = timings.sequential->outcome->readFromDiskBytes;
    return pool && sequential && onlyThePoolWaitedForTheDisk(*pool, *sequential);
}
