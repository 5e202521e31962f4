#include "plan/estimate.h"

#include "plan/arrivals.h"
#include "plan/plannedfailures.h"
#include "plan/schedulingrules.h"

#include <QThread>

#include <algorithm>
#include <limits>

using namespace std::chrono;

namespace {

constexpr qint64 kMaxNs = std::numeric_limits<qint64>::max();

nanoseconds times(qint64 count, nanoseconds duration)
{
    if (duration.count() > 0 && count > kMaxNs / duration.count())
        return nanoseconds(kMaxNs);
    return count * duration;
}

nanoseconds sum(nanoseconds a, nanoseconds b)
{
    return a > nanoseconds(kMaxNs) - b ? nanoseconds(kMaxNs) : a + b;
}

// ⌈of ÷ among⌉
qint64 shareOf(qint64 of, int among)
{
    return of / among + (of % among > 0);
}

// Of each job's duration, 0 to 1.
double computingShare(const RunSettings& settings)
{
    switch (settings.jobs.work) {
    case WorkKind::Cpu:
        return 1;
    case WorkKind::Mixed:
        return settings.jobs.cpuShare;
    default:
        return 0;
    }
}

// Of all attempts at each job together.
JobDurations withRetries(const RunSettings& settings, const JobDurations& durations,
                         const std::stop_token& stop)
{
    if (settings.jobs.failRate == 0 || settings.jobs.retries == 0)
        return durations;
    const PlannedFailures failures(settings);
    std::vector<qint64> ns(std::size_t(settings.jobs.count), 0);
    for (qint32 number = 1; number <= settings.jobs.count && !stop.stop_requested(); ++number) {
        const JobId job{number};
        const int attempts = failures.of(job, settings.jobs.retries).attempts;
        ns[std::size_t(number - 1)] = times(attempts, durations.of(job)).count();
    }
    return JobDurations(std::move(ns));
}

// How long the reader is busy with all results but the last. A job that fails has no result.
nanoseconds readingTime(const RunSettings& settings, const std::stop_token& stop)
{
    if (settings.pool.readTime.count() == 0)
        return nanoseconds(0);
    qint64 results = settings.jobs.count;
    if (settings.jobs.failRate > 0) {
        const PlannedFailures failures(settings);
        for (qint32 number = 1; number <= settings.jobs.count && !stop.stop_requested(); ++number)
            results -= !failures.of(JobId{number}, settings.jobs.retries).finishes;
    }
    return times(std::max<qint64>(results - 1, 0), settings.pool.readTime);
}

// How long the jobs take one after another; each starts when it has arrived and the result of the
// one before has been read.
nanoseconds sequentialTime(const RunSettings& settings, const JobDurations& durations)
{
    const bool fewerResults = settings.pool.readTime.count() > 0 && settings.jobs.failRate > 0;
    if (!durations.each() && settings.arrival.kind == ArrivalKind::All && !fewerResults)
        return sum(times(settings.jobs.count, durations.of(JobId{1})),
                   times(settings.jobs.count - 1, settings.pool.readTime));
    const PlannedFailures failures(settings);
    Arrivals arrivals(settings);
    nanoseconds now{0};
    for (qint32 number = 1; number <= settings.jobs.count; ++number) {
        now = std::max(now, nanoseconds(arrivals.nextNs()));
        const JobId job{number};
        now = sum(now, durations.of(job));
        const bool finishes = !fewerResults || failures.of(job, settings.jobs.retries).finishes;
        now = sum(now, readingAfter(settings, job, finishes));
    }
    return now;
}

// A lower bound of the makespan where jobs arrive over time: after each arrival there is still that
// job to do, and all workers share the work of it and of those that arrive later.
nanoseconds afterTheArrivals(const RunSettings& settings, const JobDurations& durations)
{
    nanoseconds left{0};
    for (qint32 number = 1; number <= settings.jobs.count; ++number)
        left = sum(left, durations.of(JobId{number}));
    Arrivals arrivals(settings);
    nanoseconds least{0};
    for (qint32 number = 1; number <= settings.jobs.count; ++number) {
        const nanoseconds came(arrivals.nextNs());
        const nanoseconds duration = durations.of(JobId{number});
        const nanoseconds shared(shareOf(left.count(), settings.pool.workers));
        least = std::max(least, sum(came, std::max(duration, shared)));
        left -= std::min(left, duration);
    }
    return least;
}

} // namespace

