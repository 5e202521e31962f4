// How many workers some jobs need: the time over the number of workers, and which one is enough.
#pragma once

#include "insight/jobmodel.h"
#include "insight/simulator.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

class RunRecord;

// The runs with one number of workers.
struct MeasuredTimes
{
    int workers = 1;
    std::vector<qint64> timesNs; // of runs that finished, ascending, without their pauses

    qint64 medianNs() const; // the lower one of two
    qint64 leastNs() const { return timesNs.front(); }
    qint64 mostNs() const { return timesNs.back(); }
};

// The time over one number of workers; what is not there is not known.
struct SizingPoint
{
    int workers = 1;
    std::optional<MeasuredTimes> measured{};
    std::optional<qint64> simulatedNs{};
    // Where durations are drawn: of nine tenths of the draws.
    std::optional<qint64> leastNs{};
    std::optional<qint64> mostNs{};
    qint64 boundNs = 0; // no schedule can beat it
};

// The smallest number of workers whose time is within 5 % of the best of all that were looked at.
struct Enough
{
    static constexpr double kWithin = 0.05;
    int workers = 1;
    qint64 ns = 0;
    bool measured = false; // by measured times alone; else by simulated ones alone
    int from = 1;          // the numbers that were looked at
    int to = 1;
};

// How far off simulated times were where there are measured ones, |simulated ÷ measured − 1|, but
// for the number of workers of the run that they were simulated from.
struct ForecastError
{
    std::size_t points = 0;
    double median = 0;
    double worst = 0;
};

struct SizingCurve
{
    std::vector<SizingPoint> points; // by workers, ascending
    CostSource source = CostSource::Planned;
    std::vector<ModelCaveat> caveats{};
    int cores = 0; // of the machine; 0 where nobody knows
    int now = 0;   // workers of the run or plan itself; 0 for none
    std::size_t jobs = 0;
    qint64 longestNs = 0; // of the jobs
    std::optional<Enough> enough{};
    std::optional<ForecastError> error{};
};

// From how many numbers on measured times alone decide, where there are fewer numbers, all of them;
// but not where the forecast, right at those that were measured, says that another one would be
// faster by more than forecasts may be off.
inline constexpr std::size_t kEnoughMeasured = 3;

// The numbers that a curve of these jobs shows: 64 at most, from 1 to where more can help no more,
// all small ones and then ever fewer; that of the run or plan itself is among them, unless there
// are fewer jobs.
std::vector<int> numbersToLookAt(const JobModel& model);

// Simulates all numbers, on several threads, and puts measured times beside them; `measured` by
// workers, ascending. Numbers that were measured are added to those asked for. A stop leaves
// out times that were not known by then.
SizingCurve sizingOf(const JobModel& model, std::vector<int> workers,
                     const std::vector<MeasuredTimes>& measured, const std::stop_token& stop = {});
// The same for a plan, on a machine with `cores` cores; where its durations are drawn, with the
// band of as many draws with other seeds as time allows.
SizingCurve sizingOf(const PlannedRun& plan, int cores, std::vector<int> workers,
                     const std::vector<MeasuredTimes>& measured, const std::stop_token& stop = {});
// From measured times alone: where nothing can be simulated.
SizingCurve sizingOf(const std::vector<MeasuredTimes>& measured);

// Nothing where there is no time of the kind that decides.
std::optional<Enough> enoughOf(const std::vector<SizingPoint>& points);

// Of those runs that did the same jobs as `record` on the same machine, whatever their number of
// workers, and finished with all done and no change of workers; by workers, ascending. `record`
// itself is among them.
std::vector<MeasuredTimes> measuredTimes(const RunRecord& record,
                                         const std::vector<std::shared_ptr<const RunRecord>>& runs);
// The settings as far as they say what is done; the rest as it is at first.
RunSettings jobsOf(RunSettings settings);
// The two had the same jobs to do, in the same order, in the same way, but for workers and
// channels.
bool haveSameJobs(const RunRecord& a, const RunRecord& b);
