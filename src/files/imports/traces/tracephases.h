// Which events of a trace have a duration, and those that have none, counted by their kind.
#pragma once

#include <QString>

#include <array>
#include <vector>

// Whether events of the phase tell of spans: see the Trace Event Format, "Event Descriptions".
constexpr bool hasDuration(char phase)
{
    return phase == 'X' || phase == 'B' || phase == 'E' || phase == 'b' || phase == 'e' ||
           phase == 'S' || phase == 'F';
}

class PhaseCounts
{
public:
    // By the phase of an event.
    void add(char phase) { ++m_counts[static_cast<unsigned char>(phase)]; }

    // "12 instants, 1 counter"; empty where there was none.
    QString text() const;

private:
    std::array<qint64, 256> m_counts{};
};
