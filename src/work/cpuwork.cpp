#include "work/cpuwork.h"

#include "pool/clock.h"
#include "pool/seededrandom.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <utility>

namespace {

// Some microseconds of work: between two of them it looks whether it is to stop.
constexpr qint64 kRoundsAtOnce = 10'000;

quint64 compute(quint64 value, qint64 rounds)
{
    for (qint64 i = 0; i < rounds; ++i)
        value = mixedBits(value);
    return value;
}

// What has been computed, so that the compiler cannot leave the work out.
std::atomic<quint64> sink{0};

// How many rounds an idle core does in a nanosecond: the best of several tries, as each may have
// been disturbed. Measured once, which takes some 20 ms.
double roundsPerNs()
{
    static const double measured = [] {
        constexpr qint64 kRounds = 500'000;
        constexpr int kTries = 10;
        qint64 bestNs = std::numeric_limits<qint64>::max();
        for (int i = 0; i < kTries; ++i) {
            const qint64 beganNs = monotonicNs();
            sink.store(compute(quint64(beganNs), kRounds), std::memory_order_relaxed);
            bestNs = std::min(bestNs, std::max<qint64>(1, monotonicNs() - beganNs));
        }
        return double(kRounds) / double(bestNs);
    }();
    return measured;
}

} // namespace

CpuWork::CpuWork(JobDurations durations, double share)
    : m_durations(std::move(durations)), m_roundsPerNs(roundsPerNs() * share)
{
}

AttemptResult CpuWork::perform(Attempt attempt, const std::stop_token& stop) const
{
    auto value = quint64(attempt.job.number);
    const auto rounds = qint64(double(m_durations.of(attempt.job).count()) * m_roundsPerNs);
    for (qint64 left = rounds; left > 0 && !stop.stop_requested(); left -= kRoundsAtOnce)
        value = compute(value, std::min(left, kRoundsAtOnce));
    sink.store(value, std::memory_order_relaxed);
    return {stop.stop_requested() ? JobStatus::Cancelled : JobStatus::Finished};
}
