// What the clock of an agent is taken for as a run goes on.
#pragma once

#include "pool/hostclock.h"
#include "remote/engine/clockoffset.h"

#include <vector>

// Once a time was told by it, no bar moves: where the clock has drifted away from what it was taken
// for, it is taken for something else from then on. For one thread.
class ClockTrack
{
public:
    // By our clock sent and received, by the other one answered in between.
    void add(qint64 sentNs, qint64 otherNs, qint64 receivedNs);

    int samples() const { return m_offset.samples(); }
    // Whether times may be told by it.
    bool isKnown() const { return samples() >= kFirstSamples; }
    // What it is taken for at that time of the agent.
    const TimeBase& at(qint64 otherNs);
    // How far off the last times were at most.
    qint64 errorNs() const;
    // Of a run whose zero was then by our clock; without lanes.
    HostClock since(qint64 zeroNs) const;

    static constexpr int kFirstSamples = 8;

private:
    // A whole day of clocks that always drift as fast as they may; the last one stays then.
    static constexpr std::size_t kMostStretches = 100'000;

    ClockOffset m_offset;
    std::vector<ClockStretch> m_stretches;
    bool m_isUsed = false;
    // The first offset that was known well, and the last one: stamps of the other clock.
    ClockStretch m_first;
    ClockStretch m_last;
};
