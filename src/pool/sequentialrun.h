// The same jobs without a pool: one after another, on one thread.
#pragma once

#include "channel/channel.h"
#include "pool/event.h"
#include "pool/poolcommand.h"
#include "pool/runoutcome.h"
#include "pool/runsettings.h"

#include <optional>
#include <stop_token>

class Workload;

class SequentialRun
{
public:
    // `work` outlives the run. Somebody must drain the event channel while run() goes on.
    SequentialRun(const RunSettings& settings, const Workload& work, Sender<Event> events,
                  std::optional<Receiver<PoolCommand>> commands = {});

    // Runs all jobs on the calling thread as worker 1 and signals the same events as the pool; a
    // job is queued just before it starts. Between two jobs it pauses and goes on as commanded;
    // commands about workers are not for it. On stop the job in hand ends and the rest is left.
    RunOutcome run(std::stop_token stop);

private:
    // Carries out what has been commanded; waits while it is paused, until the stop.
    void obeyCommands(const std::stop_token& stop) const;

    const RunSettings m_settings;
    const Workload& m_work;
    const Sender<Event> m_events;
    const std::optional<Receiver<PoolCommand>> m_commands;
};
