// How long each job of a run takes, as planned.
#pragma once

#include "base/ids.h"

#include <chrono>
#include <memory>
#include <vector>

// Copies share what they hold. Any thread.
class JobDurations
{
public:
    // All jobs take `each`.
    template <typename Rep, typename Period>
    JobDurations(std::chrono::duration<Rep, Period> each) : m_each(each)
    {
    }
    // The first job takes the first of them, and so on; in nanoseconds.
    explicit JobDurations(std::vector<qint64> ns)
        : m_ns(std::make_shared<const std::vector<qint64>>(std::move(ns)))
    {
    }

    // `job` is one of the run's.
    std::chrono::nanoseconds of(JobId job) const
    {
        return m_ns ? std::chrono::nanoseconds((*m_ns)[std::size_t(job.number - 1)]) : m_each;
    }

    // The durations by job number − 1; null where all are equal.
    const std::vector<qint64>* each() const { return m_ns.get(); }

private:
    std::chrono::nanoseconds m_each{0};
    std::shared_ptr<const std::vector<qint64>> m_ns;
};
