// What goes on in a simulation: the jobs, when they come, and what is kept of them.
#pragma once

#include "insight/tasks.h"
#include "plan/arrivals.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <stop_token>
#include <vector>

// Jobs between two looks at a stop token.
inline constexpr std::size_t kLookAtStopEvery = 8192;

// When jobs come: in the order in which they are sent.
class Coming
{
public:
    Coming(const JobModel& model, const WhatIf& change, std::size_t jobs)
        : m_byIndex(change.order.has_value())
    {
        if (!change.arrival || *change.arrival == model.settings.arrival) {
            m_times = &model.arrivalsNs;
            return;
        }
        RunSettings settings = model.settings;
        settings.arrival = *change.arrival;
        Arrivals arrivals(settings);
        m_times = &m_own;
        if (arrivals.areAllAtOnce())
            return;
        const std::size_t count = std::max(jobs, model.size());
        m_own.reserve(count);
        while (m_own.size() < count)
            m_own.push_back(arrivals.nextNs());
    }
    Coming(const Coming&) = delete;
    Coming& operator=(const Coming&) = delete;

    bool areAllAtOnce() const { return m_times->empty(); }
    // Of the job at `index` of those that are sent. In another order the times stay, and other jobs
    // come at them; else each job, and each part of one, comes when it did.
    qint64 ofJob(std::size_t index, const Task& task) const
    {
        if (m_times->empty())
            return 0;
        const std::size_t at = m_byIndex ? index : std::size_t(task.place);
        return (*m_times)[std::min(at, m_times->size() - 1)];
    }

private:
    const bool m_byIndex;
    std::vector<qint64> m_own;
    const std::vector<qint64>* m_times;
};

// Adds a time, 0 or more; the sum is the largest number where it would be more: a tail of many
// workers in place of few may be that long.
inline void addUpToMost(qint64& sum, qint64 ns)
{
    constexpr qint64 kMostNs = std::numeric_limits<qint64>::max();
    sum = ns > kMostNs - sum ? kMostNs : sum + ns;
}

// What both ways of simulating share.
struct Simulation
{
    const JobModel& model;
    const WhatIf& change;
    const std::vector<Task>& tasks;
    const Coming& coming;
    Spans spans;
    const std::stop_token& stop;
    qint64 handOffNs;
    Simulated simulated{};

    void keep(const Task& task, qint32 worker, qint64 startNs, qint64 endNs)
    {
        if (spans == Spans::Kept)
            simulated.spans.push_back({task.place, worker, startNs, endNs});
    }
};
