// The article's worker pool: a jobs channel, a results channel, and workers between them.
#pragma once

#include "plan/settings/runsettings.h"
#include "pool/job.h"
#include "pool/runengine.h"

#include <vector>

class RunCheck;
class RunEnd;

class WorkerPool final : public RunEngine
{
public:
    // `work` and `events` outlive the pool. Somebody must drain the events while run() goes on: who
    // finds no room waits, and drops nothing. Where there are commands a thread of its own executes
    // them.
    WorkerPool(const RunSettings& settings, const Workload& work, RunEvents& events,
               std::optional<Receiver<PoolCommand>> commands = {});

    // Runs all jobs and returns when every thread that it started has ended. Starts the workers,
    // sends the jobs and closes their channel, and receives and checks all results, on the calling
    // thread but for the sending of jobs that find no room. On stop the workers end their job in
    // hand and the rest is left. Where the system gives too few threads or too little memory no job
    // is sent and the outcome is Failed; workers that are added later and for which there are none
    // are said in its message. Call once, from any thread.
    RunOutcome run(std::stop_token stop) override;

private:
    RunOutcome runWith(const Channel<Job>& jobs, const Channel<JobResult>& results,
                       const std::stop_token& stop);

    qint64 receiveAll(const Receiver<JobResult>& results, RunCheck& check, RunEnd& end,
                      const std::stop_token& stop);

    const RunSettings m_settings;
    const Workload& m_work;
    RunEvents& m_events;
    std::vector<JobResult> m_batch; // of results that are received together
    const std::optional<Receiver<PoolCommand>> m_commands;
};
