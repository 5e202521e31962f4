// A run that an agent serves, and what its workers have in hand: the books of the agent's thread.
#pragma once

#include "remote/agent/agentworker.h"
#include "remote/messages/workermessages.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <vector>

struct ServedRun
{
    quint64 id = 0;
    std::shared_ptr<AgentRun> work{};
    quint16 channel = 0; // on which its jobs come
    qint64 leaseNs = 0;
    qint64 heardNs = 0; // when something was last heard of it
    bool isPaused = false;
    bool isOver = false;    // its jobs end, and no more begin
    bool givesBack = false; // … and go back to their queue, as nobody may be there for results
    std::vector<quint64> counts{};      // of events, by worker − 1
    std::vector<AttemptEvent> untold{}; // workers that came and went

    quint64 nextCount(WorkerId worker) { return ++counts[std::size_t(worker.number - 1)]; }
};

struct JobInHand
{
    enum class State {
        Asking,  // may it begin?
        Waiting, // the run is paused
        Running,
        Ended, // its result is on its way, until it is confirmed
    };

    JobMessage message{};
    State state = State::Running;
    bool isRedelivered = false;
    quint64 tag = 0; // to acknowledge it; 0 where that connection is gone
    qint64 askedNs = 0;
    std::vector<AttemptEvent> events{};
    std::size_t told = 0;     // of the events
    quint64 resultNumber = 0; // of its publishing; 0 until it was published
};

// One worker of the agent. It serves one run at a time.
struct WorkerSlot
{
    WorkerId id{};
    std::unique_ptr<AgentWorker> worker{};
    std::shared_ptr<ServedRun> run{};
    QByteArray consumer{}; // by which its jobs come; empty while none do
    std::optional<JobInHand> job{};
};
