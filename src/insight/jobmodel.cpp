#include "insight/jobmodel.h"

#include "analysis/runstatistics.h"
#include "plan/arrivals.h"
#include "plan/durationspread.h"
#include "plan/plannedfailures.h"
#include "plan/plannedrun.h"
#include "timeline/runrecord.h"

#include <algorithm>
#include <limits>

namespace {

constexpr std::size_t kSpansBetweenLooks = 4096; // spans, between two looks at a stop token

// The share of a job that computes, where nobody measured it; nothing where nobody knows.
std::optional<double> plannedCpuShare(const RunSettings& settings)
{
    switch (settings.jobs.work) {
    case WorkKind::Sleep:
        return 0;
    case WorkKind::Cpu:
        return 1;
    case WorkKind::Mixed:
        return settings.jobs.cpuShare;
    case WorkKind::Hash:
    case WorkKind::Command:
        break;
    }
    return std::nullopt;
}

JobCost costBy(qint64 ns, double cpuShare)
{
    const auto cpuNs = qint64(double(ns) * cpuShare);
    return {cpuNs, ns - cpuNs};
}

// Shares of a job that nobody measured: on a core, and waiting; the rest is ready without a core.
struct Shares
{
    double cpu = 0;
    double wait = 1;
    bool isKnown = false;
};

// By the work where that says it, or else by the jobs that were measured.
Shares usualShares(const RunRecord& record)
{
    if (const auto planned =
            record.origin.isOurs() ? plannedCpuShare(record.settings) : std::nullopt)
        return {*planned, 1 - *planned, true};
    const Timeline& pool = record.pool();
    Lane::CpuSum sum;
    for (int i = 0; i < pool.laneCount(); ++i)
        sum += pool.lane(i).cpuIn(pool.lane(i).finishedCount());
    if (sum.durationsNs == 0)
        return {};
    const auto all = double(sum.durationsNs);
    const double cpu = std::min(1.0, double(sum.cpuNs) / all);
    const double ready = std::clamp(double(sum.readyNs) / all, 0.0, 1 - cpu);
    return {cpu, 1 - cpu - ready, true};
}

// An attempt that has ended by itself.
struct Ended
{
    qint32 job;
    bool finished;
    qint64 startNs;
    qint64 endNs;
    JobCost cost;
};

// Reads the attempts of a timeline.
class Attempts
{
public:
    explicit Attempts(const RunRecord& record) : m_pool(record.pool()), m_usual(usualShares(record))
    {
    }

    // Calls found(Ended) for each, lane by lane.
    template <typename Found>
    void each(const std::stop_token& stop, Found found)
    {
        for (int i = 0; i < m_pool.laneCount(); ++i) {
            const Lane& lane = m_pool.lane(i);
            const std::size_t finished = lane.finishedCount();
            for (std::size_t k = 0; k < finished; ++k) {
                if (k % kSpansBetweenLooks == 0 && stop.stop_requested())
                    return;
                const Span span = lane.span(k);
                if (span.status != JobStatus::Cancelled)
                    found(Ended{span.job.number, span.status == JobStatus::Finished, span.startNs,
                                *span.endNs, costOf(lane, k, *span.endNs - span.startNs)});
            }
        }
    }

    // Some had no CPU time, and nothing else tells it.
    bool someAreGuessed() const { return m_guessed; }
    // Some had more CPU time than there was: their threads or programs went on side by side.
    bool someUseSeveralCores() const { return m_severalCores; }

private:
    JobCost costOf(const Lane& lane, std::size_t index, qint64 ns)
    {
        if (const auto cpu = lane.cpuOf(index)) {
            constexpr double kClearlyMore = 1.1;
            m_severalCores |= double(cpu->ns) > kClearlyMore * double(ns);
            const qint64 cpuNs = std::clamp<qint64>(cpu->ns, 0, ns);
            const qint64 readyNs = cpu->isReadyKnown() ? cpu->readyNs : 0;
            return {cpuNs, ns - cpuNs - std::clamp<qint64>(readyNs, 0, ns - cpuNs)};
        }
        m_guessed |= !m_usual.isKnown;
        const auto cpuNs = qint64(double(ns) * m_usual.cpu);
        return {cpuNs, std::min(ns - cpuNs, qint64(double(ns) * m_usual.wait + 0.5))};
    }

