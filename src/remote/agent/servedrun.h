// A run that an agent serves, and what its workers have in hand: the books of the agent's thread.
#pragma once

#include "remote/agent/agentworker.h"
#include "remote/agent/deliveredtags.h"
#include "remote/messages/workermessages.h"

#include <QByteArray>

#include <algorithm>
#include <list>
#include <map>
#include <memory>
#include <vector>

struct WorkerSlot;

struct JobInHand
{
    enum class State {
        MustAsk, // before it begins
        Asking,  // may it begin?
        Ready,   // for its worker
        Given,   // to its worker, which does one after the other
        Ended,   // its result is on its way, until it is confirmed
    };
    bool isWithWorker() const { return state >= State::Given; }

    WorkerSlot* slot = nullptr;
    JobMessage message{};
    State state = State::Ready;
    bool isRedelivered = false;
    quint64 tag = 0; // to acknowledge it; 0 where that connection is gone
    qint64 askedNs = 0;
    std::vector<AttemptEvent> events{};
    std::size_t told = 0;     // of the events
    bool isPublished = false; // its result
};

struct ServedRun
{
    quint64 id = 0;
    std::shared_ptr<AgentRun> work{};
    quint16 channel = 0; // on which its jobs come, and their results are published
    int prefetch = 1;    // jobs that a worker may have in hand
    qint64 leaseNs = 0;
    qint64 heardNs = 0; // when something was last heard of it
    bool isPaused = false;
    bool isOver = false;    // its jobs end, and no more begin
    bool givesBack = false; // … and go back to their queue, as nobody may be there for results
    std::vector<quint64> counts{};      // of events, by worker − 1
    std::vector<AttemptEvent> untold{}; // of workers that came and went, and what was given back
    DeliveredTags tags{};               // on its channel
    std::vector<JobInHand*> ended{};    // whose results are to be published
    std::map<quint64, std::vector<JobInHand*>> unconfirmed{}; // by the number of their publishing

    quint64 nextCount(WorkerId worker) { return ++counts[std::size_t(worker.number - 1)]; }
};

// One worker of the agent. It serves one run at a time.
struct WorkerSlot
{
    WorkerId id{};
    std::unique_ptr<AgentWorker> worker{};
    std::shared_ptr<ServedRun> run{};
    QByteArray consumer{};       // by which its jobs come; empty while none do
    std::list<JobInHand> jobs{}; // in the order in which they came

    JobInHand* with(JobId number)
    {
        return first([number](const JobInHand& job) { return job.message.job == number; });
    }
    JobInHand* with(JobId number, JobInHand::State state)
    {
        return first(
            [=](const JobInHand& job) { return job.message.job == number && job.state == state; });
    }
    bool hasEnded()
    {
        return first([](const JobInHand& job) { return job.state == JobInHand::State::Ended; });
    }
    bool awaitsConfirmation()
    {
        return first([](const JobInHand& job) { return job.isPublished; });
    }

private:
    template <typename Is>
    JobInHand* first(Is is)
    {
        const auto found = std::ranges::find_if(jobs, is);
        return found == jobs.end() ? nullptr : &*found;
    }
};
