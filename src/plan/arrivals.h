// When the jobs of a run come to be sent.
#pragma once

#include "plan/runsettings.h"

// Gives the times of arrival one after another. Used by one thread.
class Arrivals
{
public:
    explicit Arrivals(const RunSettings& settings);

    // All jobs are there from the beginning.
    bool areAllAtOnce() const { return m_arrival.kind == ArrivalKind::All; }

    // When the next job comes, in nanoseconds from the beginning of the run; the same for the same
    // settings. Never less than before, and no more than 146 years.
    qint64 nextNs();

private:
    qint64 gapNs();

    const Arrival m_arrival;
    const quint64 m_seed;
    quint64 m_count = 0;
    qint64 m_lastNs = 0;
};
