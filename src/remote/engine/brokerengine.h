// The engine whose workers are agents at a message broker.
#pragma once

#include "plan/plannedrun.h"
#include "pool/runcheck.h"
#include "pool/runengine.h"
#include "remote/brokerconnection.h"
#include "remote/engine/agentnames.h"
#include "remote/engine/agentwatch.h"
#include "remote/engine/custody.h"
#include "remote/engine/jobledger.h"
#include "remote/engine/jobsender.h"
#include "remote/engine/knownagents.h"
#include "remote/engine/remotelanes.h"
#include "remote/engine/runqueues.h"
#include "remote/growingpause.h"
#include "remote/heldupnews.h"
#include "remote/messages/workermessages.h"
#include "remote/waker.h"

#include <functional>
#include <memory>
#include <optional>

// Whose lane is there: the agent's host, what the agent is called, as several may be on a host, and
// the number that it gives its worker.
struct RemoteLaneName
{
    QString host{};
    QString agent{};
    int worker = 0;
    qint64 clockErrorNs = 0; // how far off its times are at most, as it comes
};

// One thread does it all: it sends the jobs to their queue at the broker, and takes results and
// what agents tell. A job is over when its result has come, once: whatever happens to agents, to
// the broker and to the connections, no job is lost and none is counted twice.
class BrokerEngine final : public RunEngine
{
public:
    using OnLane = std::function<void(const RemoteLaneName&)>;

    // `plan` and `events` outlive it. `onLane` is called by the thread of run() for each lane, in
    // the order of their numbers. What holds the run up goes into `news`, in words.
    BrokerEngine(const PlannedRun& plan, BrokerAddress address, RunEvents& events, OnLane onLane,
                 std::optional<Receiver<PoolCommand>> commands = {},
                 std::optional<Sender<QString>> news = {});

    // Begins when an agent serves it; where none does within kFirstAgent the outcome says so.
    RunOutcome run(std::stop_token stop) override;
    std::vector<HostClock> clocks() const override;

    static constexpr std::chrono::seconds kFirstAgent{10};
    static constexpr std::chrono::seconds kOtherAgent{2}; // where some have refused
    static constexpr std::chrono::seconds kBlocked{5};    // where the broker takes nothing
    // After so long without the broker the run has failed.
    static constexpr std::chrono::minutes kMostAway{5};

private:
    // A stop ends that, but not the connection that comes of it: agents are told.
    std::optional<Problem> connect(const std::stop_token& stop);
    bool gatherAgents(const std::stop_token& stop);
    void carryOut(const std::stop_token& stop);
    void reconnect(const std::stop_token& stop);
    void endAll(bool wasStopped);
    void removeQueuesAnew() const;
    RunOutcome outcome(bool wasStopped);

    void receive(std::chrono::nanoseconds most);
    void handle(const BrokerEvent& event);
    void takeMessage(const BrokerMessage& message);
    void takeHello(const HelloMessage& hello);
    void takeResults(const ResultsMessage& message);
    void takeResult(quint64 id, const JobEnd& result);
    void takeEvents(const EventsMessage& message);
    // Whether it waits until the clock of its agent is known.
    bool waitsForClock(KnownAgent& agent, const auto& message);
    void takeClaim(const ClaimMessage& claim);
    void takePong(const PongMessage& pong);
    void executeCommands();

    void agentWent(quint64 agent);
    void lookAfterAgents();
    void lookForLostJobs();
    void offer();
    void acknowledge();
    std::chrono::nanoseconds timeToNext() const;
    QString heldUpBy() const;

    const PlannedRun& m_plan;
    const BrokerAddress m_address;
    const quint64 m_run;
    const OnLane m_onLane;
    const std::optional<Receiver<PoolCommand>> m_commands;
    const EventWriter m_runEvents;
    HeldUpNews m_news;
    const Waker m_waker;
    RunCheck m_check;
    JobLedger m_ledger;
    RemoteLanes m_lanes;
    JobSender m_sender;
    KnownAgents m_agents;
    AgentNames m_names;
    const RunQueues m_queues;
    AgentWatch m_watch;
    Custody m_custody;
    std::unique_ptr<BrokerConnection> m_connection;
    std::optional<quint64> m_toAcknowledge; // results, up to that
    GrowingPause m_pause;
    int m_connections = 0; // so far
    qint64 m_beganNs = 0;
    qint64 m_offeredNs = 0;
    qint64 m_receivedNs = 0;
    qint64 m_quietSinceNs = 0; // when something of a job was last heard
    qint64 m_endNs = 0;        // when all jobs were over
    qint64 m_awayNs = 0;
    bool m_hasBegun = false;
    bool m_isPaused = false;
    bool m_wasBlocked = false;
    int m_duplicates = 0;
    int m_strange = 0;
    QString m_stranger;
    std::optional<Problem> m_problem; // why it cannot be carried out
};
