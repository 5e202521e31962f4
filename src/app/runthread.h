// Carries out what the settings ask for: the pool, and the sequential run after it or alongside.
#pragma once

#include "channel/channel.h"
#include "pool/poolcommand.h"
#include "pool/thread.h"
#include "pool/workload.h"
#include "timeline/runrecord.h"

#include <memory>
#include <stop_token>

class RunThread : public RunningThread
{
public:
    // Records into `record`, whose timelines belong to this thread's recorders until it ends.
    // `stop` ends the run; the recorders request it when they run out of memory.
    RunThread(std::shared_ptr<RunRecord> record, std::stop_source stop);

    // Any thread: has the run that goes on, and what is still to come, do it. False when too many
    // commands wait already.
    bool command(const PoolCommand& command);

    // Says in both timelines that nothing was run; for a thread that could not be started.
    void concludeAsFailed();

protected:
    void work() override;

private:
    // Has a run's events recorded into its timeline while it goes on.
    template <typename Run>
    void recordRun(Timeline& timeline, const Receiver<PoolCommand>& commands);
    void runPool();
    void runSequential();

    const std::shared_ptr<RunRecord> m_record;
    const std::stop_source m_stop;
    std::unique_ptr<const Workload> m_work; // of both runs, while they go on
    const Channel<PoolCommand> m_poolCommands;
    const Channel<PoolCommand> m_sequentialCommands;
};
