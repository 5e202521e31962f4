#include "insight/queueing.h"

#include "timeline/runrecord.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

constexpr double kNsPerSecond = 1e9;

// What became of each job, by its place in the order of queueing.
struct JobTimes
{
    std::vector<qint64> startsNs;   // of their first attempts; kNever for those that never ran
    std::vector<qint64> endsNs;     // of their last attempts; kNever while one has not ended
    std::vector<qint64> servicesNs; // of all attempts together

    static constexpr qint64 kNever = -1;
};

JobTimes jobTimesOf(const Timeline& pool)
{
    const std::size_t jobs = pool.queuedCount();
    JobTimes times{std::vector<qint64>(jobs, JobTimes::kNever),
                   std::vector<qint64>(jobs, JobTimes::kNever), std::vector<qint64>(jobs, 0)};
    for (int i = 0; i < pool.laneCount(); ++i) {
        const Lane& lane = pool.lane(i);
        const std::size_t ended = lane.finishedCount();
        for (std::size_t at = 0; at < ended; ++at) {
            const auto job = std::size_t(lane.job(at).number - 1);
            if (job >= jobs)
                continue;
            const qint64 startNs = lane.startNs(at);
            const qint64 endNs = lane.endNs(at);
            qint64& first = times.startsNs[job];
            if (first == JobTimes::kNever || startNs < first)
                first = startNs;
            times.endsNs[job] = std::max(times.endsNs[job], endNs);
            times.servicesNs[job] += endNs - startNs;
        }
    }
    return times;
}

// Mean, and variance ÷ mean²; the values are looked at twice, as their mean is taken away first.
struct Moments
{
    double mean = 0;
    double variation = 0;
};

Moments momentsOf(const std::vector<double>& values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    const double mean = sum / double(values.size());
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return {mean, mean > 0 ? squares / double(values.size()) / (mean * mean) : 0};
}

bool isOver(const RunRecord& record)
{
    return record.pool().makespanNs() && record.pool().outcome();
}

// Where its sender waits for room, jobs of ours are queued as fast as they are taken: only a
// setting makes them come over time. Of other programs the times alone can tell.
bool jobsComeOverTime(const RunRecord& record)
{
    return !record.origin.isOurs() || record.settings.arrival.kind != ArrivalKind::All;
}

} // namespace

std::optional<Traffic> trafficOf(const RunRecord& record)
{
    constexpr std::size_t kLeastJobs = 10;
    if (!isOver(record) || !jobsComeOverTime(record))
        return std::nullopt;
    const Timeline& pool = record.pool();
    const std::size_t queued = pool.queuedCount();
    if (queued < kLeastJobs)
        return std::nullopt;
    std::vector<double> gaps;
    gaps.reserve(queued - 1);
    for (std::size_t i = 1; i < queued; ++i)
        gaps.push_back(double(pool.queuedNs(i) - pool.queuedNs(i - 1)) / kNsPerSecond);
    const JobTimes times = jobTimesOf(pool);
    std::vector<double> services;
    services.reserve(queued);
    for (std::size_t i = 0; i < queued; ++i) {
        if (times.endsNs[i] != JobTimes::kNever)
            services.push_back(double(times.servicesNs[i]) / kNsPerSecond);
    }
    if (services.size() < kLeastJobs)
        return std::nullopt;
    const Moments gap = momentsOf(gaps);
    const Moments service = momentsOf(services);
    if (gap.mean <= 0 || service.mean <= 0)
        return std::nullopt;
    return Traffic{1 / gap.mean, service.mean, gap.variation, service.variation};
}

std::optional<qint64> meanWaitNs(const RunRecord& record)
{
    const Timeline& pool = record.pool();
    const JobTimes times = jobTimesOf(pool);
    double sum = 0;
    std::size_t started = 0;
    for (std::size_t i = 0; i < times.startsNs.size(); ++i) {
        if (times.startsNs[i] == JobTimes::kNever)
            continue;
        sum += double(std::max<qint64>(0, times.startsNs[i] - pool.queuedNs(i)));
        ++started;
    }
    return started > 0 ? std::optional(std::llround(sum / double(started))) : std::nullopt;
}

double erlangC(int workers, double load)
{
    if (load >= workers)
        return 1;
    if (load <= 0)
        return 0;
    // Erlang's B formula, by its recurrence: B(0) = 1, B(k) = load B(k − 1) ÷ (k + load B(k − 1)).
    double blocked = 1;
    for (int k = 1; k <= workers; ++k)
        blocked = load * blocked / (k + load * blocked);
    const double utilisation = load / workers;
    return blocked / (1 - utilisation * (1 - blocked));
}

std::optional<double> meanWaitSeconds(const Traffic& traffic, int workers)
{
    const double load = traffic.offeredLoad();
    if (workers < 1 || load >= workers)
        return std::nullopt;
    if (load <= 0)
        return 0;
    const double spare = workers / traffic.serviceSeconds - traffic.arrivalsPerSecond;
    return erlangC(workers, load) / spare * (traffic.arrivalVariation + traffic.serviceVariation) /
           2;
}

std::optional<int> workersForWait(const Traffic& traffic, double seconds, int most)
{
    // More workers never wait longer.
    const auto isEnough = [&](int workers) {
        const auto wait = meanWaitSeconds(traffic, workers);
        return wait && *wait <= seconds;
    };
    if (most < 1 || !isEnough(most))
        return std::nullopt;
    int tooFew = 0;
    int enough = most;
    while (enough - tooFew > 1) {
        const int middle = tooFew + (enough - tooFew) / 2;
        (isEnough(middle) ? enough : tooFew) = middle;
    }
    return enough;
}

std::optional<LittlesLaw> littlesLawOf(const RunRecord& record)
{
    if (!isOver(record))
        return std::nullopt;
    const Timeline& pool = record.pool();
    const qint64 makespanNs = *pool.makespanNs();
    const std::size_t jobs = pool.queuedCount();
    if (jobs == 0 || makespanNs <= 0)
        return std::nullopt;
    std::vector<qint64> endsNs = jobTimesOf(pool).endsNs;
    if (std::ranges::find(endsNs, JobTimes::kNever) != endsNs.end())
        return std::nullopt;

    long double inPoolNs = 0; // of all jobs together
    std::vector<qint64> comesNs(jobs);
    for (std::size_t i = 0; i < jobs; ++i) {
        comesNs[i] = pool.queuedNs(i);
        inPoolNs += static_cast<long double>(endsNs[i] - comesNs[i]);
    }
    // The area below the number of jobs over time, from one change of it to the next.
    std::ranges::sort(comesNs);
    std::ranges::sort(endsNs);
    long double area = 0;
    qint64 lastNs = 0;
    std::size_t came = 0;
    for (std::size_t left = 0; left < jobs;) {
        const bool comes = came < jobs && comesNs[came] <= endsNs[left];
        const qint64 nowNs = comes ? comesNs[came] : endsNs[left];
        area += static_cast<long double>(came - left) * static_cast<long double>(nowNs - lastNs);
        lastNs = nowNs;
        ++(comes ? came : left);
    }
    const auto seconds = static_cast<long double>(makespanNs) / 1e9L;
    const long double perSecond = static_cast<long double>(jobs) / seconds;
    const long double meanSeconds = inPoolNs / static_cast<long double>(jobs) / 1e9L;
    return LittlesLaw{double(area / static_cast<long double>(makespanNs)),
                      double(perSecond * meanSeconds)};
}
