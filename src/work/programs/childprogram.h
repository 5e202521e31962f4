// A program run as a child of this one's keeper, to its end.
#pragma once

#include "work/programs/keeper.h"
#include "work/shortage.h"
#include "work/workload.h"

#include <QByteArray>

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

struct ProgramEnd
{
    enum class How { NoKeeper, NotStarted, Exited, Signalled, TimedOut, Stopped, Lost };

    bool hasStarted() const { return how != How::NoKeeper && how != How::NotStarted; }

    How how = How::NotStarted;
    int code = 0; // the exit status, the signal, or the system's error number
    OutputTail output{};
    OutputTail errorOutput{};
    // Of it and of those of its children that it has waited for; the ready time is that of its own
    // first thread.
    CpuUse cpu{};
    qint64 readBytes = 0; // that these had read from disks; see readFromDiskBytes()
    int heldBy = 0;       // the last signal that held it for a while (SIGSTOP and its like), if any
    qint64 heldNs = 0;    // how long it was held in all
};

// Runs the program with nothing to read, in a session of its own without a terminal, and returns
// when it has ended. On stop its process group is told to end and, 30 ms later, made to; after the
// timeout there are 2 s between the two, and what descends from it at that time goes with it. What
// it leaves behind when it ends by itself stays until Keeper::endAll() or Poolscope's end, and its
// output is not waited for. When the keeper itself ends before it, it is lost; when it had gone
// before, not started with EPIPE. `shortage` is told that it runs, and `listener`, if any, when a
// signal stops it. Any thread.
ProgramEnd runProgram(const Keeper& keeper, const ProgramCall& call, const std::stop_token& stop,
                      Shortage& shortage, const AttemptListener* listener);

// Ends every process whose environment holds all of the entries (NAME=value): those that a keeper
// cannot tell apart any more, or has left behind. Source: proc(5), /proc/pid/environ.
void endAllWith(const std::vector<QByteArray>& entries);
