// Waiting for a worker where jobs come over time, by queueing theory.
#pragma once

#include <QtGlobal>

#include <optional>

class RunRecord;

// What arrivals and jobs look like: rates and squared coefficients of variation.
struct Traffic
{
    double arrivalsPerSecond = 0;
    double serviceSeconds = 0;   // mean time of a job
    double arrivalVariation = 0; // variance ÷ mean² of the times between arrivals; 1 for Poisson
    double serviceVariation = 0; // variance ÷ mean² of the jobs' times; 0 where all are equal

    // Workers that are busy on average: as many workers, or fewer, do not keep up.
    double offeredLoad() const { return arrivalsPerSecond * serviceSeconds; }
};

// Of the pool's part of a record that is over; nothing where jobs did not come over time, or fewer
// than ten did. A pass over all spans; any thread.
std::optional<Traffic> trafficOf(const RunRecord& record);

// How long jobs waited on average from queued to first started; nothing where no queued job ran.
// A pass over all spans; any thread.
std::optional<qint64> meanWaitNs(const RunRecord& record);

// The probability that a job has to wait for one of `workers` workers under `load` offered load
// (Erlang's C formula, A. K. Erlang, 1917); 1 where the load is not below the workers.
double erlangC(int workers, double load);

// The mean wait in seconds: Allen and Cunneen's approximation, erlangC() ÷ (workers ÷ service −
// arrivals) × (arrivalVariation + serviceVariation) ÷ 2, which is exact for M/M/c (Allen,
// "Probability, Statistics and Queueing Theory", 1990). Nothing where the workers do not keep up.
std::optional<double> meanWaitSeconds(const Traffic& traffic, int workers);

// The smallest number of workers, `most` at most, whose mean wait is at most so long; nothing where
// none is.
std::optional<int> workersForWait(const Traffic& traffic, double seconds, int most);

// Little's law over a record that is over: mean jobs in the system = arrivals per second × mean
// time in it (J. D. C. Little, 1961). Both sides counted by themselves; nothing where no job was
// queued, or one that was has not ended.
struct LittlesLaw
{
    double meanJobs = 0; // the time average of those queued and not finished
    double arrivalsTimesWait = 0;
};
std::optional<LittlesLaw> littlesLawOf(const RunRecord& record);