    const Timeline& m_pool;
    const Shares m_usual; // of a job that nobody measured
    bool m_guessed = false;
    bool m_severalCores = false;
};

// Puts the attempts together, job by job.
void takeAttempts(JobModel& model, std::vector<Ended>& attempts)
{
    std::ranges::sort(attempts, [](const Ended& a, const Ended& b) {
        return a.job != b.job ? a.job < b.job : a.endNs < b.endNs;
    });
    for (auto first = attempts.begin(); first != attempts.end();) {
        const auto end = std::find_if(first, attempts.end(),
                                      [&](const Ended& a) { return a.job != first->job; });
        // What was delivered again may finish twice: the first counts.
        const auto finished = std::find_if(first, end, [](const Ended& a) { return a.finished; });
        const auto counted = finished != end ? finished : std::prev(end);
        const auto place = qint32(model.costs.size());
        for (auto before = first; before != counted; ++before)
            model.failed.push_back({place, before->cost});
        model.costs.push_back(counted->cost);
        model.numbers.push_back(first->job);
        if (finished == end)
            model.lost.push_back(place);
        first = end;
    }
}

void takeCosts(JobModel& model, const RunRecord& record, const std::stop_token& stop)
{
    Attempts attempts(record);
    const Timeline& pool = record.pool();
    const StatusCounts counts = pool.counts();
    const auto jobs = std::size_t(record.settings.jobs.count);
    const bool isPlain = counts.failed == 0 && counts.cancelled == 0 && counts.retried == 0 &&
                         counts.finished == jobs && pool.jobsStarted() == jobs;
    if (isPlain) {
        model.costs.resize(jobs);
        attempts.each(stop, [&](const Ended& attempt) {
            model.costs[std::size_t(attempt.job - 1)] = attempt.cost;
        });
    } else {
        std::vector<Ended> all;
        all.reserve(pool.finishedCount());
        attempts.each(stop, [&](const Ended& attempt) { all.push_back(attempt); });
        takeAttempts(model, all);
        if (model.size() == jobs)
            model.numbers.clear();
        else
            model.caveats.push_back(ModelCaveat::SomeNotRun);
    }
    if (attempts.someAreGuessed())
        model.caveats.push_back(ModelCaveat::NoCpuTimes);
    if (attempts.someUseSeveralCores())
        model.caveats.push_back(ModelCaveat::SeveralCores);
}

// From one job of a worker to its next.
class Gaps
{
public:
    explicit Gaps(const Timeline& pool) : m_pool(pool) {}

    // Where the next one was there already and no result waited for room: the middle one of them,
    // as pauses and other programs make some of them long. Where nobody recorded when jobs came it
    // is the shortest: in the others the next job may not have been there. 0 where there are none.
    qint64 usualNs(const std::stop_token& stop)
    {
        for (int i = 0; i < m_pool.laneCount(); ++i)
            collect(m_pool.lane(i), stop);
        if (m_gaps.empty())
            return 0;
        if (m_pool.queuedCount() == 0)
            return std::ranges::min(m_gaps);
        const auto middle = m_gaps.begin() + std::ptrdiff_t(m_gaps.size() / 2);
        std::ranges::nth_element(m_gaps, middle);
        return *middle;
    }

private:
    void collect(const Lane& lane, const std::stop_token& stop)
    {
        const std::size_t started = lane.startedCount();
        const std::size_t queued = m_pool.queuedCount();
        const std::size_t blocks = lane.resultBlocks();
        std::size_t block = 0; // the next one
        for (std::size_t k = 1; k < started && k <= lane.finishedCount(); ++k) {
            if (k % kSpansBetweenLooks == 0 && stop.stop_requested())
                return;
            const auto place = std::size_t(lane.job(k).number - 1);
            const qint64 endNs = lane.endNs(k - 1);
            const bool isSame = lane.job(k) == lane.job(k - 1);
            const bool wasThere =
                queued == 0 || (place < queued && m_pool.queuedNs(place) <= endNs);
            while (block < blocks && lane.resultBlock(block).span + 1 < k)
                ++block;
            const bool isBlocked = block < blocks && lane.resultBlock(block).span + 1 == k;
            if (!isSame && wasThere && !isBlocked)
                m_gaps.push_back(lane.startNs(k) - endNs);
        }
    }

