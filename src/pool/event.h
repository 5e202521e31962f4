// What crosses the event channel: who did what, stamped by the thread that did it.
#pragma once

#include "pool/ids.h"

// How a job ended.
enum class JobStatus : quint8 {
    Finished,  // ran to its end
    Failed,    // its work reported an error
    Cancelled, // Stop ended it before its end
};

enum class EventKind : quint8 {
    RunBegan, // just before the first worker is made: the zero of the run
    Queued,   // the job is offered to the jobs channel
    Started,  // a worker takes up the job
    Finished, // the worker is done with it, with a status
    RunEnded, // the last result has been received, or the last worker has stopped
};

struct Event
{
    qint64 timeNs = 0; // monotonicNs() of the thread that did it
    JobId job;         // of Queued, Started and Finished
    WorkerId worker;   // of Started and Finished
    EventKind kind = EventKind::RunBegan;
    JobStatus status = JobStatus::Finished; // of Finished
};
