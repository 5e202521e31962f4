#include "timeline/eventrecorder.h"

#include "timeline/timeline.h"
#include "timeline/timelinetr.h"

#include <chrono>
#include <new>

namespace {

// Fewer than these are not worth the work of coming for them: it lets some more come.
constexpr std::size_t kFewEvents = 4096;
constexpr std::chrono::microseconds kNap(500);

// The outcome, unless what was recorded says something else.
RunOutcome checked(RunOutcome outcome, const Timeline& timeline)
{
    const StatusCounts recorded = timeline.counts();
    const bool same = qint64(recorded.finished) == outcome.resultsReceived &&
                      qint64(recorded.failed) == outcome.jobsFailed &&
                      qint64(recorded.cancelled) == outcome.jobsCancelled;
    if (same || outcome.state == RunState::Failed)
        return outcome;
    outcome.state = RunState::Failed;
    outcome.code = OutcomeCode::EventsMissing;
    outcome.message =
        TimelineTr::tr("events are missing: %1 jobs finished, %2 failed and %3 cancelled are "
                       "recorded, but it were %4, %5 and %6")
            .arg(recorded.finished)
            .arg(recorded.failed)
            .arg(recorded.cancelled)
            .arg(outcome.resultsReceived)
            .arg(outcome.jobsFailed)
            .arg(outcome.jobsCancelled);
    return outcome;
}

} // namespace

std::unique_ptr<EventRecorder> EventRecorder::start(Timeline& timeline, std::stop_source run,
                                                    TimeBase base)
{
    std::unique_ptr<EventRecorder> recorder(new EventRecorder(timeline, std::move(run), base));
    if (!recorder->m_thread.begin(QStringLiteral("recorder")))
        return nullptr;
    return recorder;
}

EventRecorder::EventRecorder(Timeline& timeline, std::stop_source run, TimeBase base)
    : m_timeline(timeline), m_base(base), m_run(std::move(run)), m_thread([this] { recordAll(); })
{
}

EventRecorder::~EventRecorder()
{
    finishRecording();
}

void EventRecorder::conclude(const RunOutcome& outcome)
{
    finishRecording();
    if (!m_outOfMemory) {
        m_timeline.conclude(checked(outcome, m_timeline));
        return;
    }
    RunOutcome stopped = outcome;
    stopped.state = RunState::Failed;
    stopped.code = OutcomeCode::NoMemory;
    stopped.message =
        TimelineTr::tr("there is no memory for more events: the run was stopped, and what was "
                       "recorded until then is shown");
    m_timeline.conclude(stopped);
}

void EventRecorder::recordAll()
{
    for (;;) {
        const bool isLast = m_events.isClosed();
        const std::size_t taken = m_events.drain(
            [this](const Event& event, const EventDetails& details) { record(event, details); });
        if (isLast)
            return;
        if (taken == 0)
            m_events.waitForMore();
        else if (taken < kFewEvents)
            m_events.nap(kNap);
    }
}

void EventRecorder::record(Event event, const EventDetails& details)
{
    event.timeNs = m_base.onTheRunsClock(event.timeNs);
    // Beginning and end need no memory.
    if (m_outOfMemory && event.kind != EventKind::RunEnded)
        return;
    try {
        m_timeline.record(event, details);
    } catch (const std::bad_alloc&) {
        m_outOfMemory = true;
        m_run.request_stop();
    }
}

void EventRecorder::finishRecording()
{
    m_events.close();
    m_thread.join();
}
