// Durations that differ from job to job.
#pragma once

#include "plan/jobdurations.h"
#include "plan/runsettings.h"

#include <stop_token>
#include <vector>

// The duration that the share `u` (0 to 1, without 1) of all jobs does not exceed, for a mean of
// `mean`; at most RunSettings::kMaxDuration. Not for a spread of kind File. Inverses of the
// distributions' functions, as in Devroye, "Non-Uniform Random Variate Generation", 1986, II.2.
std::chrono::nanoseconds durationAt(const Spread& spread, std::chrono::nanoseconds mean, double u);

// The durations of the settings' jobs in the order in which they are sent: drawn from the bits of
// the seed, so that the same settings give the same on every machine. Not for a spread of kind
// File. A stop ends it early.
JobDurations drawDurations(const RunSettings& settings, const std::stop_token& stop = {});

// What stands at each place when that many things are put in an order told by the seed: each number
// from 0 on, once.
std::vector<quint32> shuffled(std::size_t count, quint64 seed);

// How often durations are of about which length, for a little picture: `bins` shares of all, the
// largest 1, from 0 to `longestNs`; what is longer is in the last one.
struct SpreadPicture
{
    std::vector<double> bins;
    qint64 longestNs = 0;
};
SpreadPicture pictureOf(const Spread& spread, std::chrono::nanoseconds mean, int bins);
