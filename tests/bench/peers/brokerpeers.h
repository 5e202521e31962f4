// Others' jobs at the same broker, as programs of their own that time themselves.
#pragma once

#include "plan/settings/brokeraddress.h"

#include <optional>

namespace peers {

// So many agents with so many workers each, and as many jobs.
struct AtBroker
{
    int jobs = 0;
    int agents = 0;
    int workersEach = 0;
    int prefetch = 1; // jobs in hand of a worker
};

// Messages a second that are published, consumed and acknowledged with nothing around it, in C:
// plainqueue.c, with a process for each agent and a consumer for each worker.
double plainPerSecond(const BrokerAddress& broker, const AtBroker& of);

// Tasks a second with their results by Celery, with a worker of its for each agent and a process
// for each worker; nothing where it is not installed.
std::optional<double> celeryPerSecond(const BrokerAddress& broker, const AtBroker& of);

} // namespace peers
