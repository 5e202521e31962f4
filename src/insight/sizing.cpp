#include "insight/sizing.h"

#include "analysis/runstatistics.h"
#include "insight/workbound.h"
#include "plan/arrivals.h"
#include "plan/durationspread.h"
#include "plan/estimate.h"
#include "plan/plannedrun.h"
#include "timeline/runrecord.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <exception>
#include <limits>
#include <map>
#include <thread>

namespace {

constexpr std::size_t kMostNumbers = 64;

// Calls work(index) for all of them, on as many threads as there are cores. Throws what one of the
// calls throws; some others are not made then.
template <typename Work>
void inParallel(std::size_t count, const Work& work)
{
    const std::size_t threads = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1,
                                                        std::max<std::size_t>(1, count));
    std::atomic<std::size_t> next{0};
    std::exception_ptr problem;
    std::atomic_flag hasProblem;
    const auto go = [&] {
        try {
            for (std::size_t i = next++; i < count; i = next++)
                work(i);
        } catch (...) {
            if (!hasProblem.test_and_set())
                problem = std::current_exception();
            next = count;
        }
    };
    {
        std::vector<std::jthread> others;
        try {
            for (std::size_t i = 1; i < threads; ++i)
                others.emplace_back(go);
        } catch (const std::system_error&) { // NOLINT: those that there are do it
        }
        go();
    }
    if (problem)
        std::rethrow_exception(problem);
}

void addNumbers(std::vector<int>& workers, const std::vector<MeasuredTimes>& measured)
{
    for (const MeasuredTimes& times : measured)
        workers.push_back(times.workers);
    std::ranges::sort(workers);
    workers.erase(std::unique(workers.begin(), workers.end()), workers.end());
}

// That a run forecasts itself says nothing.
std::optional<ForecastError> errorOf(const std::vector<SizingPoint>& points, int itself)
{
    std::vector<double> errors;
    for (const SizingPoint& point : points) {
        if (point.workers != itself && point.measured && point.simulatedNs &&
            point.measured->medianNs() > 0)
            errors.push_back(
                std::abs(double(*point.simulatedNs) / double(point.measured->medianNs()) - 1));
    }
    if (errors.empty())
        return std::nullopt;
    std::ranges::sort(errors);
    return ForecastError{errors.size(), errors[errors.size() / 2], errors.back()};
}

// The curve without its band and what follows from the times.
SizingCurve simulatedCurve(const JobModel& model, std::vector<int> workers,
                           const std::vector<MeasuredTimes>& measured, const std::stop_token& stop)
{
    SizingCurve curve;
    curve.source = model.source;
    curve.caveats = model.caveats;
    curve.cores = model.cores;
    curve.now = model.settings.pool.workers;
    curve.jobs = model.size();
    addNumbers(workers, measured);
    const WorkBound bound(model, stop);
    curve.longestNs = bound.longestNs();
    for (const int number : workers) {
        SizingPoint point{.workers = number, .boundNs = bound.with(number)};
        const auto times = std::ranges::find(measured, number, &MeasuredTimes::workers);
        if (times != measured.end())
            point.measured = *times;
        curve.points.push_back(std::move(point));
    }
    if (model.size() == 0)
        return curve;
    inParallel(curve.points.size(), [&](std::size_t i) {
        SizingPoint& point = curve.points[i];
        if (stop.stop_requested())
            return;
        const Simulated simulated =
            simulate(model, {.workers = point.workers}, Spans::LeftOut, stop);
        // What was stopped on its way is no time.
        if (!stop.stop_requested())
            point.simulatedNs = simulated.makespanNs;
    });
    return curve;
}

void conclude(SizingCurve& curve)
{
    curve.enough = enoughOf(curve.points);
    curve.error = errorOf(curve.points, curve.source == CostSource::Recorded ? curve.now : 0);
}

bool areDrawn(const RunSettings& settings)
{
    const SpreadKind kind = settings.jobs.spread.kind;
    return settings.jobs.hasDurations() && kind != SpreadKind::File &&
           (kind != SpreadKind::Fixed || settings.arrival.kind == ArrivalKind::Poisson ||
            settings.jobs.failRate > 0);
}

