// The events of several sources as those of one run.
#pragma once

#include "pool/event.h"
#include "timeline/timebase.h"

#include <span>

// Some events of one source, by its clock, in the order in which they came from there.
struct SourceEvents
{
    TimeBase base;
    std::span<Event> events;
};

// Calls take(event) for each event of all sources, stamped by the run's clock: of the events that
// stand first in their sources, the earliest comes next; the source that stands first in the list
// where they are of one time. So each source's events stay in their order, in which those of one
// worker are in time order, and where all sources are in time order the whole is. Changes the
// events that are given and needs no memory.
template <typename Take>
void mergeEvents(std::span<SourceEvents> sources, Take take)
{
    for (const SourceEvents& source : sources) {
        if (source.base.offsetNs == 0)
            continue;
        for (Event& event : source.events)
            event.timeNs = source.base.onTheRunsClock(event.timeNs);
    }
    for (;;) {
        SourceEvents* first = nullptr;
        bool isLast = true; // the only source that has any left
        for (SourceEvents& source : sources) {
            if (source.events.empty())
                continue;
            isLast = first == nullptr;
            if (!first || source.events.front().timeNs < first->events.front().timeNs)
                first = &source;
        }
        if (!first)
            return;
        do {
            take(first->events.front());
            first->events = first->events.subspan(1);
        } while (isLast && !first->events.empty());
    }
}
