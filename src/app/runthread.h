// Carries out what the settings ask for: the pool, and the sequential run after it or alongside.
#pragma once

#include "pool/thread.h"
#include "timeline/runrecord.h"

#include <memory>
#include <stop_token>

class RunThread : public RunningThread
{
public:
    // Records into `record`, whose timelines belong to this thread's recorders until it ends.
    RunThread(std::shared_ptr<RunRecord> record, std::stop_token stop);

    // Says in both timelines that nothing was run; for a thread that could not be started.
    void concludeAsFailed();

protected:
    void work() override;

private:
    void runPool();
    void runSequential();

    const std::shared_ptr<RunRecord> m_record;
    const std::stop_token m_stop;
};
