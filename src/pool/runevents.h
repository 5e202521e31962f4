// The events of a run on their way from the threads that do something to the one that records it.
#pragma once

#include "channel/channel.h"
#include "channel/fanin.h"
#include "pool/event.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

// Says what one thread does. One thread at a time uses it or a copy of it; another one may go on
// when all that the first did happened before. As long as the RunEvents that gave it live.
class EventWriter
{
public:
    // Signals an event: it waits where there is no room, it is never dropped.
    void send(const Event& event) const
    {
        put(event);
        publish();
    }

    // As above, but the recorder may see it as late as at the next publish() or send(): what comes
    // in a row crosses together at a part of the cost.
    void put(const Event& event) const { m_events->put(event); }
    void put(Event event, EventDetails details) const;
    void publish() const { m_events->publish(); }

private:
    friend class RunEvents;

    using Input = FanIn<Event>::Input;

    EventWriter(Input& events, const Channel<EventDetails>& details)
        : m_events(&events), m_details(details.sender())
    {
    }

    Input* m_events;
    Sender<EventDetails> m_details;
};

// What is received in one batch stands in this order: of the run, of the feeder, of each worker. So
// the run has begun before a job is queued, a job is queued before it is started, and its worker
// has come before that.
class RunEvents
{
public:
    RunEvents();

    // Any thread. A new writer may need memory that is not there: std::bad_alloc.
    // Of whoever carries the run out: its beginning and end, pauses.
    EventWriter ofRun() { return writer(kRun); }
    // Of whoever sends the jobs.
    EventWriter ofFeeder() { return writer(kFeeder); }
    // Of a worker: what it does, and that it comes and goes. Those that have the same number one
    // after another share it.
    EventWriter ofWorker(WorkerId worker) { return writer(indexOf(worker)); }

    // Any thread, when all writers have published their last.
    void close() { m_events.close(); }

    // --- The thread that receives them; see FanIn.

    bool isClosed() const { return m_events.isClosed(); }
    void nap(std::chrono::nanoseconds most) { m_events.nap(most); }
    void waitForMore() { m_events.waitForMore(); }

    // Calls take(event, details) for all that has been published, and gives how many there were.
    template <typename Take>
    std::size_t drain(Take take)
    {
        return m_events.drain([&](const Event& event) {
            if (event.hasDetails)
                take(event, *m_details[indexOf(event.worker)]->receiver().tryReceive());
            else
                take(event, kNoDetails);
        });
    }

private:
    static constexpr std::size_t kRun = 0;
    static constexpr std::size_t kFeeder = 1;
    static std::size_t indexOf(WorkerId worker) { return kFeeder + std::size_t(worker.number); }

    EventWriter writer(std::size_t index);

    FanIn<Event> m_events;
    // Of each input; made before it, and never changed then.
    std::vector<std::unique_ptr<const Channel<EventDetails>>> m_details;
    std::mutex m_making;
};
