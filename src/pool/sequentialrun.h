// The same jobs without a pool: one after another, on one thread.
#pragma once

#include "plan/settings/runsettings.h"
#include "pool/runengine.h"

class RunCheck;

class SequentialRun final : public RunEngine
{
public:
    // `work` and `events` outlive the run. Somebody must drain the events while run() goes on.
    SequentialRun(const RunSettings& settings, const Workload& work, RunEvents& events,
                  std::optional<Receiver<PoolCommand>> commands = {});

    // Runs all jobs on the calling thread as worker 1 and signals the same events as the pool; a
    // job is queued just before it starts. Between two jobs it pauses and goes on as commanded;
    // commands about workers are not for it. Of those given before it begins only a pause that is
    // still in force counts: it is held before its first job. On stop the job in hand ends and the
    // rest is left. Where there is too little memory no job is run and the outcome is Failed.
    RunOutcome run(std::stop_token stop) override;

private:
    RunOutcome runWith(RunCheck check, const std::stop_token& stop);
    // Whether the last of the commands that have come so far leaves it paused; takes them all.
    bool isPausedBeforehand() const;
    // Executes what has been commanded; waits while it is paused, until the stop.
    void executeCommands(bool paused, const std::stop_token& stop) const;

    const RunSettings m_settings;
    const Workload& m_work;
    const EventWriter m_run;
    const EventWriter m_queue;
    const EventWriter m_worker;
    const std::optional<Receiver<PoolCommand>> m_commands;
};
