// Where the workers of a pool run: threads of this process.
#pragma once

#include "pool/crew/pausegate.h"
#include "pool/crew/worker.h"

#include <functional>
#include <memory>
#include <vector>

// Starts workers, pauses them, has them retire and waits for their ends, as it is told; it decides
// nothing (see CrewPolicy). Used by one thread at a time.
class ThreadHost
{
public:
    // Held by each worker while it runs, and by whoever is about to start one.
    using Presence = std::shared_ptr<void>;

    // Workers that are started take up no jobs before letBegin(). `onAllLeft` is called once, by
    // the last worker to leave, or by letBegin() when none has started.
    ThreadHost(WorkerContext context, std::function<void()> onAllLeft);
    // All workers must have been told to leave, or be about to: waits for them.
    ~ThreadHost();

    bool haveAllLeft() const { return m_presence.expired(); }
    // Nothing once all workers have left: then none can be started any more.
    Presence presence() const { return m_presence.lock(); }
    // The first workers have started, and take up jobs from now on: the last to leave ends it all.
    void letBegin();

    // False where the system gives no thread or no memory for one more. Nobody has the number.
    bool start(WorkerId id, Presence presence);
    // They take up no more jobs, until they may again.
    void setPaused(bool paused);
    // Tells a worker to leave after its job in hand. False when it has left already, as there were
    // no more jobs: it will not signal that it went.
    bool retire(WorkerId id);
    // Whether a worker has ended; its number may be given again then.
    bool hasEnded(WorkerId id);

    // Waits for all to leave and says what they did together.
    JobTally join();

private:
    std::unique_ptr<Worker>& workerOf(WorkerId id) { return m_workers[std::size_t(id.number - 1)]; }
    void joinOne(std::unique_ptr<Worker>& worker);

    PauseGate m_gate;
    WorkerContext m_context;
    Presence m_firstPresence;                       // until the first workers are there
    std::weak_ptr<void> m_presence;                 // gone when all have left
    std::vector<std::unique_ptr<Worker>> m_workers; // by number − 1; nothing once one was joined
    JobTally m_tally;                               // of those that have been joined
};
