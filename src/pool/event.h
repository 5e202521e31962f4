// What crosses to the recorder: who did what, stamped by the thread that did it.
#pragma once

#include "work/attempt.h"

#include <memory>
#include <optional>

enum class EventKind : quint8 {
    RunBegan,        // just before the first worker begins: the zero of the run
    Queued,          // the job is offered to the jobs channel
    SendBlocked,     // … which has no room for it: its sender begins to wait
    SendUnblocked,   // the sender no longer waits
    Started,         // a worker takes up the job, or tries it again
    Finished,        // the worker is done with it, with a status
    ResultBlocked,   // the results channel has no room for its result: the worker begins to wait
    ResultUnblocked, // the worker no longer waits
    WorkerCame,      // a worker was added while the run goes on
    WorkerWent,      // a worker has retired; not one that leaves as there are no more jobs
    Held,            // a signal has stopped what a worker's job runs
    Released,        // … which goes on, or has ended
    Paused,          // from now on workers take up no job
    Resumed,         // they do again
    RunEnded,        // the last result has been received, or the last worker has stopped
};

// 24 bytes, as many cross for each job.
struct Event
{
    qint64 timeNs = 0; // monotonicNs() of the thread that did it
    JobId job;         // of Queued and all up to ResultUnblocked, of Held and Released
    WorkerId worker;   // of Started and all up to WorkerWent, of Held and Released
    EventKind kind = EventKind::RunBegan;
    JobStatus status = JobStatus::Finished; // of Finished
    bool hasDetails = false;                // of Finished: whether there is more to say
    qint32 attempt = 0; // of Started and Finished: at its job, from 1; 0 where it is not known
};
static_assert(sizeof(Event) <= 24);

// What there is to say of an attempt beside how it ended.
struct EventDetails
{
    std::optional<CpuUse> cpu{};               // where it was measured
    std::shared_ptr<const JobReport> report{}; // where the work said something
};

inline const EventDetails kNoDetails;
