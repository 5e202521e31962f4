// How long each job of a run takes, as planned.
#pragma once

#include "base/ids.h"

#include <chrono>
#include <functional>
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
    // Whoever knows says it: any thread may ask. For jobs that come from elsewhere, one by one.
    using Source = std::function<std::chrono::nanoseconds(JobId)>;
    explicit JobDurations(Source source)
        : m_source(std::make_shared<const Source>(std::move(source)))
    {
    }

    // `job` is one of the run's.
    std::chrono::nanoseconds of(JobId job) const
    {
        if (m_source)
            return (*m_source)(job);
        return m_ns ? std::chrono::nanoseconds((*m_ns)[std::size_t(job.number - 1)]) : m_each;
    }

    // The durations by job number − 1; null where all are equal, or come one by one.
    const std::vector<qint64>* each() const { return m_ns.get(); }

private:
    std::chrono::nanoseconds m_each{0};
    std::shared_ptr<const std::vector<qint64>> m_ns;
    std::shared_ptr<const Source> m_source;
};
