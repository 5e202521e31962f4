#include "pool/runsettings.h"

#include <algorithm>

RunSettings withinLimits(RunSettings settings)
{
    using S = RunSettings;
    settings.jobs = std::clamp(settings.jobs, S::kMinJobs, S::kMaxJobs);
    settings.workers = std::clamp(settings.workers, S::kMinWorkers, S::kMaxWorkers);
    if (settings.capacity)
        settings.capacity = std::clamp(*settings.capacity, S::kMinCapacity, S::kMaxCapacity);
    settings.duration =
        std::clamp(settings.duration, std::chrono::nanoseconds::zero(), S::kMaxDuration);
    return settings;
}
