// The same work in Go: handoff.go, a process of its own that times itself.
#pragma once

#include "peers/handover.h"

#include <QString>

#include <chrono>
#include <optional>

namespace peers {

// The built program, as `./run bench` names it; empty where Go is not installed.
QString goProgram();

// Nanoseconds a job, each of which sleeps so long; nothing where Go is not installed.
std::optional<double> nsAJobInGo(const Work& work, std::chrono::nanoseconds sleep = {});

} // namespace peers
