// Which agents are at a broker just now, for somebody who has no run there yet.
#pragma once

#include "channel/channel.h"
#include "plan/settings/brokeraddress.h"
#include "remote/engine/clockoffset.h"
#include "remote/growingpause.h"
#include "remote/messages/agentmessages.h"
#include "remote/waker.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

class BrokerConnection;
struct BrokerMessage;

struct AgentThere
{
    HelloMessage hello{};
    // Its clock differs from what is taken for it by so much at most; nothing before it answered.
    std::optional<qint64> clockErrorNs{};

    bool operator==(const AgentThere&) const = default;
};

struct AgentsThere
{
    std::vector<AgentThere> agents{}; // by host
    bool isKnown = false;             // whether these are all; else see `problem`
    QString problem{}; // why nobody knows, in one line; empty where nobody has looked

    bool operator==(const AgentsThere&) const = default;
};

// Listens to what agents say of themselves every second, with a queue of its own that goes with the
// connection, and asks each for its clock. For one thread.
class AgentScout
{
public:
    // More are not listed.
    static constexpr std::size_t kMostAgents = 1'000;

    // Into `news` goes what has changed, all of it, as far as there is room: who does not read
    // hears the newest later.
    AgentScout(BrokerAddress address, std::stop_token stop, Sender<AgentsThere> news);
    ~AgentScout();

    // Until a stop. May throw std::bad_alloc.
    void run();

private:
    struct Seen
    {
        HelloMessage hello{};
        qint64 heardNs = 0;
        qint64 askedNs = 0;
        ClockOffset clock{};
    };

    std::optional<Problem> connect();
    void listen();
    void take(const BrokerMessage& message);
    void takeHello(const HelloMessage& hello);
    void lookAround();
    void askForClock(Seen& agent);
    void tell();

    const BrokerAddress m_address;
    const std::stop_token m_stop;
    const Sender<AgentsThere> m_news;
    const quint64 m_id;
    const Waker m_waker;
    std::unique_ptr<BrokerConnection> m_connection;
    GrowingPause m_pause;
    std::map<quint64, Seen> m_seen;
    AgentsThere m_now;
    AgentsThere m_told;
    qint64 m_lookedNs = 0;
    qint64 m_toldNs = 0;
};
