#include "remote/engine/jobledger.h"

#include <limits>
#include <utility>

bool JobLedger::end(JobId job, JobStatus status)
{
    if (isOver(job))
        return false;
    send(job); // though its confirmation may be on its way
    ++m_over;
    ++m_tally.taken;
    m_begun += of(job).attempts == 0;
    switch (status) {
    case JobStatus::Finished:
        of(job).state = State::Finished;
        ++m_tally.finished;
        break;
    case JobStatus::Cancelled:
        of(job).state = State::Cancelled;
        ++m_tally.cancelled;
        break;
    case JobStatus::Failed:
    case JobStatus::Retried:
        of(job).state = State::Failed;
        ++m_tally.failed;
        break;
    }
    return true;
}

std::vector<JobId> JobLedger::missing() const
{
    std::vector<JobId> jobs;
    for (std::size_t i = 0; i < m_jobs.size(); ++i) {
        const JobId job{qint32(i + 1)};
        if (!isOver(job) && !laneOf(job))
            jobs.push_back(job);
    }
    return jobs;
}

int JobLedger::begin(JobId job, WorkerId lane)
{
    m_lanes[job.number] = lane;
    m_begun += of(job).attempts == 0 && !isOver(job);
    if (of(job).attempts < std::numeric_limits<quint8>::max())
        ++of(job).attempts;
    return of(job).attempts;
}

void JobLedger::endAttempt(JobId job, WorkerId lane)
{
    const auto found = m_lanes.find(job.number);
    if (found != m_lanes.end() && found->second == lane)
        m_lanes.erase(found);
}

std::optional<WorkerId> JobLedger::laneOf(JobId job) const
{
    const auto found = m_lanes.find(job.number);
    return found == m_lanes.end() ? std::nullopt : std::optional(found->second);
}

int JobLedger::lose(JobId job)
{
    of(job).isExplained = true;
    return ++of(job).losses;
}

bool JobLedger::isUnexplained(JobId job)
{
    return !std::exchange(of(job).isExplained, false);
}
