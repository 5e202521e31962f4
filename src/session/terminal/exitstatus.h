// Exit statuses of the program.
#pragma once

namespace ExitStatus {
constexpr int kDone = 0;        // all jobs done
constexpr int kNotFinished = 1; // a job failed, or the run could not be finished
constexpr int kUsage = 2;       // wrong usage
constexpr int kFile = 3;        // a file could not be read or written
} // namespace ExitStatus
