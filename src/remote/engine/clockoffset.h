// What the clock of another machine shows, from messages that go there and back.
#pragma once

#include "pool/timebase.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

// The offset of a clock from ours lies between what it would be if the whole delay had been on the
// way there, and on the way back: half of the delay either way from the middle. So the sample with
// the least delay says it best. Clocks drift: a sample is worth less the older it is, and old ones
// are forgotten. Source: RFC 5905 (NTP), 8 and 10: the last 8 samples, 15 µs a second. For one
// thread.
class ClockOffset
{
public:
    // By our clock sent and received, by the other one answered in between.
    void add(qint64 sentNs, qint64 otherNs, qint64 receivedNs)
    {
        const qint64 delayNs = std::max<qint64>(0, receivedNs - sentNs);
        m_kept[std::size_t(m_samples) % m_kept.size()] = {
            otherNs, {sentNs + delayNs / 2 - otherNs, delayNs - delayNs / 2}};
        ++m_samples;
        const auto ageing = [otherNs](Sample sample) {
            sample.base.uncertaintyNs +=
                qint64(std::abs(double(otherNs - sample.otherNs)) * kDriftsBy);
            return sample;
        };
        m_best = ageing(m_kept[0]);
        for (std::size_t i = 1; i < std::min(m_kept.size(), std::size_t(m_samples)); ++i) {
            const Sample sample = ageing(m_kept[i]);
            if (sample.base.uncertaintyNs < m_best.base.uncertaintyNs)
                m_best = sample;
        }
    }

    int samples() const { return m_samples; }
    // As of the last sample; nothing before one came.
    std::optional<TimeBase> best() const
    {
        return m_samples > 0 ? std::optional(m_best.base) : std::nullopt;
    }

private:
    static constexpr double kDriftsBy = 15e-6;

    struct Sample
    {
        qint64 otherNs = 0;
        TimeBase base{};
    };

    std::array<Sample, 8> m_kept{};
    Sample m_best;
    int m_samples = 0;
};
