// One event of a trace in the Trace Event Format.
//
// The format: "Trace Event Format", Google, docs.google.com/document/d/
// 1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU. Times there are microseconds with a fraction; here
// they are whole nanoseconds.
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <optional>
#include <string>

// A time that is no time, as it stands in the file.
struct TimeFault
{
    enum class Kind : quint8 { None, OutOfRange, NoNumber };

    Kind kind = Kind::None;
    std::size_t byte = 0; // where it begins
    std::string value;

    bool operator==(const TimeFault&) const = default;
};

struct TraceEvent
{
    char phase = 0;      // 'X' complete, 'B' begin, 'E' end, 'M' metadata, 'i' instant …
    std::string process; // pid as it is written: a number or a text
    std::string thread;  // tid, likewise
    std::string name;
    std::string category;
    std::string id; // what belongs together; as it is written
    std::string scope;
    bool idIsLocal = false;        // to its process
    std::optional<qint64> startNs; // ts
    std::optional<qint64> durationNs;
    TimeFault timeFault; // of the first of its times that is none

    // Of its arguments, those that are read.
    struct Arguments
    {
        std::string name;                // of a thread or a process
        std::string detail;              // of clang's -ftime-trace
        std::string function;            // of Ray: what a part of a task belongs to
        std::string key;                 // of Dask: the task
        std::optional<qint64> sortIndex; // of a thread or a process
        // Of a run of Poolscope, as in src/files/README.md:
        std::optional<qint64> job;
        std::string status;
        std::optional<qint64> waitNs;
        std::optional<qint64> cpuNs;
        std::optional<qint64> readyNs;
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

        bool operator==(const Arguments&) const = default;
        void clear()
        {
            for (std::string* text :
                 {&name, &detail, &function, &key, &status, &error, &result, &output, &outputBase64,
                  &errorOutput, &errorOutputBase64, &input, &inputBase64})
                text->clear();
            for (std::optional<qint64>* number :
                 {&sortIndex, &job, &waitNs, &cpuNs, &readyNs, &attempt, &preempted, &plannedNs,
                  &exitStatus, &signal, &outputBytes, &errorOutputBytes, &heldBy, &heldNs,
                  &inputBytes, &inputModifiedNs, &queued})
                number->reset();
        }
    } arguments;

    // Something was out of the range of what can be shown.
    bool outOfRange = false;

    bool operator==(const TraceEvent&) const = default;
    // As a new one, but for the memory of its texts, which is kept for the next event.
    void clear()
    {
        phase = 0;
        for (std::string* text : {&process, &thread, &name, &category, &id, &scope})
            text->clear();
        idIsLocal = false;
        startNs.reset();
        durationNs.reset();
        if (timeFault.kind != TimeFault::Kind::None)
            timeFault = {};
        arguments.clear();
        outOfRange = false;
    }
};
