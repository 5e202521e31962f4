// What crosses the event channel: who did what, stamped by the thread that did it.
#pragma once

#include "work/attempt.h"

#include <memory>

enum class EventKind : quint8 {
    RunBegan,      // just before the first worker is made: the zero of the run
    Queued,        // the job is offered to the jobs channel
    SendBlocked,   // … which has no room for it: its sender begins to wait
    SendUnblocked, // the sender no longer waits
    Started,       // a worker takes up the job, or tries it again
    Finished,      // the worker is done with it, with a status
    WorkerCame,    // a worker was added while the run goes on
    WorkerWent,    // a worker has retired; not one that leaves as there are no more jobs
    Held,          // a signal has stopped what a worker's job runs
    Released,      // … which goes on, or has ended
    Paused,        // from now on workers take up no job
    Resumed,       // they do again
    RunEnded,      // the last result has been received, or the last worker has stopped
};

struct Event
{
    qint64 timeNs = 0; // monotonicNs() of the thread that did it
    JobId job;       // of Queued, SendBlocked, SendUnblocked, Started, Finished, Held and Released
    WorkerId worker; // of Started, Finished, Held, Released, WorkerCame and WorkerWent
    EventKind kind = EventKind::RunBegan;
    JobStatus status = JobStatus::Finished; // of Finished
    bool cpuKnown = false;                  // of Finished: whether `cpu` was measured
    qint32 attempt = 0; // of Started and Finished: at its job, from 1; 0 where it is not known
    CpuUse cpu{};
    std::shared_ptr<const JobReport> report{}; // of Finished: where there is more to say
};
