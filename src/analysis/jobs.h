// A run's jobs one by one, and in any order.
#pragma once

#include "base/ids.h"

#include <QString>
#include <QtGlobal>

#include <optional>
#include <vector>

class Timeline;

enum class JobState { NotQueued, Waiting, Running, Finished, Failed, Cancelled };

struct JobFacts
{
    JobId job;
    JobState state = JobState::NotQueued;
    std::optional<WorkerId> worker;
    std::optional<qint64> queuedNs;
    std::optional<qint64> startNs;    // of the first attempt
    std::optional<qint64> durationNs; // until the end of the last attempt, or so far
    std::optional<qint64> waitNs;     // from queued to started, or so far
    int attempts = 0;
    QString error; // of a job that failed: what its work said
};

// What is recorded of a job; running and waiting jobs count until `nowNs`. A search in each lane.
JobFacts factsOf(const Timeline& timeline, JobId job, qint64 nowNs);

enum class JobKey { Number, Worker, Queued, Start, Duration, Wait, State };

// Which jobs are wanted, and in what order.
struct JobOrder
{
    JobKey key = JobKey::Number;
    bool descending = false;
    std::optional<JobState> onlyState;
    std::optional<WorkerId> onlyWorker;

    // All of them by number, up or down: no list is needed for that.
    bool isNatural() const { return key == JobKey::Number && !onlyState && !onlyWorker; }
    bool operator==(const JobOrder&) const = default;
};

// The numbers of those of the jobs 1 to `jobs` that are wanted, in order; of equal ones the lower
// number first. Any thread; a pass over all jobs, a sort, and 40 bytes a job while it works.
std::vector<qint32> orderedJobs(const Timeline& timeline, int jobs, const JobOrder& order,
                                qint64 nowNs);
