// The queues of a run at a broker, and what they are for.
#pragma once

#include "remote/brokerconnection.h"

#include <chrono>
#include <optional>

// As one side has them, the run's. They are durable: what is in them outlives the broker's restart,
// and expires when nobody has used it for kLast.
class RunQueues
{
public:
    static constexpr quint16 kJobs = 1; // channels: what is published there is answered
    static constexpr quint16 kRest = 2;
    static constexpr std::chrono::seconds kLast{60};

    explicit RunQueues(quint64 run) : m_run(run) {}

    // Makes them where they are not there yet, and has results and events come: by the consumers
    // "results", to be acknowledged, and "events". The queue of jobs holds `capacity` of them.
    std::optional<Problem> open(BrokerConnection& at, std::optional<qint64> capacity) const;
    // No job in it begins any more.
    void clearJobs(BrokerConnection& at) const;
    void remove(BrokerConnection& at) const;

private:
    const quint64 m_run;
};
