// A program run as a child of this one, to its end.
#pragma once

#include "pool/cpuuse.h"

#include <QByteArray>

#include <chrono>
#include <optional>
#include <stop_token>
#include <vector>

// The last of what a program writes; the rest is counted and forgotten.
class OutputTail
{
public:
    static constexpr qsizetype kKept = 64 * 1024;

    void add(const char* bytes, qsizetype count);

    // kKept bytes at most.
    QByteArray kept() const { return m_bytes.right(kKept); }
    qint64 all() const { return m_all; }

private:
    QByteArray m_bytes; // twice kKept at most
    qint64 m_all = 0;
};

struct ProgramCall
{
    QByteArray program;                  // its path
    std::vector<QByteArray> arguments;   // its name first
    std::vector<QByteArray> environment; // NAME=value
    std::optional<std::chrono::nanoseconds> timeout{};
};

struct ProgramEnd
{
    enum class How { NotStarted, Exited, Signalled, TimedOut, Stopped };

    How how = How::NotStarted;
    int code = 0; // the exit status, the signal, or the system's error number
    OutputTail output{};
    OutputTail errorOutput{};
    CpuUse cpu{}; // of it and of those of its children that it has waited for
};

// Runs the program with nothing to read, in a process group of its own, and returns when it has
// ended. On stop the group is told to end and, 30 ms later, made to; after the timeout there are
// 2 s between the two. What the program has left running in its group is then ended too. What it
// leaves behind when it ends by itself stays, and its output is not waited for. Any thread.
ProgramEnd runProgram(const ProgramCall& call, const std::stop_token& stop);

// Ends every process whose environment holds all of the entries (NAME=value): those that have left
// the group. Source: proc(5), /proc/pid/environ.
void endAllWith(const std::vector<QByteArray>& entries);
