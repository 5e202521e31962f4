#include "pool/runevents.h"

#include "plan/settings/runsettings.h"

#include <utility>

namespace {

// Room for a burst, so that a worker seldom waits for the recorder; less where there are so many
// workers that each of them has little to say, and least where they are more than threads can be:
// then they are elsewhere, and one thread tells what all of them do. Powers of two.
constexpr std::size_t kMuchRoom = 4096;
constexpr std::size_t kLittleRoom = 512;
constexpr std::size_t kLeastRoom = 128;
constexpr std::size_t kManyWriters = 66;

// Details come from jobs that are long enough to be measured, or from programs.
constexpr std::size_t kRoomForDetails = 256;
constexpr std::size_t kLeastRoomForDetails = 64;

} // namespace

void EventWriter::put(Event event, EventDetails details) const
{
    event.hasDetails = true;
    // They are there before their event is, and room comes with the events before them.
    if (m_details.trySend(std::move(details)) == ChannelOutcome::WouldBlock) {
        publish();
        m_details.send(std::move(details));
    }
    put(event);
}

RunEvents::RunEvents()
    : m_events(kFeeder + 1 + RunSettings::kMaxLanes)
    , m_details(kFeeder + 1 + RunSettings::kMaxLanes)
{
}

EventWriter RunEvents::writer(std::size_t index)
{
    const bool isOfThread = index <= kFeeder + RunSettings::kMaxWorkers;
    const std::size_t room = index < kManyWriters ? kMuchRoom
                             : isOfThread         ? kLittleRoom
                                                  : kLeastRoom;
    const std::lock_guard lock(m_making);
    auto& details = m_details[index];
    if (!details) {
        details = std::make_unique<const Channel<EventDetails>>(isOfThread ? kRoomForDetails
                                                                           : kLeastRoomForDetails);
    }
    return {m_events.input(index, room), *details};
}
