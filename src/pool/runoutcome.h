// How a run ended, and whether all was right.
#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>

enum class RunState {
    Finished, // every job ran, to its end or until it failed, and every result is there and right
    Stopped,  // ended by Stop; the jobs that never ran are counted
    Failed,   // could not be carried out, or a check found a mismatch: see `message`
};

// What the message is about, for files and programs: each stays what it is, whatever the words.
enum class OutcomeCode {
    None,              // there is no message, or nobody said
    Note,              // what the work has to say of itself
    WorkersNotAdded,   // fewer workers came than were asked for
    NoThreads,         // the system gives no more threads
    NoMemory,          // the system gives no more memory
    JobsDoNotAddUp,    // the counts contradict each other
    ResultsDoNotMatch, // a result is wrong, missing, or there twice
    EventsMissing,     // what was recorded contradicts the counts
    Broker,            // of the message broker, its agents, or the way to them
};

struct RunOutcome
{
    RunState state = RunState::Finished;
    QString message; // for Failed: what went wrong, in one line; else what is worth knowing, if any
    qint64 jobsSent = 0;
    qint64 jobsFailed = 0;    // after all attempts
    qint64 jobsCancelled = 0; // by Stop, in a worker's hand
    qint64 resultsReceived = 0;
    qint64 resultsSum = 0;
    // While it went on, see readFromDiskBytes(); nothing where another run went on as well.
    std::optional<qint64> readFromDiskBytes{};
    // What this process computed while it went on, jobs that ran in it among it, but not its main
    // thread and no child program; nothing where another run went on as well.
    std::optional<qint64> processCpuNs{};
    OutcomeCode code = OutcomeCode::None; // of the message, its first part where there are several

    // Of a run that could not be carried out.
    static RunOutcome failed(OutcomeCode why, const QString& message)
    {
        RunOutcome outcome;
        outcome.state = RunState::Failed;
        outcome.code = why;
        outcome.message = message;
        return outcome;
    }

    // Adds what is worth knowing to the message; nothing when empty.
    void addNote(const QString& note)
    {
        if (!message.isEmpty() && !note.isEmpty())
            message += QStringLiteral("; ");
        if (message.isEmpty() && !note.isEmpty())
            code = OutcomeCode::Note;
        message += note;
    }

    // Every job ran to its end.
    bool allDone() const { return state == RunState::Finished && jobsFailed == 0; }
};
