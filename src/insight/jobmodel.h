// What a simulation is made from: what each job costs, and how jobs come and go.
#pragma once

#include "base/ids.h"
#include "plan/settings/runsettings.h"

#include <QtGlobal>

#include <cstddef>
#include <optional>
#include <stop_token>
#include <vector>

struct PlannedRun;
class RunRecord;

// What a job takes of a worker: first it computes, then it waits.
struct JobCost
{
    qint64 cpuNs = 0;  // on a core
    qint64 waitNs = 0; // with or without one

    qint64 totalNs() const { return cpuNs + waitNs; }
    bool operator==(const JobCost&) const = default;
};

// Where the costs come from.
enum class CostSource {
    Recorded, // as long as each job took
    Planned,  // as long as each job is to take
};

// What a forecast has to say of how it was made; see `JobModel::caveats`.
enum class ModelCaveat {
    NoCpuTimes,    // nobody measured what jobs computed: they are taken to wait
    SomeNotRun,    // jobs that never ran are left out
    NoQueueTimes,  // nobody recorded when jobs came: they are taken to be there from the start
    SeveralCores,  // some jobs computed on several cores at once: they are taken to use one
    FirstReadings, // its files were read from the disk
    FewJobs,       // there are fewer than two
};

// Immutable once made. Any thread.
struct JobModel
{
    CostSource source = CostSource::Planned;
    // Of each job's attempt that counted, or else its last one, in the order in which they were
    // sent: job n of the run is at n − 1, unless some never ran (see `numbers`).
    std::vector<JobCost> costs{};
    std::vector<qint32> numbers{}; // of the jobs in `costs`; empty where they are 1, 2, 3 …
    // Attempts before that, those of one job next to each other in time order; places ascend.
    struct Failed
    {
        qint32 place; // of the job in `costs`
        JobCost cost;
    };
    std::vector<Failed> failed{};
    std::vector<qint32> lost{}; // places of jobs that failed for good, ascending
    // When each came, from the zero of the run, never before the one ahead of it; empty where all
    // were there at the beginning.
    std::vector<qint64> arrivalsNs{};
    qint64 startUpNs = 0;   // from the zero of the run until the first job is taken
    qint64 handOffNs = 0;   // from one job of a worker to its next, where one is there
    qint64 afterLastNs = 0; // from the end of the last job to the end of the run
    qint64 ownCpuNs = 0;    // of the pool's own threads, a job
    RunSettings settings{}; // those of the run
    int cores = 0;          // of the machine; 0 where nobody knows
    std::vector<ModelCaveat> caveats{};
    // The run that it was made from, without pauses; nothing for a plan.
    std::optional<qint64> recordedNs{};

    std::size_t size() const { return costs.size(); }
    JobId job(std::size_t place) const
    {
        return JobId{numbers.empty() ? qint32(place) + 1 : numbers[place]};
    }
    // How long jobs with all their attempts take, in the order of `costs`.
    std::vector<qint64> totalsNs() const;
    // The one that takes longest; nothing where there are fewer than two. A pass over all.
    std::optional<JobId> longestJob() const;
};

// From what the pool's part of a record that is over shows; `stop` leaves it incomplete. Costs a
// pass over all spans.
JobModel modelOf(const RunRecord& record, const std::stop_token& stop = {});

// From what is planned, for work that has durations: on a machine with `cores` cores.
JobModel modelOf(const PlannedRun& plan, int cores, const std::stop_token& stop = {});
