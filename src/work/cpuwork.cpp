#include "work/cpuwork.h"

#include "base/clock.h"
#include "base/seededrandom.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <utility>

#include <time.h>

namespace {

// Some microseconds of work: between two of them it looks whether it is to stop.
constexpr qint64 kRoundsAtOnce = 10'000;

quint64 compute(quint64 value, qint64 rounds)
{
    for (qint64 i = 0; i < rounds; ++i)
        value = mixedBits(value);
    return value;
}

// By the two clocks, which need not go alike: of the thread on its core, and of the world.
struct Spent
{
    qint64 onCoreNs;
    qint64 passedNs;

    static Spent untilNow()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return {qint64{time.tv_sec} * 1'000'000'000 + time.tv_nsec, monotonicNs()};
    }
    Spent operator-(const Spent& before) const
    {
        return {onCoreNs - before.onCoreNs, passedNs - before.passedNs};
    }
    qint64 leastNs() const { return std::min(onCoreNs, passedNs); }
};

// What has been computed goes here before a clock is read, so that the compiler can leave no work
// out; volatile, as clang sees that nobody reads it.
volatile std::atomic<quint64> sink{0};

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
    : m_durations(std::move(durations)), m_share(share), m_roundsPerNs(roundsPerNs())
{
}

AttemptResult CpuWork::perform(Attempt attempt, const std::stop_token& stop) const
{
    auto value = quint64(attempt.job.number);
    const auto neededNs = qint64(double(m_durations.of(attempt.job).count()) * m_share);
    const auto roundsIn = [this](qint64 ns) {
        return qint64(double(ns) * m_roundsPerNs);
    };
    const Spent before = Spent::untilNow();
    qint64 rounds = roundsIn(neededNs);
    while (neededNs > 0 && !stop.stop_requested()) {
        for (qint64 left = rounds; left > 0 && !stop.stop_requested(); left -= kRoundsAtOnce)
            value = compute(value, std::min(left, kRoundsAtOnce));
        sink.store(value, std::memory_order_relaxed);
        // The machine may be faster now than it was when it was measured.
        const qint64 missingNs = neededNs - (Spent::untilNow() - before).leastNs();
        if (missingNs <= 0)
            break;
        rounds = roundsIn(missingNs) + 1;
    }
    return {stop.stop_requested() ? JobStatus::Cancelled : JobStatus::Finished};
}
