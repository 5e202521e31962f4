// The agents at a broker, live, for the window.
#pragma once

#include "base/thread.h"
#include "remote/agentscout.h"

#include <QObject>
#include <QTimer>

#include <list>
#include <memory>
#include <optional>
#include <stop_token>

// Lives on the main thread; all calls from there.
class AgentRoll : public QObject
{
    Q_OBJECT

public:
    explicit AgentRoll(QObject* parent = nullptr);
    // Waits until nobody looks any more: 3 s at most, where a machine does not answer.
    ~AgentRoll() override;

    // Looks there from now on, on a thread of its own, or no more.
    void lookAt(const std::optional<BrokerAddress>& broker);
    // As far as it is known.
    const AgentsThere& agents() const { return m_agents; }

Q_SIGNALS:
    void changed();

private:
    struct Looking
    {
        std::stop_source stop;
        std::unique_ptr<FunctionThread> thread;
    };

    void endLooking();
    void hear();

    std::optional<BrokerAddress> m_broker;
    AgentsThere m_agents;
    std::optional<Receiver<AgentsThere>> m_news;
    std::list<Looking> m_ended; // on their way to their end
    std::optional<Looking> m_looking;
    QTimer m_timer;
};
