// The same jobs without a pool: one after another, on one thread.
#pragma once

#include "channel/channel.h"
#include "pool/event.h"
#include "pool/runoutcome.h"
#include "pool/runsettings.h"

#include <stop_token>

class Workload;

class SequentialRun
{
public:
    // `work` outlives the run. Somebody must drain the event channel while run() goes on.
    SequentialRun(const RunSettings& settings, const Workload& work, Sender<Event> events);

    // Runs all jobs on the calling thread as worker 1 and signals the same events as the pool; a
    // job is queued just before it starts. On stop the job in hand ends and the rest is left.
    RunOutcome run(std::stop_token stop);

private:
    const RunSettings m_settings;
    const Workload& m_work;
    const Sender<Event> m_events;
};
