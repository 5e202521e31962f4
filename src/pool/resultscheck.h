// Collects results and checks them: each job's once, each 2 × its number.
#pragma once

#include "pool/job.h"
#include "pool/runoutcome.h"

#include <QCoreApplication>

#include <vector>

// Owned and used by the one thread that receives the results.
class ResultsCheck
{
public:
    explicit ResultsCheck(int jobs) : m_seen(std::size_t(jobs), false) {}

    void add(const JobResult& result)
    {
        const auto index = std::size_t(result.id.number - 1);
        if (index >= m_seen.size() || m_seen[index] || result.value != resultOf(result.id).value)
            ++m_wrong;
        else
            m_seen[index] = true;
        ++m_received;
        m_sum += result.value;
    }

    bool complete() const { return m_wrong == 0 && m_received == qint64(m_seen.size()); }

    // The outcome of a run that sent `jobsSent` of its jobs: Finished when the results are those
    // of exactly the jobs asked for. A stopped run may lack some; all else is Failed.
    RunOutcome outcome(qint64 jobsSent, bool stopped) const
    {
        RunOutcome outcome{RunState::Finished, {}, jobsSent, m_received, m_sum};
        if (stopped && m_wrong == 0 && !complete())
            outcome.state = RunState::Stopped;
        else if (!complete()) {
            outcome.state = RunState::Failed;
            outcome.message = QCoreApplication::translate(
                                  "ResultsCheck", "the results do not match the jobs: %1 jobs, %2 "
                                                  "results received, %3 of them wrong")
                                  .arg(m_seen.size())
                                  .arg(m_received)
                                  .arg(m_wrong);
        }
        return outcome;
    }

private:
    std::vector<bool> m_seen; // by job number − 1
    qint64 m_received = 0;
    qint64 m_wrong = 0;
    qint64 m_sum = 0;
};
