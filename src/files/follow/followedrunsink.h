// Where the events of a run that is followed go.
#pragma once

#include "pool/event.h"

class FollowedRunSink
{
public:
    // The run begins, if it has not: its first worker is there.
    virtual void begin() = 0;
    virtual void put(const Event& event, const EventDetails& details) = 0;
    // All that was put is seen from then on; what was queued before what started.
    virtual void publish() = 0;

protected:
    ~FollowedRunSink() = default;
};
