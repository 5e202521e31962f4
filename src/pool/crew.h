// The workers of a pool, as they come and go.
#pragma once

#include "pool/pausegate.h"
#include "pool/poolcommand.h"
#include "pool/runend.h"
#include "pool/worker.h"

#include <functional>
#include <memory>
#include <vector>

// Owns the workers and the gate at which they pause. Used by one thread at a time.
class Crew
{
public:
    // `onAllLeft` is called once, by the last worker to leave, or by this thread when none has
    // started. No pause lasts beyond the end of the run; `end` outlives the crew.
    Crew(WorkersPlace place, RunEnd& end, std::function<void()> onAllLeft);
    // All workers must have been told to leave, or be about to: waits for them.
    ~Crew();

    // Starts the first workers, numbered from 1. How many the system gave threads for.
    int begin(int count);

    // Carries a command out and signals it: a pause and its end, workers that come and go. Does
    // nothing once all have left. A worker that leaves as there are no more jobs has not gone: it
    // stays idle, keeps its number and counts as one of those that there are to be, until it is
    // told to retire. Of each number, a coming and a going are signalled in turn.
    void obey(const PoolCommand& command);

    // Waits for all to leave and says what they did together.
    JobTally join();

    // How many workers were asked for in vain, as there were no more threads, or no more numbers:
    // a worker that has been told to retire keeps its number until its job in hand has ended.
    int notGiven() const { return m_notGiven; }

private:
    bool start(WorkerId id, std::shared_ptr<void> presence);
    void setCount(int count);
    void add(int count);
    // Whether nobody has this number, of which the last worker may have gone.
    bool isFree(std::size_t at);
    int stayingCount() const;
    void signalWorker(EventKind kind, WorkerId worker) const;
    void signalPause(EventKind kind) const;

    struct Slot
    {
        std::unique_ptr<Worker> worker; // nothing before its first, and when that has been joined
        bool staying = false;           // it has not been told to retire
    };

    PauseGate m_gate;
    WorkersPlace m_place;
    RunEnd& m_end;
    std::shared_ptr<void> m_firstPresence; // until the first workers are there
    std::weak_ptr<void> m_presence;        // gone when all have left
    std::vector<Slot> m_slots;             // by number − 1
    JobTally m_tally;                      // of the workers that have been joined
    bool m_paused = false;
    int m_notGiven = 0;
};
