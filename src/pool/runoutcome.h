// How a run ended, and whether all was right.
#pragma once

#include <QString>
#include <QtGlobal>

enum class RunState {
    Finished, // every job ran and every result was received and right
    Stopped,  // ended by Stop; the jobs that never ran are counted
    Failed,   // could not be carried out, or a check found a mismatch: see `message`
};

struct RunOutcome
{
    RunState state = RunState::Finished;
    QString message; // for Failed: what went wrong, in one line
    qint64 jobsSent = 0;
    qint64 resultsReceived = 0;
    qint64 resultsSum = 0;
};
