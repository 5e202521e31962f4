// One job on one worker, signalled: what the pool and the sequential run have in common.
#pragma once

#include "channel/channel.h"
#include "pool/clock.h"
#include "pool/event.h"
#include "pool/workload.h"

// Signals started, does the work on the calling thread, signals finished with how it ended.
inline JobStatus execute(JobId job, WorkerId worker, const Workload& work,
                         const Sender<Event>& events, const std::stop_token& stop)
{
    events.send(Event{monotonicNs(), job, worker, EventKind::Started, {}});
    const JobStatus status = work.perform(job, stop);
    events.send(Event{monotonicNs(), job, worker, EventKind::Finished, status});
    return status;
}
