#include "timeline/eventrecorder.h"

#include "timeline/timeline.h"

#include <vector>

namespace {

// Room for the events of a burst, so that workers seldom wait for the recorder: 24 bytes each.
constexpr std::size_t kEventCapacity = 1 << 16;

void recordAll(Receiver<Event> events, Timeline& timeline)
{
    std::vector<Event> batch;
    while (events.receiveAll(batch) == ChannelOutcome::Done) {
        for (const Event& event : batch)
            timeline.record(event);
        batch.clear();
    }
}

} // namespace

std::unique_ptr<EventRecorder> EventRecorder::start(Timeline& timeline)
{
    std::unique_ptr<EventRecorder> recorder(new EventRecorder(timeline));
    if (!recorder->m_thread.begin(QStringLiteral("recorder")))
        return nullptr;
    return recorder;
}

EventRecorder::EventRecorder(Timeline& timeline)
    : m_timeline(timeline)
    , m_channel(kEventCapacity)
    , m_events(m_channel)
    , m_thread([receiver = m_channel.receiver(), &timeline] { recordAll(receiver, timeline); })
{
}

EventRecorder::~EventRecorder()
{
    finishRecording();
}

void EventRecorder::conclude(const RunOutcome& outcome)
{
    finishRecording();
    m_timeline.conclude(outcome);
}

void EventRecorder::finishRecording()
{
    m_events.close();
    m_thread.join();
}
