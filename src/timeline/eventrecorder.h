// Drains a run's events into its timeline, on a thread of its own.
#pragma once

#include "base/thread.h"
#include "channel/channel.h"
#include "pool/event.h"
#include "pool/runoutcome.h"
#include "timeline/timebase.h"

#include <memory>
#include <stop_token>
#include <vector>

class Timeline;

class EventRecorder
{
public:
    // Starts recording into `timeline`, which outlives the recorder. Nothing when the system gives
    // no more threads; throws std::bad_alloc when there is no memory for the events on their way.
    // Until the recorder is destroyed nobody else writes to the timeline. When
    // there is no memory for more events the run is asked to stop; what was recorded stays. `base`
    // is that of the clock by which the events are stamped.
    static std::unique_ptr<EventRecorder> start(Timeline& timeline, std::stop_source run,
                                                TimeBase base = {});

    // Closes the event channel, records what is left in it, and ends the thread.
    ~EventRecorder();

    // Where events go. A full channel waits, it never drops; the recorder empties it whatever the
    // readers of the timeline do.
    Sender<Event> events() const { return m_events; }

    // Once all events of the run have been sent: records the last of them, then how it ended:
    // Failed where events are missing. Called once, by the thread that started the recorder.
    void conclude(const RunOutcome& outcome);

private:
    EventRecorder(Timeline& timeline, std::stop_source run, TimeBase base);

    void recordAll(const Receiver<Event>& events);
    void record(const Event& event);
    void finishRecording();

    Timeline& m_timeline;
    const TimeBase m_base;
    const Channel<Event> m_channel;
    const Sender<Event> m_events;
    std::stop_source m_run;
    std::vector<Event> m_batch; // the thread's; with room for all that the channel can hold
    bool m_outOfMemory = false; // written by the thread
    FunctionThread m_thread;
};
