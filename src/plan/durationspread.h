// Durations that differ from job to job.
#pragma once

#include "plan/jobdurations.h"
#include "plan/settings/runsettings.h"

#include <stop_token>
#include <vector>

// The duration that the share `u` (0 to 1, without 1) of all jobs does not exceed, for a mean of
// `mean`; at most RunSettings::kMaxDuration. Not for a spread of kind File. Inverses of the
// distributions' functions, as in Devroye, "Non-Uniform Random Variate Generation", 1986, II.2.
std::chrono::nanoseconds durationAt(const Spread& spread, std::chrono::nanoseconds mean, double u);

// The durations of the jobs in the order in which they are sent. The same settings give the same
// durations on every machine. Not for a spread of kind File. A stop ends it early.
JobDurations drawDurations(const RunSettings& settings, const std::stop_token& stop = {});

// The numbers 0 to `count` − 1, each once, in a random order that depends on the seed alone.
std::vector<quint32> shuffled(std::size_t count, quint64 seed);

// A histogram of durations: `bins` columns of equal width from 0 to `longestNs`, their heights as
// shares of the highest. Longer durations count in the last column.
struct SpreadPicture
{
    std::vector<double> bins;
    qint64 longestNs = 0;
};
SpreadPicture pictureOf(const Spread& spread, std::chrono::nanoseconds mean, int bins);
