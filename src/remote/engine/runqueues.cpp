#include "remote/engine/runqueues.h"

#include "remote/brokernames.h"

using namespace brokernames;

namespace {

constexpr qint64 kMaxEvents = 200'000; // messages; older ones are dropped

} // namespace

std::optional<Problem> RunQueues::open(BrokerConnection& at, std::optional<qint64> capacity) const
{
    auto problem = at.confirmPublishings(kJobs);
    if (!problem)
        problem = at.openChannel(kRest);
    for (const QByteArray& exchange : {kToAgents, kFromAgents}) {
        if (!problem)
            problem = at.declareExchange(exchange, "fanout", true);
    }
    const auto declare = [&](const QByteArray& queue, std::optional<qint64> most, bool rejects) {
        if (problem)
            return;
        const auto declared = at.declareQueue(queue, {.isDurable = true,
                                                      .maxLength = most,
                                                      .rejectsWhenFull = rejects,
                                                      .expires = kLast,
                                                      .isForMany = true});
        if (const auto* refused = std::get_if<Problem>(&declared))
            problem = *refused;
    };
    declare(jobsOf(m_run), capacity, true);
    declare(resultsOf(m_run), {}, true);
    declare(eventsOf(m_run), kMaxEvents, false);
    if (!problem)
        problem = at.bindQueue(eventsOf(m_run), kFromAgents, {});
    // Results that wait there come first: what their workers have done since then comes later.
    if (!problem)
        problem = at.consume(resultsOf(m_run), "results", 0, kRest);
    if (!problem)
        problem = at.consumeUnacknowledged(eventsOf(m_run), "events", kRest);
    return problem;
}

void RunQueues::clearJobs(BrokerConnection& at) const
{
    at.purgeQueue(jobsOf(m_run));
}

void RunQueues::remove(BrokerConnection& at) const
{
    for (const QByteArray& queue : {jobsOf(m_run), eventsOf(m_run), resultsOf(m_run)}) {
        if (!at.isLost())
            at.deleteQueue(queue);
    }
}