// The least and the most of nine tenths of the draws.
void addBand(SizingCurve& curve, const PlannedRun& plan, int cores, const std::stop_token& stop)
{
    constexpr std::size_t kMostDraws = 40;
    constexpr std::size_t kLeastDraws = 10;
    constexpr std::size_t kMostSteps = 20'000'000; // jobs simulated: a second or so
    const std::size_t steps = curve.jobs * curve.points.size();
    const std::size_t draws = std::min(kMostDraws, kMostSteps / std::max<std::size_t>(1, steps));
    if (draws < kLeastDraws || !areDrawn(plan.settings))
        return;
    std::vector<std::vector<qint64>> times(curve.points.size(), std::vector<qint64>(draws));
    inParallel(draws, [&](std::size_t draw) {
        if (stop.stop_requested())
            return;
        PlannedRun other = plan;
        other.settings.seed = int((quint64(plan.settings.seed) + draw + 1) % RunSettings::kMaxSeed);
        other.durations = drawDurations(other.settings, stop);
        const JobModel model = modelOf(other, cores, stop);
        for (std::size_t i = 0; i < times.size(); ++i)
            times[i][draw] =
                simulate(model, {.workers = curve.points[i].workers}, Spans::LeftOut, stop)
                    .makespanNs;
    });
    if (stop.stop_requested())
        return;
    const std::size_t left = draws / 20; // at each end
    for (std::size_t i = 0; i < times.size(); ++i) {
        std::ranges::sort(times[i]);
        curve.points[i].leastNs = times[i][left];
        curve.points[i].mostNs = times[i][draws - 1 - left];
    }
}

bool haveSameInputs(const JobInputs& a, const JobInputs& b)
{
    if (a.lines == b.lines)
        return true;
    if (a.count() != b.count())
        return false;
    for (std::size_t i = 0; i < a.count(); ++i) {
        if (a.lines->at(i) != b.lines->at(i))
            return false;
    }
    return true;
}

bool haveSameDurations(const JobDurations& a, const JobDurations& b)
{
    if (a.each() && b.each())
        return a.each() == b.each() || *a.each() == *b.each();
    return !a.each() && !b.each() && a.of(JobId{1}) == b.of(JobId{1});
}

} // namespace

qint64 MeasuredTimes::medianNs() const
{
    return timesNs[(timesNs.size() - 1) / 2];
}

std::vector<int> numbersToLookAt(const JobModel& model)
{
    qint64 longestNs = 1;
    double allNs = 0;
    double cpuNs = 0;
    for (const JobCost& cost : model.costs) {
        longestNs = std::max(longestNs, cost.totalNs());
        allNs += double(cost.totalNs());
        cpuNs += double(cost.cpuNs);
    }
    // Twice as many as would have something to do all the time until the longest job ends.
    constexpr double kMuchMore = 2;
    constexpr double kMostlyComputing = 0.9;
    constexpr int kOfCores = 4;
    constexpr int kLeast = 8;
    double most = kMuchMore * std::ceil(allNs / double(longestNs));
    if (model.cores > 0 && cpuNs > kMostlyComputing * allNs)
        most = std::min(most, double(kOfCores * model.cores));
    const int now = model.settings.pool.workers;
    most = std::max({most, double(now + 1), double(kLeast)});
    const int last =
        std::clamp(int(std::min({most, double(model.size()), double(RunSettings::kMaxWorkers)})), 1,
                   RunSettings::kMaxWorkers);

    // All small ones, then each some part larger than the one before.
    std::vector<int> numbers;
    constexpr int kAllUpTo = 24;
    const double step = std::pow(double(std::max(last, kAllUpTo)) / kAllUpTo,
                                 1.0 / double(kMostNumbers - kAllUpTo - 1));
    for (double number = 1; int(number) < last;
         number = std::max(number + 1, number < kAllUpTo ? 0 : number * step))
        numbers.push_back(int(number));
    numbers.push_back(last);
    if (now < last && std::ranges::find(numbers, now) == numbers.end()) {
        // In place of its neighbour, so that there are no more than there may be.
        *std::ranges::lower_bound(numbers, now) = now;
    }
    return numbers;
}

