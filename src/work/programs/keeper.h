// The process between Poolscope and the programs that jobs run.
#pragma once

#include "base/filedescriptor.h"

#include <QByteArray>

#include <chrono>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include <sys/types.h>

struct ProgramCall
{
    QByteArray program;                  // its path
    std::vector<QByteArray> arguments;   // its name first
    std::vector<QByteArray> environment; // NAME=value
    std::optional<std::chrono::nanoseconds> timeout{};
};

// A run's programs are children of a keeper, a process of its own that is this very program under
// the name jobkeeper. It adopts those of their descendants that lose their parents, in whatever
// group, session and environment they are, and so knows them all. When Poolscope ends, by whatever
// signal, the system closes Poolscope's end of their socket: the keeper asks them all to end, makes
// them 30 ms later, and ends itself.
//
// Out of its reach are processes of another user, such as set-user-ID programs; and what runs when
// the keeper is itself killed together with Poolscope. Killed alone, the jobs in hand fail and
// their processes are found by their environment: endAllWith().
//
// Any thread.
class Keeper
{
public:
    // Takes some 20 ms. The error number where there is none to be had. How many descriptors this
    // process may have is raised to what the system allows; programs have the limit that it was
    // started with.
    static std::variant<std::unique_ptr<Keeper>, int> start();
    // Leaves what programs have left running to the keeper, until Poolscope ends.
    ~Keeper();
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;

    // Asks it for a program that writes to these; 0 or the error number (EPIPE when the keeper has
    // gone). News of it come over `socket`: keeperwords.h.
    int keep(const ProgramCall& call, FileDescriptor output, FileDescriptor errorOutput,
             FileDescriptor& socket) const;
    // Has the program of this socket end, within 30 ms.
    void stop(const FileDescriptor& socket) const;
    // Ends all that any of its programs has started. Nothing can be kept afterwards.
    void endAll();

private:
    Keeper(pid_t process, FileDescriptor control);

    void leave(char order);

    pid_t m_process;
    FileDescriptor m_control;
};
