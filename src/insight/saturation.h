// How much of a run's time all its workers were busy while more jobs waited.
#pragma once

#include <QtGlobal>

class Timeline;

struct Saturation
{
    double share = 0; // of the time, 0 to 1
    // From the first to the last such moment; both 0 where there is none.
    qint64 fromNs = 0;
    qint64 toNs = 0;
};

// Of a timeline that is over, from 1,000 moments spread evenly over its time. Where nobody
// recorded when jobs came, jobs that have not started count as waiting. Any thread.
Saturation saturationOf(const Timeline& timeline);
