// What the clock of another machine shows, from messages that go there and back.
#pragma once

#include "pool/timebase.h"

#include <QtGlobal>

#include <algorithm>
#include <optional>

// The offset of a clock from ours lies between what it would be if the whole delay had been on the
// way there, and on the way back: half of the delay either way from the middle. So the sample with
// the least delay says it best. Source: RFC 5905 (NTP), 8 and 10. For one thread.
class ClockOffset
{
public:
    // By our clock sent and received, by the other one answered in between.
    void add(qint64 sentNs, qint64 otherNs, qint64 receivedNs)
    {
        const qint64 delayNs = std::max<qint64>(0, receivedNs - sentNs);
        ++m_samples;
        if (m_best && delayNs / 2 >= m_best->uncertaintyNs)
            return;
        m_best = TimeBase{sentNs + delayNs / 2 - otherNs, delayNs - delayNs / 2};
    }

    int samples() const { return m_samples; }
    // Nothing before a sample came.
    const std::optional<TimeBase>& best() const { return m_best; }

private:
    std::optional<TimeBase> m_best;
    int m_samples = 0;
};
