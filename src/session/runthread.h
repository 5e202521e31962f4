// Carries out all parts of a record: the pool's, and those beside or after it.
#pragma once

#include "base/thread.h"
#include "channel/channel.h"
#include "pool/poolcommand.h"
#include "pool/runengine.h"
#include "pool/runoutcome.h"
#include "session/programend.h"
#include "timeline/runrecord.h"
#include "work/workload.h"

#include <chrono>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

class RunThread : public RunningThread
{
public:
    // Records into `record`, whose timelines belong to this thread's recorders until it ends.
    // `stop` ends the run; the recorders request it when they run out of memory. What holds a run
    // at a broker up goes into `news`, in words.
    RunThread(std::shared_ptr<RunRecord> record, std::stop_source stop,
              std::optional<Sender<QString>> news = {});

    // Any thread: has the parts that go on, and those that are still to come, do it. False when too
    // many commands wait already.
    bool command(const PoolCommand& command);

    // Says in all timelines that nothing was run; for a thread that could not be started.
    void concludeAsFailed();

    // Once it has been joined, on the thread that shows the record: see RunRecord::settleAgents().
    void settle() { m_record->settleAgents(std::move(m_clocks)); }

    // The program ends: stops all runs, those that are followed too, those that come too, and waits
    // for those that go on, but no longer than `most`. Any thread; needs no memory.
    static void endAll(std::chrono::milliseconds most);

protected:
    // Whatever runs short, all timelines say how it ended.
    void work() override;

private:
    // A part of the record, and what it takes to carry it out.
    struct Running
    {
        RunPart& part;
        Channel<PoolCommand> commands;
        std::unique_ptr<FunctionThread> thread{}; // where it goes on beside the first part
    };

    // Makes the part's engine and records its events while it runs.
    void runPart(const Running& running);
    std::unique_ptr<RunEngine> engineOf(const Running& running, RunEvents& events) const;
    bool areAlongside() const;
    // By this process and for the jobs, so far.
    qint64 readFromDisk() const;
    void runAll();
    // In the first part's timeline; the others were never begun.
    void concludeAs(const RunOutcome& outcome);

    const std::shared_ptr<RunRecord> m_record;
    const std::stop_source m_stop;
    const StopAtProgramEnd m_stopAtEnd;
    const std::optional<Sender<QString>> m_news;
    // Made while there is memory for them.
    const RunOutcome m_withoutThread;
    const RunOutcome m_withoutMemory;
    std::vector<HostClock> m_clocks;        // by which its lanes were told; once it has ended
    std::unique_ptr<const Workload> m_work; // of all parts, while they go on
    std::vector<Running> m_parts;           // in the record's order; it does not grow later
};