    const Timeline& m_pool;
    std::vector<qint64> m_gaps;
};

qint64 firstStartNs(const Timeline& pool)
{
    qint64 first = std::numeric_limits<qint64>::max();
    for (int i = 0; i < pool.laneCount(); ++i) {
        if (pool.lane(i).startedCount() > 0)
            first = std::min(first, pool.lane(i).startNs(0));
    }
    return first == std::numeric_limits<qint64>::max() ? 0 : first;
}

// What the pool's own threads compute for each job.
qint64 ownCpuNsOf(const RunRecord& record, const JobModel& model)
{
    const RunOutcome* outcome = record.pool().outcome();
    if (!outcome || !outcome->processCpuNs || model.size() == 0)
        return 0;
    qint64 ownNs = *outcome->processCpuNs;
    // Programs that jobs run compute elsewhere.
    if (record.settings.jobs.work != WorkKind::Command) {
        for (const JobCost& cost : model.costs)
            ownNs -= cost.cpuNs;
        for (const JobModel::Failed& attempt : model.failed)
            ownNs -= attempt.cost.cpuNs;
    }
    return std::max<qint64>(0, ownNs) / qint64(model.size());
}

// When jobs come, by the place in `costs`.
std::vector<qint64> arrivalsOf(const JobModel& model)
{
    std::vector<qint64> times;
    Arrivals arrivals(model.settings);
    if (arrivals.areAllAtOnce())
        return times;
    times.reserve(model.size());
    qint32 came = 0; // jobs, those that never ran among them
    qint64 timeNs = 0;
    for (std::size_t place = 0; place < model.size(); ++place) {
        for (; came < model.job(place).number; ++came)
            timeNs = arrivals.nextNs();
        times.push_back(timeNs);
    }
    return times;
}

bool readMuchFromDisk(const RunRecord& record)
{
    constexpr qint64 kMuch = 1 << 20;
    const WorkKind work = record.settings.jobs.work;
    const RunOutcome* outcome = record.pool().outcome();
    return (work == WorkKind::Hash || work == WorkKind::Command) && outcome &&
           outcome->readFromDiskBytes.value_or(0) >= kMuch;
}

void addPlannedFailures(JobModel& model)
{
    if (model.settings.jobs.failRate == 0)
        return;
    const PlannedFailures failures(model.settings);
    for (std::size_t place = 0; place < model.size(); ++place) {
        const auto fate = failures.of(model.job(place), model.settings.jobs.retries);
        for (int attempt = 1; attempt < fate.attempts; ++attempt)
            model.failed.push_back({qint32(place), model.costs[place]});
        if (!fate.finishes)
            model.lost.push_back(qint32(place));
    }
}

} // namespace

std::vector<qint64> JobModel::totalsNs() const
{
    std::vector<qint64> totals;
    totals.reserve(size());
    for (const JobCost& cost : costs)
        totals.push_back(cost.totalNs());
    for (const Failed& attempt : failed)
        totals[std::size_t(attempt.place)] += attempt.cost.totalNs();
    return totals;
}

std::optional<JobId> JobModel::longestJob() const
{
    if (size() < 2)
        return std::nullopt;
    const std::vector<qint64> totals = totalsNs();
    return job(std::size_t(std::ranges::max_element(totals) - totals.begin()));
}

JobModel modelOf(const RunRecord& record, const std::stop_token& stop)
{
    const Timeline& pool = record.pool();
    JobModel model;
    model.source = CostSource::Recorded;
    model.settings = record.settings;
    model.cores = record.origin.machine.cores;
    takeCosts(model, record, stop);
    const bool knowsQueueTimes = pool.queuedCount() > 0;
    if (knowsQueueTimes)
        model.arrivalsNs = arrivalsOf(model);
    else
        model.caveats.push_back(ModelCaveat::NoQueueTimes);
    model.ownCpuNs = ownCpuNsOf(record, model);
    model.handOffNs = Gaps(pool).usualNs(stop);
    if (model.arrivalsNs.empty())
        model.startUpNs = firstStartNs(pool);
    const qint64 makespanNs = pool.makespanNs().value_or(pool.lastNs());
    // Where the results' reader takes its time, that is simulated, too.
    if (record.settings.pool.readTime.count() == 0)
        model.afterLastNs = std::max<qint64>(0, makespanNs - pool.lastNs());
    model.recordedNs =
        makespanNs - statisticsOf(pool, std::numeric_limits<qint64>::max(), Waits::LeftOut).stillNs;
    if (readMuchFromDisk(record))
        model.caveats.push_back(ModelCaveat::FirstReadings);
    if (model.size() < 2)
        model.caveats.push_back(ModelCaveat::FewJobs);
    return model;
}

JobModel modelOf(const PlannedRun& plan, int cores, const std::stop_token& stop)
{
    JobModel model;
    model.source = CostSource::Planned;
    model.settings = plan.settings;
    model.cores = cores;
    const double share = plannedCpuShare(plan.settings).value_or(0);
    model.costs.reserve(std::size_t(plan.settings.jobs.count));
    for (qint32 number = 1; number <= plan.settings.jobs.count; ++number) {
        if (std::size_t(number) % kSpansBetweenLooks == 0 && stop.stop_requested())
            return model;
        model.costs.push_back(costBy(plan.durations.of(JobId{number}).count(), share));
    }
    addPlannedFailures(model);
    model.arrivalsNs = arrivalsOf(model);
    if (model.size() < 2)
        model.caveats.push_back(ModelCaveat::FewJobs);
    return model;
}
