// How long threads were ready to run and had no core: their run-queue delay.
#pragma once

#include <QtGlobal>

#include <optional>

#include <sys/types.h>

// Nanoseconds since the thread began; nothing where the kernel does not count them. Source: proc(5)
// and Documentation/scheduler/sched-stats.rst of Linux, /proc/<pid>/schedstat, the second number.

// Of the calling thread. A reading costs as much as one of its processor clock: each thread keeps
// its file open until it ends, 256 threads at most; others know nothing.
std::optional<qint64> threadReadyNs();

// Of the first thread of a process, also of one that has ended and is not yet waited for. Opens and
// closes a file; allocates nothing.
std::optional<qint64> readyNsOf(pid_t process);
