// Drains a run's events into its timeline, on a thread of its own.
#pragma once

#include "base/thread.h"
#include "pool/runevents.h"
#include "pool/runoutcome.h"
#include "pool/timebase.h"

#include <memory>
#include <stop_token>

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

    // Closes the events, records what is left of them, and ends the thread.
    ~EventRecorder();

    // Where events go; they live as long as the recorder. It receives them whatever the readers of
    // the timeline do.
    RunEvents& events() { return m_events; }

    // Once all events of the run have been sent: records the last of them, then how it ended:
    // Failed where events are missing. Called once, by the thread that started the recorder.
    void conclude(const RunOutcome& outcome);

private:
    EventRecorder(Timeline& timeline, std::stop_source run, TimeBase base);

    void recordAll();
    void record(Event event, const EventDetails& details);
    void finishRecording();

    Timeline& m_timeline;
    const TimeBase m_base;
    RunEvents m_events;
    std::stop_source m_run;
    bool m_outOfMemory = false; // written by the thread
    FunctionThread m_thread;
};
