// Which attempts fail on purpose: told by the seed, the job and the number of the attempt alone.
#pragma once

#include "base/ids.h"

struct RunSettings;

// Any thread.
class PlannedFailures
{
public:
    // `rate` is the probability with which an attempt fails, 0 to 1.
    PlannedFailures(double rate, quint64 seed) : m_rate(rate), m_seed(seed) {}
    explicit PlannedFailures(const RunSettings& settings);

    // `attempt` counts from 1.
    bool fails(JobId job, int attempt) const;

    // What becomes of a job that is tried `retries` times more at most.
    struct Fate
    {
        int attempts;
        bool finishes; // the last of them does not fail
    };
    Fate of(JobId job, int retries) const;

private:
    double m_rate;
    quint64 m_seed;
};
