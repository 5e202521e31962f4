// An agent: workers on this machine that take the jobs of others' runs from a broker.
#pragma once

#include "remote/agent/agentcrew.h"
#include "remote/brokerconnection.h"
#include "remote/growingpause.h"

#include <functional>
#include <memory>
#include <stop_token>

struct AgentSettings
{
    BrokerAddress address{};
    int workers = 1;
    AllowedWork allowed{};
    QString host{}; // as others see it
};

// Used by one thread.
class Agent
{
public:
    // Each thing that happens to it is told in one line. May throw std::bad_alloc.
    Agent(AgentSettings settings, std::function<void(const QString&)> tell);

    // Serves all runs at the broker until a stop, and tries again while it is not there. Then jobs
    // in hand end and go back. False where the system gives no threads.
    bool run(const std::stop_token& stop);

private:
    void connectAndServe(const std::stop_token& stop);
    std::optional<Problem> introduce(BrokerConnection& connection);
    void serve(BrokerConnection& connection, const std::stop_token& stop);
    void handle(BrokerConnection& connection, const BrokerEvent& event);
    void takeControl(BrokerConnection& connection, const QByteArray& body);
    void takeOffer(BrokerConnection& connection, const OfferMessage& offer);
    void sayHello(BrokerConnection& connection, quint64 run = 0, const QString& refusal = {});
    void tellOnce(const QString& line);

    const AgentSettings m_settings;
    const std::function<void(const QString&)> m_tell;
    const quint64 m_id;
    const Waker m_waker;
    AgentCrew m_crew;
    GrowingPause m_pause;
    qint64 m_helloNs = 0;
    bool m_isLeaving = false;
    QString m_lastLine;
};
