// The workers of an agent, the runs that they serve, and the jobs that they have in hand.
#pragma once

#include "remote/agent/allowedwork.h"
#include "remote/agent/servedrun.h"
#include "remote/brokerconnection.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <vector>

// For the agent's thread. It outlives connections: what is in hand goes on while there is none.
// Where there are several runs their workers are as many for each, and a worker changes to another
// run after its job in hand.
class AgentCrew
{
public:
    // `onRunOver` is called with each run that is not served any more.
    AgentCrew(quint64 agent, int workers, AllowedWork allowed, const Waker& waker,
              std::function<void(quint64 run)> onRunOver);
    // False where the system gives no threads for all workers.
    bool begin();

    // There is a connection, whose channel 2 publishes without answers. From now on jobs come by
    // it.
    void connected(BrokerConnection& connection);
    // … and no more: jobs that had not begun are forgotten, as they will be delivered again.
    void disconnected();

    // A run that is offered, or that goes on. Why it is not served; nothing where it is.
    std::optional<QString> takeOffer(const OfferMessage& offer);
    void takeRunOver(quint64 run);
    void takeAnswer(const ClaimAnswer& answer);
    void takeJob(const BrokerMessage& message);
    void takePublishAnswer(const PublishAnswer& answer);
    // A run's queue is gone, or may not be used.
    void takeCancelled(const QByteArray& consumer);
    void takeChannelClosed(quint16 channel);

    // What the workers have done meanwhile is told; what is due is done. To be called after
    // whatever came, and once in timeToNext() at least.
    void lookAround();
    std::chrono::nanoseconds timeToNext() const;

    // The agent ends: jobs in hand end, and go back to their queues.
    void giveAllBack();
    bool hasJobs() const;
    bool serves(quint64 run) const { return m_runs.contains(run); }

    static constexpr quint16 kUnanswered = 2; // channels
    static constexpr quint16 kFirstOfRuns = 3;

private:
    using State = JobInHand::State;

    bool openChannel(ServedRun& run);
    void assign();
    void join(WorkerSlot& slot, std::shared_ptr<ServedRun> run);
    void leave(WorkerSlot& slot);
    void beginConsuming(WorkerSlot& slot);
    void cancelConsumer(WorkerSlot& slot);
    void giveUnbegunBack(WorkerSlot& slot, bool toTheirQueue);
    WorkerSlot* slotOf(const QByteArray& consumer);
    JobInHand* jobInHand(const ServedRun& run, JobId job);
    void giveNext(WorkerSlot& slot);
    void give(JobInHand& job);
    void takeBack(WorkerSlot& slot);
    void ask(JobInHand& job);
    void lookAfterAsking(WorkerSlot& slot, qint64 nowNs);
    void collect();
    void publishResults(ServedRun& run);
    void publish(ServedRun& run, const ResultsMessage& results, std::vector<JobInHand*> of);
    void tellGivenBack(JobInHand& job);
    void acknowledge(ServedRun& run);
    void free(JobInHand& job);
    void tell(ServedRun& run);
    void endRun(ServedRun& run, bool givesBack);
    void forgetRunsThatAreOver();
    bool canPublish() const;
    bool mayAsk() const;
    void signalPresence(WorkerSlot& slot, EventKind kind);

    const quint64 m_agent;
    const AllowedWork m_allowed;
    const std::function<void(quint64 run)> m_onRunOver;
    std::vector<WorkerSlot> m_slots; // by number − 1
    std::map<quint64, std::shared_ptr<ServedRun>> m_runs;
    // What was counted for runs that were given back: should one be offered again, it goes on.
    std::map<quint64, std::vector<quint64>> m_formerCounts;
    BrokerConnection* m_connection = nullptr;
    quint64 m_consumers = 0; // so far
    qint64 m_toldNs = 0;
    bool m_isLeaving = false;
    bool m_wasBlocked = false;
};
