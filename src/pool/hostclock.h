// What was found out of the clock by which the workers of another machine told their times.
#pragma once

#include "pool/timebase.h"

#include <QtGlobal>

#include <optional>
#include <vector>

// From that stamp of the other clock on it was taken for this: whoever takes the offset from a time
// of the run has the stamp as it was told.
struct ClockStretch
{
    qint64 fromNs = 0;
    TimeBase base{}; // from its stamps to the time since the zero of the run

    bool operator==(const ClockStretch&) const = default;
};

// How much faster than the run's clock it goes, in ns a second, and how far off that may be.
struct ClockDrift
{
    double nsPerSecond = 0;
    double errorNsPerSecond = 0;

    bool operator==(const ClockDrift&) const = default;
};

struct HostClock
{
    std::vector<int> lanes{}; // that were told by it, from 0
    std::vector<ClockStretch> stretches{};
    std::optional<ClockDrift> drift{}; // nothing where it was not watched for long enough

    bool operator==(const HostClock&) const = default;
};
