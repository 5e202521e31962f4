// From which time on a run may look different from the frame before: live drawing repaints only
// that.
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <vector>

class Timeline;

// For one timeline, from one thread.
class RunChanges
{
public:
    explicit RunChanges(const Timeline& timeline);

    // The earliest time, from the zero of the run, from which on its picture at `nowNs` may differ
    // from that of the last call. A bar is repainted as a whole: one that grows or ends has changed
    // from its start on. Looks once at each lane.
    //
    // Call it before painting: what is recorded in between is painted, and returned by the next
    // call.
    qint64 changedFrom(qint64 nowNs);

private:
    const Timeline& m_timeline;
    qint64 m_nowNs = 0;
    std::size_t m_queued = 0;
    // How many had ended at the last call: spans of each lane, pauses, and the sender's waits.
    std::vector<std::size_t> m_finished;
    std::size_t m_pausesFinished = 0;
    std::size_t m_blockedFinished = 0;
};
