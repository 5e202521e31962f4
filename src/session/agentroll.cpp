#include "session/agentroll.h"

#include "session/sessiontr.h"

#include <new>
#include <utility>

namespace {

constexpr std::chrono::milliseconds kHearEvery(200);

} // namespace

AgentRoll::AgentRoll(QObject* parent) : QObject(parent)
{
    connect(&m_timer, &QTimer::timeout, this, &AgentRoll::hear);
}

AgentRoll::~AgentRoll()
{
    endLooking();
    for (Looking& looking : m_ended)
        looking.thread->join();
}

void AgentRoll::lookAt(const std::optional<BrokerAddress>& broker)
{
    if (broker == m_broker)
        return;
    endLooking();
    m_broker = broker;
    m_agents = {};
    if (broker) {
        const Channel<AgentsThere> news(2);
        m_news = news.receiver();
        Looking& looking = m_looking.emplace();
        looking.thread = std::make_unique<FunctionThread>(
            [address = *broker, stop = looking.stop.get_token(), sender = news.sender()] {
                try {
                    AgentScout(address, stop, sender).run();
                } catch (const std::bad_alloc&) { // nobody is told of agents then
                }
            });
        if (looking.thread->begin(QStringLiteral("agents"))) {
            m_timer.start(kHearEvery);
        } else {
            m_looking.reset();
            m_agents.problem = SessionTr::tr("the system gives no more threads");
        }
    }
    Q_EMIT changed();
}

void AgentRoll::endLooking()
{
    m_news.reset();
    m_timer.stop();
    if (!m_looking)
        return;
    m_looking->stop.request_stop();
    m_ended.push_back(std::move(*m_looking));
    m_looking.reset();
    m_ended.remove_if([](const Looking& looking) {
        const bool isOver = looking.thread->isFinished();
        if (isOver)
            looking.thread->join();
        return isOver;
    });
}

void AgentRoll::hear()
{
    bool isNews = false;
    while (auto agents = m_news->tryReceive()) {
        m_agents = std::move(*agents);
        isNews = true;
    }
    if (isNews)
        Q_EMIT changed();
}
