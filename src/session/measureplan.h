// Which numbers of workers are measured.
#pragma once

#include "insight/sizing.h"

#include <vector>

// A list of numbers, or those that say by themselves how many workers are enough: doubled from 1
// until a doubling brings under kWorthDoubling, then those around the smallest number whose time is
// within Enough::kWithin of the best. Immutable.
class MeasurePlan
{
public:
    // The share of the time that a doubling has to save for another one to follow.
    static constexpr double kWorthDoubling = 0.02;

    static MeasurePlan automatic() { return MeasurePlan({}); }
    // `numbers` in the order in which they are counted; at least one.
    explicit MeasurePlan(std::vector<int> numbers) : m_numbers(std::move(numbers)) {}

    // Those to be measured next, after what has been measured so far (by workers, ascending, each
    // with a time at least); empty when that is enough. An automatic plan never asks for more than
    // `most`, and for one number at first.
    std::vector<int> nextNumbers(const std::vector<MeasuredTimes>& soFar, int most) const;

private:
    std::vector<int> m_numbers; // empty where the plan is automatic
};

// More workers than that bring nothing to these jobs, or would only burden the machine: as many as
// there are jobs, and kPerCore for each of the cores (taken for 1 where nobody knows how many)
// where jobs compute, or may do so. `planned` says how many jobs there are.
int mostWorthMeasuring(const RunSettings& planned, int cores);
inline constexpr int kPerCore = 4;
