#include "pool/runcheck.h"

#include "pool/pooltr.h"

void RunCheck::add(const JobResult& result)
{
    const auto index = std::size_t(result.id.number - 1);
    if (index >= m_seen.size() || result.value != resultOf(result.id).value) {
        ++m_wrong;
    } else if (m_seen[index]) {
        ++m_duplicates;
        return;
    } else {
        m_seen[index] = true;
    }
    ++m_received;
    m_sum += result.value;
}

RunOutcome RunCheck::outcome(qint64 sent, qint64 left, const JobTally& workers, bool stopped) const
{
    RunOutcome outcome{RunState::Finished, {},         sent, workers.failed,
                       workers.cancelled,  m_received, m_sum};
    const qint64 ended = workers.finished + workers.failed;
    const bool allEnded = ended == qint64(m_seen.size());
    if (stopped && !allEnded)
        outcome.state = RunState::Stopped;

    const bool accounted =
        sent == workers.taken + left && workers.taken == ended + workers.cancelled;
    if (!accounted || (!allEnded && !stopped)) {
        outcome.state = RunState::Failed;
        outcome.code = OutcomeCode::JobsDoNotAddUp;
        outcome.message =
            PoolTr::tr("the jobs do not add up: %1 asked for, %2 sent, %3 finished, %4 failed, "
                       "%5 cancelled, %6 left in the channel")
                .arg(m_seen.size())
                .arg(sent)
                .arg(workers.finished)
                .arg(workers.failed)
                .arg(workers.cancelled)
                .arg(left);
    } else if (m_wrong > 0 || m_duplicates > 0 || m_received != workers.finished) {
        outcome.state = RunState::Failed;
        outcome.code = OutcomeCode::ResultsDoNotMatch;
        outcome.message =
            PoolTr::tr("the results do not match the jobs: %1 jobs finished, %2 results "
                       "received, %3 of them wrong, and %4 duplicates")
                .arg(workers.finished)
                .arg(m_received)
                .arg(m_wrong)
                .arg(m_duplicates);
    }
    return outcome;
}
