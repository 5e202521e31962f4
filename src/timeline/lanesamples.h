// What a lane had come to at given instants.
#pragma once

#include "timeline/lane.h"

#include <vector>

struct LaneSample
{
    std::size_t started; // spans that had started by then
    bool busy;           // the last of them had not ended
    qint64 busyNs;       // time that the worker had been busy
    qint64 beforeNs;     // full durations of all spans before the last of them, together
    qint64 lastNs;       // full duration of that last one; up to now if it still runs
};

// Replaces `samples` by one for each of the ascending instants; what happened after `nowNs` is not
// known yet, and later instants are taken as that one. Costs a short search an instant, and next
// to nothing where no span starts between two of them.
void sampleLane(const Lane& lane, const std::vector<qint64>& timesNs, qint64 nowNs,
                std::vector<LaneSample>& samples);
