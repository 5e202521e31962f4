// Carries out what the settings ask for: the pool, and the sequential run after it or alongside.
#pragma once

#include "base/thread.h"
#include "channel/channel.h"
#include "pool/poolcommand.h"
#include "pool/runoutcome.h"
#include "timeline/runrecord.h"
#include "work/workload.h"

#include <chrono>
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

    // The program ends: stops all runs, those that come too, and waits for those that go on, but no
    // longer than `most`. Any thread; needs no memory.
    static void endAll(std::chrono::milliseconds most);

protected:
    // Whatever runs short, both timelines say how it ended.
    void work() override;

private:
    struct RequestStop
    {
        std::stop_source run;
        void operator()() { run.request_stop(); }
    };

    // Has a run's events recorded into its timeline while it goes on.
    template <typename Run>
    void recordRun(Timeline& timeline, const Receiver<PoolCommand>& commands);
    // By this process and for the jobs, so far.
    qint64 readFromDisk() const;
    void runAll();
    void runPool();
    void runSequential();
    void concludeAs(const RunOutcome& outcome);

    const std::shared_ptr<RunRecord> m_record;
    const std::stop_source m_stop;
    const std::stop_callback<RequestStop> m_stopAtEnd; // of the program
    // Made while there is memory for them.
    const RunOutcome m_withoutThread;
    const RunOutcome m_withoutMemory;
    std::unique_ptr<const Workload> m_work; // of both runs, while they go on
    const Channel<PoolCommand> m_poolCommands;
    const Channel<PoolCommand> m_sequentialCommands;
    FunctionThread m_beside; // the sequential run, where it is alongside
};
