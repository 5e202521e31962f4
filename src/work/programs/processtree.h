// Processes and what they have started, as the system lists them.
#pragma once

#include <sys/types.h>

#include <vector>

// The number of a process is given again when that has gone; together with the time at which it
// began it means one process for ever.
struct ProcessId
{
    pid_t number = 0;
    unsigned long long began = 0; // in clock ticks after the system's start
    bool operator==(const ProcessId&) const = default;
};

// A process and all that descends from it, as far as it has been seen. Source: proc(5),
// /proc/pid/stat and /proc/pid/task/tid/children. For one thread.
class ProcessTree
{
public:
    explicit ProcessTree(pid_t root);

    // Adds what its members have started since. What lost its parent before it was seen is not
    // found: it is a child of whoever adopts orphans.
    void grow();
    // Sends the signal to all that had not ended at the last grow(); without the root.
    void signalAll(int signal) const;
    // Makes all of them end, and what they start in the meantime; gives up after some looks on
    // those that belong to another user or hang in the system.
    void endAll();

private:
    const pid_t m_root;
    std::vector<ProcessId> m_members; // the root first
    std::vector<ProcessId> m_living;
};
