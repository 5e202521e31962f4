// What has become of each job of a run whose workers may be lost.
#pragma once

#include "pool/job.h"
#include "pool/jobrunner.h"

#include <optional>
#include <unordered_map>
#include <vector>

// Used by one thread. A job is unsent, sent, or over: it has finished, failed or was cancelled,
// once.
class JobLedger
{
public:
    // A job that has lost so many workers has failed.
    static constexpr int kMostLosses = 3;

    explicit JobLedger(int jobs) : m_jobs(std::size_t(jobs)) {}

    bool isOfRun(JobId job) const
    {
        return job.number >= 1 && std::size_t(job.number) <= m_jobs.size();
    }

    // The broker has taken it; what is over has been sent.
    void send(JobId job)
    {
        m_sent += of(job).state == State::Unsent;
        if (of(job).state == State::Unsent)
            of(job).state = State::Sent;
    }
    int sent() const { return m_sent; }

    bool isOver(JobId job) const { return of(job).state >= State::Finished; }
    // It is over now. False where it was before: then this is a duplicate, and changes nothing.
    bool end(JobId job, JobStatus status);
    int over() const { return m_over; }
    bool areAllOver() const { return std::size_t(m_over) == m_jobs.size(); }
    // Those that are not over and go on nowhere.
    std::vector<JobId> missing() const;
    JobTally tally() const { return m_tally; }

    // --- Attempts

    // It is begun on a lane, as which attempt, from 1.
    int begin(JobId job, WorkerId lane);
    // How many jobs were begun, or are over without that being known: they have left their queue.
    int begun() const { return m_begun; }
    // That attempt is no more.
    void endAttempt(JobId job, WorkerId lane);
    // The lane on which it was begun last and goes on; nothing where it does not.
    std::optional<WorkerId> laneOf(JobId job) const;

    // --- Losses

    // The worker that had it is lost. How often that has happened now.
    int lose(JobId job);
    // It is delivered again: whether nobody has said why, so that a worker was lost unseen.
    bool isUnexplained(JobId job);
    // It will be delivered again, without a worker being lost.
    void giveBack(JobId job) { of(job).isExplained = true; }
    // A worker that asked was told that it may begin.
    void grant(JobId job) { of(job).isGranted = true; }
    bool isGranted(JobId job) const { return of(job).isGranted; }

private:
    enum class State : quint8 { Unsent, Sent, Finished, Failed, Cancelled };
    struct Entry
    {
        State state = State::Unsent;
        quint8 losses = 0;
        bool isExplained = false; // the next redelivery is
        bool isGranted = false;
        quint8 attempts = 0;
    };

    Entry& of(JobId job) { return m_jobs[std::size_t(job.number - 1)]; }
    const Entry& of(JobId job) const { return m_jobs[std::size_t(job.number - 1)]; }

    std::vector<Entry> m_jobs;                    // by number − 1
    std::unordered_map<qint32, WorkerId> m_lanes; // of jobs that go on
    int m_sent = 0;
    int m_over = 0;
    int m_begun = 0;
    JobTally m_tally;
};
