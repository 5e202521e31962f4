// Counts what became of the jobs and checks it: nothing lost, nothing doubled, nothing wrong.
#pragma once

#include "pool/job.h"
#include "pool/jobrunner.h"
#include "pool/runoutcome.h"

#include <vector>

// Owned and used by the one thread that receives the results.
class RunCheck
{
public:
    explicit RunCheck(int jobs) : m_seen(std::size_t(jobs), false) {}

    // A result that has been received: right when it is of one of the run's jobs and 2 × its
    // number. A second one of the same job is a duplicate, and counts apart: it neither replaces a
    // result that is missing nor adds to the sum.
    void add(const JobResult& result);

    // Every job has given its result, and no other has been received.
    bool complete() const { return m_wrong == 0 && m_received == qint64(m_seen.size()); }

    // The outcome of a run that sent `sent` jobs, of which `left` were never taken from their
    // channel and the workers did the rest. Failed unless
    //     sent = finished + failed + cancelled + left,
    //     results received = jobs finished, all of them right and none twice,
    // and, where the run was not stopped, every job finished or failed.
    RunOutcome outcome(qint64 sent, qint64 left, const JobTally& workers, bool stopped) const;

private:
    std::vector<bool> m_seen; // by job number − 1
    qint64 m_received = 0;    // without duplicates
    qint64 m_duplicates = 0;
    qint64 m_wrong = 0;
    qint64 m_sum = 0;
};
