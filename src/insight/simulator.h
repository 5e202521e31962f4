// How long a pool would take: list scheduling by the rules of the pool, event by event.
#pragma once

#include "insight/jobmodel.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

class Timeline;

// What is to be otherwise than it was.
struct WhatIf
{
    int workers = 1;
    std::optional<SubmitOrder> order{}; // by what each job takes; as it was unless given
    std::optional<int> resultsCapacity{};
    std::optional<Arrival> arrival{};
    std::optional<int> retries{};
    bool withoutFailures = false; // each job's last attempt succeeds at once
    std::optional<JobId> withoutJob{};
    struct Split
    {
        JobId job;
        int parts; // 2 or more: equal ones that follow each other
        bool operator==(const Split&) const = default;
    };
    std::optional<Split> split{};
    // So many jobs are handed over together: one hand-off for all of them.
    int batch = 1;

    bool operator==(const WhatIf&) const = default;
};

struct SimulatedSpan
{
    qint32 place;  // of the job in the model
    qint32 worker; // from 0
    qint64 startNs;
    qint64 endNs;
};

struct Simulated
{
    qint64 makespanNs = 0;
    qint64 busyNs = 0;                  // of all workers together
    qint64 tailNs = 0;                  // of all workers together: nothing left to take
    std::vector<SimulatedSpan> spans{}; // each worker's in time order; where they were asked for
};

enum class Spans { Kept, LeftOut };

// Jobs start in their order, each on the worker that is free first. What they compute is shared
// among the cores: while more jobs compute than there are cores, all of them go on at the rate
// cores ÷ jobs (processor sharing; Kleinrock, "Time-shared Systems", 1967). A capacity of the jobs
// channel has no effect on when jobs start, as its sender is ready whenever there is room. Results
// wait for the reader as in the pool. O(n log workers); an order costs a sort. A stop leaves an
// incomplete result. Throws std::bad_alloc.
Simulated simulate(const JobModel& model, const WhatIf& change, Spans spans = Spans::LeftOut,
                   const std::stop_token& stop = {});

// The spans as a timeline that is over, for the chart; the jobs have the numbers that they have in
// the run.
std::shared_ptr<const Timeline> timelineOf(const JobModel& model, const Simulated& simulated,
                                           int workers);
