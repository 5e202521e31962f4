// Events of a trace that have no duration, counted by their kind.
#pragma once

#include <QString>

#include <array>
#include <vector>

class PhaseCounts
{
public:
    // By the phase of an event: see the Trace Event Format, "Event Descriptions".
    void add(char phase) { ++m_counts[static_cast<unsigned char>(phase)]; }

    // "12 instants, 1 counter"; empty where there was none.
    QString text() const;

private:
    std::array<qint64, 256> m_counts{};
};
