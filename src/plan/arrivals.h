// When the jobs of a run arrive.
#pragma once

#include "plan/settings/runsettings.h"

// Gives the times of arrival in the order of the jobs. Used by one thread.
class Arrivals
{
public:
    explicit Arrivals(const RunSettings& settings);

    // All jobs are there when the run starts.
    bool areAllAtOnce() const { return m_arrival.kind == ArrivalKind::All; }

    // When the next job arrives, in nanoseconds from the start of the run; the same settings give
    // the same times. Never earlier than the job before, and at most 146 years.
    qint64 nextNs();

private:
    qint64 gapNs();

    const Arrival m_arrival;
    const quint64 m_seed;
    quint64 m_count = 0;
    qint64 m_lastNs = 0;
};
