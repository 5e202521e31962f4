#include "insight/workbound.h"

#include "insight/jobmodel.h"

#include <algorithm>

WorkBound::WorkBound(const JobModel& model, const std::stop_token& stop)
    : m_ofJobs(model.totalsNs(), stop)
{
    qint64 cpuNs = 0;
    for (const JobCost& cost : model.costs)
        cpuNs += cost.cpuNs;
    for (const JobModel::Failed& attempt : model.failed)
        cpuNs += attempt.cost.cpuNs;
    if (model.cores > 0)
        m_leastNs = cpuNs / model.cores;
    if (model.arrivalsNs.empty() || stop.stop_requested())
        return;
    const std::vector<qint64> totals = model.totalsNs();
    qint64 leftNs = 0;
    for (std::size_t i = totals.size(); i-- > 0;) {
        leftNs += totals[i];
        m_leastNs = std::max(m_leastNs, model.arrivalsNs[i] + totals[i]);
        m_fromHere.push_back({model.arrivalsNs[i], leftNs});
    }
}

qint64 WorkBound::with(int workers) const
{
    auto least = std::max<qint64>(m_leastNs, m_ofJobs.with(workers).count());
    for (const FromHere& from : m_fromHere)
        least = std::max(least, from.arrivalNs + from.leftNs / workers);
    return least;
}