// Whether measured times alone say which number is enough: all were measured, or enough of them,
// and a forecast that was right there does not say that another number would be much faster.
static bool measuredDecide(const std::vector<SizingPoint>& points)
{
    constexpr double kWorstForecast = 0.1; // so far off forecasts may be; see tests/bench
    std::size_t count = 0;
    bool isForecastRight = true;
    double bestMeasured = std::numeric_limits<double>::infinity();
    double bestSimulated = bestMeasured;
    for (const SizingPoint& point : points) {
        const double simulated = double(point.simulatedNs.value_or(0));
        if (point.measured) {
            const auto measured = double(point.measured->medianNs());
            ++count;
            isForecastRight &= std::abs(simulated - measured) <= kWorstForecast * measured;
            bestMeasured = std::min(bestMeasured, measured);
        } else if (point.simulatedNs) {
            bestSimulated = std::min(bestSimulated, simulated);
        }
    }
    if (count == points.size())
        return count > 0;
    return count >= kEnoughMeasured &&
           (!isForecastRight || bestMeasured <= bestSimulated * (1 + kWorstForecast));
}

std::optional<Enough> enoughOf(const std::vector<SizingPoint>& points)
{
    const bool byMeasured = measuredDecide(points);
    const auto timeOf = [byMeasured](const SizingPoint& point) -> std::optional<qint64> {
        if (byMeasured)
            return point.measured ? std::optional(point.measured->medianNs()) : std::nullopt;
        return point.simulatedNs;
    };
    std::optional<qint64> best;
    Enough enough{.measured = byMeasured};
    for (const SizingPoint& point : points) {
        const auto ns = timeOf(point);
        if (!ns)
            continue;
        if (!best)
            enough.from = point.workers;
        enough.to = point.workers;
        best = std::min(*ns, best.value_or(*ns));
    }
    if (!best)
        return std::nullopt;
    for (const SizingPoint& point : points) {
        const auto ns = timeOf(point);
        if (ns && double(*ns) <= double(*best) * (1 + Enough::kWithin)) {
            enough.workers = point.workers;
            enough.ns = *ns;
            break;
        }
    }
    return enough;
}

SizingCurve sizingOf(const JobModel& model, std::vector<int> workers,
                     const std::vector<MeasuredTimes>& measured, const std::stop_token& stop)
{
    SizingCurve curve = simulatedCurve(model, std::move(workers), measured, stop);
    conclude(curve);
    return curve;
}

SizingCurve sizingOf(const PlannedRun& plan, int cores, std::vector<int> workers,
                     const std::vector<MeasuredTimes>& measured, const std::stop_token& stop)
{
    const JobModel model = modelOf(plan, cores, stop);
    SizingCurve curve = simulatedCurve(model, std::move(workers), measured, stop);
    addBand(curve, plan, cores, stop);
    conclude(curve);
    return curve;
}

SizingCurve sizingOf(const std::vector<MeasuredTimes>& measured)
{
    SizingCurve curve;
    for (const MeasuredTimes& times : measured)
        curve.points.push_back({.workers = times.workers, .measured = times});
    conclude(curve);
    return curve;
}

RunSettings jobsOf(RunSettings settings)
{
    settings.pool.workers = 1;
    settings.pool.capacity.reset();
    settings.pool.resultsCapacity.reset();
    settings.baseline = {};
    return settings;
}

bool haveSameJobs(const RunRecord& a, const RunRecord& b)
{
    if (&a == &b)
        return true;
    return a.origin.isOurs() && b.origin.isOurs() && jobsOf(a.settings) == jobsOf(b.settings) &&
           haveSameInputs(a.plan.inputs, b.plan.inputs) &&
           haveSameDurations(a.plan.durations, b.plan.durations);
}

std::vector<MeasuredTimes> measuredTimes(const RunRecord& record,
                                         const std::vector<std::shared_ptr<const RunRecord>>& runs)
{
    std::map<int, std::vector<qint64>> times;
    const auto add = [&](const RunRecord& run) {
        const Timeline& pool = run.pool();
        const RunOutcome* outcome = pool.outcome();
        if (!outcome || outcome->state != RunState::Finished || pool.workersChanged() ||
            !haveSameJobs(record, run) || run.origin.machine != record.origin.machine)
            return;
        const RunStatistics statistics =
            statisticsOf(pool, std::numeric_limits<qint64>::max(), Waits::LeftOut);
        // What comes or is read goes on in a pause: its time cannot be left out.
        if (statistics.pausedNs > 0)
            return;
        times[pool.laneCount()].push_back(statistics.elapsedNs);
    };
    add(record);
    for (const auto& run : runs) {
        if (run.get() != &record)
            add(*run);
    }
    std::vector<MeasuredTimes> measured;
    for (auto& [workers, ns] : times) {
        std::ranges::sort(ns);
        measured.push_back({workers, std::move(ns)});
    }
    return measured;
}
