// The workers of a pool, as they come and go.
#pragma once

#include "pool/crew/crewpolicy.h"
#include "pool/crew/threadhost.h"
#include "pool/poolcommand.h"
#include "pool/runend.h"

#include <functional>
#include <optional>

// Executes commands: has the policy decide and the host carry it out, and signals what happens.
// Used by one thread at a time.
class Crew
{
public:
    // `onAllLeft` is called once, by the last worker to leave, or by this thread when none has
    // started. No pause lasts beyond the end of the run. When the crew is destroyed all workers
    // must have been told to leave, or be about to.
    Crew(const WorkerContext& context, std::function<void()> onAllLeft);

    // Makes the threads of the first workers, numbered from 1, which take up nothing yet. How many
    // the system gave.
    int prepare(int count);
    // The workers begin. Once, and before they are told to leave.
    void begin() { m_host.letBegin(); }

    // Executes a command and signals it: a pause and its end, workers that come and go. Does
    // nothing once all have left. A worker that leaves as there are no more jobs has not gone: it
    // stays idle, keeps its number and counts as one of those that there are to be, until it is
    // told to retire. Of each number, a coming and a going are signalled alternately.
    void execute(const PoolCommand& command);

    // Waits for all to leave and says what they did together.
    JobTally join() { return m_host.join(); }

    // How many workers were asked for in vain, as there were no more threads, or no more numbers:
    // a worker that has been told to retire keeps its number until its job in hand has ended.
    int notGiven() const { return m_notGiven; }

private:
    void setCount(int count);
    void add(int count);
    void retireDownTo(int count);
    bool start(WorkerId worker, ThreadHost::Presence presence);
    std::optional<EventWriter> writerOf(WorkerId worker) const;
    void signalPause(EventKind kind) const;

    RunEvents& m_events;
    const EventWriter m_pauses;
    RunEnd& m_end;
    CrewPolicy m_policy;
    ThreadHost m_host;
    int m_notGiven = 0;
};
