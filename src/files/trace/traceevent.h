// One event of a trace in the Trace Event Format.
//
// The format: "Trace Event Format", Google, docs.google.com/document/d/
// 1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU. Times there are microseconds with a fraction; here
// they are whole nanoseconds.
#pragma once

#include <QtGlobal>

#include <optional>
#include <string>

struct TraceEvent
{
    char phase = 0;      // 'X' complete, 'B' begin, 'E' end, 'M' metadata, 'i' instant …
    std::string process; // pid as it is written: a number or a text
    std::string thread;  // tid, likewise
    std::string name;
    std::string category;
    std::optional<qint64> startNs; // ts
    std::optional<qint64> durationNs;

    // Of its arguments, those that are read.
    struct Arguments
    {
        std::string name;   // of a thread or a process
        std::string detail; // of clang's -ftime-trace
        // Of a run of Poolscope, as in src/files/README.md:
        std::optional<qint64> job;
        std::string status;
        std::optional<qint64> waitNs;
        std::optional<qint64> cpuNs;
        std::optional<qint64> attempt;
        std::optional<qint64> preempted;
        std::optional<qint64> plannedNs;
        std::string error;
        std::string result;
        std::optional<qint64> exitStatus;
        std::optional<qint64> signal;
        std::string output;
        std::string outputBase64;
        std::optional<qint64> outputBytes;
        std::string errorOutput;
        std::string errorOutputBase64;
        std::optional<qint64> errorOutputBytes;
        std::optional<qint64> heldBy;
        std::optional<qint64> heldNs;
        std::string input;
        std::string inputBase64;
        std::optional<qint64> inputBytes;
        std::optional<qint64> inputModifiedNs;
        std::optional<qint64> queued; // 0 or 1
    } arguments;

    // Something was out of the range of what can be shown.
    bool outOfRange = false;
};
