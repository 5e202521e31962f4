// What Poolscope and the keeper of its programs say to each other.
#pragma once

#include <QtGlobal>

// On the keeper's own socket, to the keeper, a byte each.
enum class KeeperOrder : char {
    Keep = 'k',   // a program: with its own socket and where its two outputs go
    EndAll = 'e', // end all that descends from any program of the run; then as Leave
    Leave = 'l',  // no more programs will come
};

// From the keeper: when it is there, and the answer to EndAll and Leave.
enum class KeeperAnswer : char {
    Ready = 'r',
    Leaves = 'g', // nothing is left
    Stays = 's',  // until what programs have left running has ended, or Poolscope has
};

// On a program's socket, to the keeper: this, then `bytes` of texts that end with a NUL each: the
// program's path, its arguments, its environment.
struct CallHeader
{
    quint32 bytes = 0;
    quint32 arguments = 0;
    qint64 timeoutNs = 0; // 0 for none
};

// … and later, a byte.
constexpr char kStopProgram = 's';

// Why the keeper made a program end.
enum class Forced : qint32 { Not, ByStop, ByTimeout };

// On a program's socket, from the keeper: that it was stopped by a signal and goes on, as often as
// that happens; how it ended, once and last.
struct ProgramNews
{
    enum class Kind : qint32 { NotStarted, Held, Released, Ended };

    Kind kind = Kind::NotStarted;
    qint32 code = 0; // the error number; or the status as wait(2) gives it
    Forced forced = Forced::Not;
    qint32 heldBy = 0; // the last signal that stopped it for a while
    qint64 heldNs = 0; // how long it was stopped in all
    qint64 cpuNs = 0;
    qint64 readBlocks = 0; // of 512 bytes, from disks
    qint32 preempted = 0;
    qint32 unused = 0;
    qint64 readyNs = -1; // ready without a core; -1 where that is not known
};
