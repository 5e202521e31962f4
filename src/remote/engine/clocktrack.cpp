#include "remote/engine/clocktrack.h"

#include <algorithm>
#include <cstdlib>

void ClockTrack::add(qint64 sentNs, qint64 otherNs, qint64 receivedNs)
{
    m_offset.add(sentNs, otherNs, receivedNs);
    const TimeBase now = *m_offset.best();
    m_last = {otherNs, now};
    if (samples() <= kFirstSamples)
        m_first = m_last;
    if (!m_isUsed) {
        m_stretches = {m_last};
        return;
    }
    TimeBase& taken = m_stretches.back().base;
    const qint64 awayNs = std::abs(now.offsetNs - taken.offsetNs);
    if (awayNs <= now.uncertaintyNs || m_stretches.size() == kMostStretches)
        taken.uncertaintyNs = std::max(taken.uncertaintyNs, awayNs);
    else
        m_stretches.push_back(m_last);
}

const TimeBase& ClockTrack::at(qint64 otherNs)
{
    m_isUsed = true;
    if (m_stretches.empty())
        m_stretches.emplace_back();
    const auto after = std::ranges::upper_bound(m_stretches, otherNs, {}, &ClockStretch::fromNs);
    return after == m_stretches.begin() ? after->base : (after - 1)->base;
}

qint64 ClockTrack::errorNs() const
{
    return m_stretches.empty() ? 0 : m_stretches.back().base.uncertaintyNs;
}

HostClock ClockTrack::since(qint64 zeroNs) const
{
    constexpr double kNsInS = 1e9;
    HostClock clock{{}, m_stretches, {}};
    for (ClockStretch& stretch : clock.stretches)
        stretch.base.offsetNs -= zeroNs;
    const double watchedS = double(m_last.fromNs - m_first.fromNs) / kNsInS;
    if (watchedS >= 1)
        clock.drift =
            ClockDrift{double(m_first.base.offsetNs - m_last.base.offsetNs) / watchedS,
                       double(m_first.base.uncertaintyNs + m_last.base.uncertaintyNs) / watchedS};
    return clock;
}