nanoseconds idealMakespan(int jobs, int workers, nanoseconds duration)
{
    return times(shareOf(jobs, workers), duration);
}

MakespanBound::MakespanBound(std::vector<qint64> ns, const std::stop_token& stop)
{
    if (stop.stop_requested())
        return;
    std::ranges::sort(ns, std::ranges::greater());
    m_ns = std::move(ns);
    m_before.assign(m_ns.size() + 1, 0);
    for (std::size_t i = 0; i < m_ns.size(); ++i) {
        m_before[i + 1] = m_before[i] + quint64(m_ns[i]);
        m_all = sum(m_all, nanoseconds(m_ns[i]));
    }
}

nanoseconds MakespanBound::longest() const
{
    return nanoseconds(m_ns.empty() ? 0 : m_ns.front());
}

nanoseconds MakespanBound::with(int workers) const
{
    nanoseconds least(std::max<qint64>(shareOf(m_all.count(), workers), longest().count()));
    // Sorted from the longest on, these are the jobs at k × workers − k to k × workers.
    for (std::size_t k = 1; k * std::size_t(workers) < m_ns.size(); ++k) {
        const std::size_t place = k * std::size_t(workers);
        const quint64 together = m_before[place + 1] - m_before[place - k];
        least = std::max(least, nanoseconds(qint64(std::min(together, quint64(kMaxNs)))));
    }
    return least;
}

Estimate estimateOf(const RunSettings& settings, const JobDurations& ofOneAttempt, int cores,
                    const std::stop_token& stop)
{
    if (!settings.jobs.hasDurations())
        return {false, {}, {}, 1};
    const bool allAtOnce = settings.arrival.kind == ArrivalKind::All;
    const JobDurations durations = withRetries(settings, ofOneAttempt, stop);
    const nanoseconds reading = readingTime(settings, stop);
    const nanoseconds sequential = sequentialTime(settings, durations);

    const std::vector<qint64>* each = durations.each();
    nanoseconds ideal =
        each ? MakespanBound(*each, stop).with(settings.pool.workers)
             : idealMakespan(settings.jobs.count, settings.pool.workers, durations.of({1}));
    nanoseconds all{0};
    if (each) {
        for (const qint64 one : *each)
            all = sum(all, nanoseconds(one));
    } else {
        all = times(settings.jobs.count, durations.of({1}));
    }
    const double part = computingShare(settings) / cores;
    const nanoseconds computing = part >= 1 ? all : nanoseconds(qint64(double(all.count()) * part));
    const bool asThePoolAlone = computing <= ideal && reading.count() == 0 && allAtOnce;
    ideal = std::max({ideal, computing, reading});
    if (!allAtOnce && !stop.stop_requested())
        ideal = std::max(ideal, afterTheArrivals(settings, durations));

    // For equal jobs the ratio follows from their number: it is defined even for empty ones.
    if (!each && asThePoolAlone)
        return {true, ideal, sequential,
                double(settings.jobs.count) /
                    double(shareOf(settings.jobs.count, settings.pool.workers))};
    const double speedUp =
        ideal.count() > 0 ? double(sequential.count()) / double(ideal.count()) : 1;
    return {true, ideal, sequential, std::max(1.0, speedUp)};
}

Estimate estimateOf(const RunSettings& settings, const JobDurations& durations,
                    const std::stop_token& stop)
{
    return estimateOf(settings, durations, QThread::idealThreadCount(), stop);
}

nanoseconds totalTime(const Estimate& estimate, SequentialRunWhen sequential)
{
    switch (sequential) {
    case SequentialRunWhen::After:
        return sum(estimate.ideal, estimate.sequential);
    case SequentialRunWhen::Alongside:
        return std::max(estimate.ideal, estimate.sequential);
    case SequentialRunWhen::Off:
        break;
    }
    return estimate.ideal;
}
