// Which attempts fail on purpose: a pure function of the seed, the job and the attempt's number.
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

    // How a job ends that may be retried `retries` times.
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
