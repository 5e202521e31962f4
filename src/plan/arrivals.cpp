#include "plan/arrivals.h"

#include "base/seededrandom.h"

#include <cmath>
#include <limits>

Arrivals::Arrivals(const RunSettings& settings)
    : m_arrival(settings.arrival), m_seed(mixedBits(quint64(settings.seed) ^ 0x61727269))
{
}

qint64 Arrivals::nextNs()
{
    constexpr qint64 kMaxNs = std::numeric_limits<qint64>::max() / 2;
    const qint64 gap = gapNs();
    m_lastNs = m_lastNs > kMaxNs - gap ? kMaxNs : m_lastNs + gap;
    return m_lastNs;
}

qint64 Arrivals::gapNs()
{
    const quint64 number = m_count++;
    switch (m_arrival.kind) {
    case ArrivalKind::Every:
        return number == 0 ? 0 : m_arrival.every.count();
    case ArrivalKind::Poisson:
        // The times between such arrivals are exponential.
        return qint64(1e9 / m_arrival.perSecond *
                      -std::log1p(-unitInterval(mixedBits(m_seed + number))));
    case ArrivalKind::All:
        break;
    }
    return 0;
}
