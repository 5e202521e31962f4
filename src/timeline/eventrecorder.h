// Drains a run's events into its timeline, on a thread of its own.
#pragma once

#include "channel/channel.h"
#include "pool/event.h"
#include "pool/runoutcome.h"
#include "pool/thread.h"

#include <memory>

class Timeline;

class EventRecorder
{
public:
    // Starts recording into `timeline`, which outlives the recorder. Nothing when the system gives
    // no more threads. Until the recorder is destroyed nobody else writes to the timeline.
    static std::unique_ptr<EventRecorder> start(Timeline& timeline);

    // Closes the event channel, records what is left in it, and ends the thread.
    ~EventRecorder();

    // Where events go. A full channel waits, it never drops; the recorder empties it whatever the
    // readers of the timeline do.
    Sender<Event> events() const { return m_events; }

    // Once all events of the run have been sent: records the last of them, then how it ended.
    // Called once, by the thread that started the recorder.
    void conclude(const RunOutcome& outcome);

private:
    explicit EventRecorder(Timeline& timeline);

    void finishRecording();

    Timeline& m_timeline;
    const Channel<Event> m_channel;
    const Sender<Event> m_events;
    FunctionThread m_thread;
};
