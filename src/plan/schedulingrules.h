// The rules by which jobs are put in order, sent, tried again and read. They are functions of what
// is known before a run, so that the pool, the sequential run, the estimate and a simulator apply
// the same ones. The others: Arrivals says when a job comes, PlannedFailures which attempts fail,
// RunSettings::channelCapacity() how many jobs may wait.
#pragma once

#include "base/ids.h"
#include "base/sortunlessstopped.h"
#include "plan/durationspread.h"
#include "plan/settings/runsettings.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <numeric>
#include <stop_token>
#include <vector>

// Whether a job whose attempt failed, counted from 1, is tried once more, by the same worker.
constexpr bool isTriedAgain(int attempt, int retries)
{
    return attempt <= retries;
}

// How many of the jobs that are left to send their sender can send without a wait, into a channel
// that has room for so many. A rendezvous has none.
constexpr int sentWithoutWait(std::size_t room, int left)
{
    return int(std::min(room, std::size_t(left)));
}

// How long the reader of results is busy with that of a job before it looks for the next: a job
// that failed has no result, and nothing waits for the reader after the last job.
inline std::chrono::nanoseconds readingAfter(const RunSettings& settings, JobId job, bool finished)
{
    return finished && job.number < settings.jobs.count ? settings.pool.readTime
                                                        : std::chrono::nanoseconds(0);
}

// The places, from 0, of `count` jobs in the order in which they are sent, by what `sizeOf` says of
// each: those of one size as they came. A stop leaves them in some order.
template <typename SizeOf>
std::vector<quint32> placesInOrder(const RunSettings& settings, std::size_t count,
                                   const std::stop_token& stop, SizeOf sizeOf)
{
    if (settings.jobs.order == SubmitOrder::Random)
        return shuffled(count, quint64(settings.seed));
    std::vector<quint32> places(count);
    std::iota(places.begin(), places.end(), 0);
    if (settings.jobs.order == SubmitOrder::Shortest)
        sortUnlessStopped(places, stop,
                          [&](quint32 a, quint32 b) { return sizeOf(a) < sizeOf(b); });
    else if (settings.jobs.order == SubmitOrder::Longest)
        sortUnlessStopped(places, stop,
                          [&](quint32 a, quint32 b) { return sizeOf(a) > sizeOf(b); });
    return places;
}
