// What can be expected of a run before it begins.
#pragma once

#include "plan/jobdurations.h"
#include "plan/settings/runsettings.h"

#include <chrono>
#include <stop_token>
#include <vector>

// A lower bound of the makespan of `jobs` equal jobs that no schedule can beat:
// ⌈jobs ÷ workers⌉ × duration, and no more than 292 years. (One worker must do at least that many;
// the bound for equal jobs of Dell'Amico and Martello, "Optimal Scheduling of Tasks on Identical
// Parallel Processors", 1995.)
std::chrono::nanoseconds idealMakespan(int jobs, int workers, std::chrono::nanoseconds duration);

// The same for jobs of these durations, in nanoseconds, and any number of workers: the largest of
// all ÷ workers, the longest, and, for every k from 1 on, the k + 1 shortest of the k × workers + 1
// longest together, as some worker must do k + 1 of those (the same source).
class MakespanBound
{
public:
    // Sorts them; a stop ends that early, and all bounds are 0 then.
    explicit MakespanBound(std::vector<qint64> ns, const std::stop_token& stop = {});

    // Costs a look at each workers-th job.
    std::chrono::nanoseconds with(int workers) const;
    std::chrono::nanoseconds longest() const;
    // Of all jobs together, 292 years at most.
    std::chrono::nanoseconds all() const { return m_all; }

private:
    std::vector<qint64> m_ns; // the longest first
    // How long all before each place take, and all of them. They may wrap around at 2^64; their
    // differences are right nevertheless.
    std::vector<quint64> m_before;
    std::chrono::nanoseconds m_all{0};
};

struct Estimate
{
    bool known = true;                      // false for files and commands: nothing tells how long
    std::chrono::nanoseconds ideal{0};      // of the pool
    std::chrono::nanoseconds sequential{0}; // all jobs one after another; 292 years at most
    double mostSpeedUp = 1;                 // sequential ÷ ideal
};

// For jobs with these durations of one attempt, on a machine with `cores` cores (hardware threads).
// Considered are: computing is shared among the cores, a job starts no earlier than it arrives, the
// seed decides which attempts fail and are tried again, and the reader takes its time for each
// result but the last. Costs a few passes over all jobs; nothing where all are equal, arrive at
// once and none fails.
Estimate estimateOf(const RunSettings& settings, const JobDurations& ofOneAttempt, int cores,
                    const std::stop_token& stop = {});
// On this machine.
Estimate estimateOf(const RunSettings& settings, const JobDurations& durations,
                    const std::stop_token& stop = {});

// How long the runs that the settings ask for take together, at least.
std::chrono::nanoseconds totalTime(const Estimate& estimate, SequentialRunWhen sequential);
