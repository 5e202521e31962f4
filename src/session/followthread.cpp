#include "session/followthread.h"

#include "base/clock.h"
#include "files/follow/follower.h"
#include "session/sessiontr.h"
#include "timeline/eventrecorder.h"
#include "timeline/originkind.h"

#include <new>

namespace {

RunOutcome notFollowed()
{
    return RunOutcome::failed(
        OutcomeCode::NoThreads,
        SessionTr::tr("the system gives no more threads: nothing is followed"));
}

// The recorder has ended, and nobody has said that the run has: its clock stands from now on.
void endNow(Timeline& timeline)
{
    const auto beganNs = timeline.beganAtNs();
    if (!beganNs || timeline.makespanNs())
        return;
    Event ended;
    ended.kind = EventKind::RunEnded;
    ended.timeNs = *beganNs + timeline.elapsedNs(monotonicNs());
    timeline.record(ended);
}

RunOrigin originWith(const LaneLabels& lanes)
{
    RunOrigin origin = RunOrigin::hereAndNow();
    origin.kind = originkind::kFollowed;
    origin.lanes = lanes;
    return origin;
}

} // namespace

FollowThread::FollowThread(std::unique_ptr<ByteSource> source, std::stop_source stop,
                           std::unique_ptr<LineDecoder> decoder)
    : m_source(std::move(source))
    , m_decoder(std::move(decoder))
    , m_stop(std::move(stop))
    , m_stopAtEnd(m_stop)
    , m_record(RunRecord::followed(m_names, originWith(m_lanes)))
{
}

void FollowThread::concludeAsFailed()
{
    m_record->pool().conclude(notFollowed());
}

// On this thread, as it takes its time.
void FollowThread::seeAll(std::vector<qint64> durations)
{
    try {
        m_seen = m_record->planSeen(std::move(durations));
    } catch (const std::bad_alloc&) {
        m_notes += SessionTr::tr("there is no memory for the durations of its jobs");
    }
}

void FollowThread::settle()
{
    m_record->settle(m_seen ? std::move(*m_seen) : m_record->planSeen({}), m_notes);
}

void FollowThread::work()
{
    const HoldsUpProgramEnd goesOn;
    Timeline& timeline = m_record->pool();
    try {
        const auto recorder = EventRecorder::start(timeline, m_stop);
        if (!recorder) {
            timeline.conclude(notFollowed());
            return;
        }
        Follower follower(std::move(m_source), recorder->events(), m_names, m_lanes,
                          std::move(m_decoder));
        const RunOutcome outcome = follower.run();
        m_notes = follower.notes();
        m_problem = follower.problem();
        recorder->conclude(outcome);
        seeAll(follower.takeDurations());
    } catch (const std::bad_alloc&) {
        endNow(timeline);
        timeline.conclude(RunOutcome::failed(
            OutcomeCode::NoMemory,
            SessionTr::tr("there is no memory to follow on: what came until then is shown")));
    }
}
