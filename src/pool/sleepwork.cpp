#include "pool/sleepwork.h"

#include <condition_variable>
#include <mutex>

SleepWork::SleepWork(std::chrono::nanoseconds duration) : m_duration(duration) {}

AttemptResult SleepWork::perform(Attempt, const std::stop_token& stop) const
{
    if (m_duration.count() > 0) {
        const auto until = std::chrono::steady_clock::now() + m_duration;
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock(mutex);
        stopped.wait_until(lock, stop, until, [] { return false; });
    }
    return {stop.stop_requested() ? JobStatus::Cancelled : JobStatus::Finished};
}
