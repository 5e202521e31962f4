// What no schedule can beat, for jobs whose costs are known.
#pragma once

#include "plan/estimate.h"

#include <stop_token>
#include <vector>

struct JobModel;

// All ÷ workers, the longest job and what some worker must do of the longest ones (see
// MakespanBound), all computing ÷ the cores, and after each arrival that job and all that come from
// then on. Immutable once made. Any thread.
class WorkBound
{
public:
    // Costs a sort of all jobs; after a stop it is too small.
    explicit WorkBound(const JobModel& model, const std::stop_token& stop = {});

    qint64 longestNs() const { return m_ofJobs.longest().count(); }
    // Costs a look at each workers-th job, and at each job where they come over time.
    qint64 with(int workers) const;

private:
    struct FromHere
    {
        qint64 arrivalNs;
        qint64 leftNs;
    };

    MakespanBound m_ofJobs;
    qint64 m_leastNs = 0;
    std::vector<FromHere> m_fromHere;
};
