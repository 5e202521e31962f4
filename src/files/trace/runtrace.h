// A run as a trace in the Trace Event Format that opens again as the very same run. The format is
// described in src/files/README.md.
#pragma once

#include "files/io/fileprogress.h"
#include "files/trace/runmetadata.h"
#include "files/trace/traceevent.h"
#include "pool/event.h"

#include <QString>

#include <memory>
#include <string>
#include <vector>

class RunRecord;

// Writes a run that is over, compressed where the name ends in .gz, whole or not at all. Returns an
// empty text, or why not, a stop among it. Any thread.
QString writeRunTrace(const RunRecord& record, const QString& path,
                      const FileProgress& progress = {});

// Puts the events of a saved run into its timelines. For one thread.
class RunTraceLoader
{
public:
    explicit RunTraceLoader(RunMetadata metadata);

    // False for an event that contradicts those before it: it is left out.
    bool take(const TraceEvent& event);
    // How many were left out.
    qint64 leftOut() const { return m_leftOut; }

    // Once all events are there.
    std::unique_ptr<RunRecord> finish();

private:
    // A part of the record, as the events name it.
    struct Process
    {
        RunRole role = RunRole::Pool;
        std::string pid;
        Timeline* timeline = nullptr;
        TimelineEnd end;
        std::vector<qint64> queued; // by job number − 1; kNotQueued where it was not
        std::vector<bool> begun{}; // the same, where they come in any order: whether it has started
    };

    Process* processOf(const TraceEvent& event);
    bool isOf(const Process& process, qint64 job) const;
    qint64 latestWaitNs(const Process& process) const;
    bool takeComplete(Process& process, const TraceEvent& event);
    bool takeInstant(Process& process, const TraceEvent& event);
    bool comeInAnyOrder() const;
    bool isNew(const Process& process, JobId job) const;
    bool takeSpan(Process& process, const TraceEvent& event, int worker);
    bool takeWait(Process& process, const TraceEvent& event, EventKind kind);
    bool takeResultBlock(Process& process, const TraceEvent& event, int worker);
    void takeJob(Process& process, const TraceEvent& event, qint64 queuedNs);
    std::shared_ptr<const JobReport> reportOf(const TraceEvent& event);
    void conclude(Process& process);

    RunMetadata m_metadata;
    std::vector<Process> m_processes; // in the order of the parts: the pool first
    std::vector<qint64> m_planned;    // by job number − 1
    std::vector<QByteArray> m_inputs;
    std::vector<FileState> m_states;
    std::shared_ptr<const JobReport> m_lastReport;
    qint64 m_leftOut = 0;
};
