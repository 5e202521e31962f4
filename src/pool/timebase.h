// The clock of a source of events, as seen from the clock of the run.
#pragma once

#include <QtGlobal>

// The threads of this process share the run's clock: their source has {0, 0}.
struct TimeBase
{
    qint64 offsetNs = 0;      // what its clock shows less than that of the run
    qint64 uncertaintyNs = 0; // how far off that may be, either way

    qint64 onTheRunsClock(qint64 sourceNs) const { return sourceNs + offsetNs; }
    bool operator==(const TimeBase&) const = default;
};
