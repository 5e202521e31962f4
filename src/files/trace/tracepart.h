// The parts of a run in a saved one: a process each, and an entry of the metadata.
#pragma once

#include "timeline/runrecord.h"

#include <array>

struct TracePart
{
    RunRole role;
    const char* key;     // in the metadata
    int pid;             // of its events
    const char* process; // what the process is called
};

constexpr std::array<TracePart, 3> kTraceParts{{
    {RunRole::Pool, "pool", 1, "Pool"},
    {RunRole::Sequential, "sequential", 2, "Sequential run"},
    {RunRole::Nested, "nested", 3, "Nested spans"},
}};

constexpr const TracePart& tracePartOf(RunRole role)
{
    switch (role) { // without a default: the compiler names a role that is missing
    case RunRole::Pool:
        return kTraceParts[0];
    case RunRole::Sequential:
        return kTraceParts[1];
    case RunRole::Nested:
        return kTraceParts[2];
    }
    Q_UNREACHABLE();
}
