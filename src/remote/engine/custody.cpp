#include "remote/engine/custody.h"

#include "base/clock.h"
#include "base/numbertext.h"
#include "remote/brokernames.h"
#include "remote/engine/runqueues.h"
#include "remote/remotetr.h"

#include <vector>

void Custody::take(const ClaimMessage& claim)
{
    const auto [at, isNew] = m_claims.try_emplace(claim.job.number);
    at->second = {claim.agent, claim.worker};
    // Whoever asked before and was not answered has not begun; nor has who asks again. Else a
    // worker was lost before anything was told of it.
    const bool isUnseenLoss = isNew && claim.isRedelivered && !claim.isAgain &&
                              !m_ledger.isOver(claim.job) && !m_ledger.laneOf(claim.job) &&
                              m_ledger.isUnexplained(claim.job);
    const bool hadBegun = m_prefetch == 1 || m_ledger.isGranted(claim.job);
    if (!isUnseenLoss || !hadBegun || lose(claim.job, {}))
        settle(claim.job);
}

void Custody::jobIsOver(JobId job)
{
    if (m_claims.contains(job.number))
        settle(job);
}

void Custody::settle(JobId job)
{
    const auto at = m_claims.find(job.number);
    if (m_ledger.isOver(job)) {
        answer(job, false);
        return;
    }
    if (const auto lane = m_ledger.laneOf(job)) {
        if (lane == m_lanes.laneOf(at->second.agent, at->second.worker)) {
            m_claims.erase(at); // it has begun, and asked again before it knew that it may
            return;
        }
        const KnownAgent* const holder = m_agents.find(m_lanes.agentOf(*lane));
        if (holder && !holder->isGone) {
            m_watch.suspect(m_lanes.agentOf(*lane), monotonicNs());
            return;
        }
        if (!lose(job, lane))
            return;
    }
    m_ledger.isUnexplained(job); // this delivery is explained, the next one will not be
    answer(job, true);
}

void Custody::answer(JobId job, bool mayBegin)
{
    if (m_connection->isBlocked())
        return; // it is asked again
    const auto at = m_claims.find(job.number);
    const Claim claim = at->second;
    m_claims.erase(at);
    if (mayBegin)
        m_ledger.grant(job);
    m_connection->publish({}, brokernames::agent(claim.agent),
                          messages::encoded(ClaimAnswer{m_run, claim.worker, job, mayBegin}), {},
                          RunQueues::kRest);
}

bool Custody::lose(JobId job, std::optional<WorkerId> lane)
{
    const qint64 nowNs = monotonicNs();
    const bool isOver = m_ledger.isOver(job);
    m_lost += !isOver;
    if (isOver || m_ledger.lose(job) < JobLedger::kMostLosses) {
        if (lane)
            m_lanes.endAttempt(*lane, nowNs, JobStatus::Retried,
                               QStringLiteral("its worker was lost"));
        return true;
    }
    const QString why = QStringLiteral("its worker was lost %1 times").arg(JobLedger::kMostLosses);
    m_ledger.end(job, JobStatus::Failed);
    const auto claim = m_claims.find(job.number);
    if (!lane && claim != m_claims.end())
        lane = m_lanes.laneOf(claim->second.agent, claim->second.worker);
    if (lane && m_lanes.jobOn(*lane) == job)
        m_lanes.endAttempt(*lane, nowNs, JobStatus::Failed, why);
    else if (lane)
        m_lanes.failOn(*lane, job, nowNs, why);
    if (claim != m_claims.end())
        answer(job, false);
    return false;
}

void Custody::agentWent(quint64 id)
{
    std::vector<JobId> wanted;
    for (const WorkerId lane : m_lanes.lanesOf(id)) {
        const auto job = m_lanes.jobOn(lane);
        if (job && m_claims.contains(job->number))
            wanted.push_back(*job);
        else if (job)
            lose(*job, lane);
    }
    for (const JobId job : wanted)
        settle(job);
    m_lanes.agentWent(id, monotonicNs());
}
