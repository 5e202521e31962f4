// The columns of a table of jobs.
#pragma once

#include <array>
#include <string_view>

// The titles of the table of jobs; one that has them is ours.
inline constexpr std::array<std::string_view, 14> kJobColumns{
    "job",     "worker",      "status", "attempts",  "queued_ns", "start_ns", "end_ns",
    "wait_ns", "duration_ns", "cpu_ns", "taken_off", "input",     "result",   "error"};
