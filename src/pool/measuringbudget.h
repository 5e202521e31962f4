// Which jobs are measured: so many that it costs a worker no more than 1 % of its time.
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <optional>

// Used by one thread, the worker's.
class MeasuringBudget
{
public:
    // Whether a job that takes `least` at least is worth it. Where nobody knows how long it takes,
    // what the jobs before it took decides.
    bool covers(std::optional<std::chrono::nanoseconds> least) const
    {
        return least ? least->count() >= kCostNs * kShare : m_leftNs >= kCostNs;
    }

    // A job was measured; one took so long.
    void spend() { m_leftNs = std::max<qint64>(0, m_leftNs - kCostNs); }
    void earn(qint64 jobNs) { m_leftNs = std::min(m_leftNs + jobNs / kShare, kMostNs); }

private:
    // Of the readings before and after a job: twice 250 ns for the clock of the thread, 220 ns for
    // its resource usage and 310 ns for its ready time, on a Xeon of 2.1 GHz.
    static constexpr qint64 kCostNs = 1'600;
    static constexpr qint64 kShare = 100;
    // So that few jobs are measured from the first on, and a long one pays for no more than these.
    static constexpr qint64 kMostNs = 16 * kCostNs;

    qint64 m_leftNs = kMostNs;
};
