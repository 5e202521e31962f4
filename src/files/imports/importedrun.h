// Spans from elsewhere, made into a run that the chart can show.
#pragma once

#include "base/bytelines.h"
#include "timeline/runrecord.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

enum class SpanEnd : quint8 {
    Finished,
    Failed,
    Cancelled,
    Never, // it still ran when its source ended
};

// How a span stands to the others of its thread.
enum class Nesting : quint8 {
    Beside, // what overlaps it runs beside it: it is one of several at once
    ByTime, // what lies within its time is a part of it, unless that is not known to have ended
    Within, // a part of another one, as its source says
};

struct ImportedSpan
{
    qint64 startNs = 0;
    qint64 endNs = 0; // at the start or later; up to when it was seen where it never ended
    qint32 thread = 0;
    qint32 name = 0;     // its place in `names`
    qint32 failure = -1; // … in `failures`, where there is something to say of its end
    SpanEnd end = SpanEnd::Finished;
    Nesting nesting = Nesting::Beside;
    bool holdsOthers = false; // some are Within it
};
static_assert(sizeof(ImportedSpan) <= 32);

// What the lane of a thread is called; of a host whose slots nobody names it is slot `number`, from
// 1.
LaneLabel laneOfThread(const QString& thread);
LaneLabel laneOfHost(const QString& host, std::size_t number);

// More bytes of names than these are kept of no record of others.
constexpr std::size_t kMaxNameBytes = 256 << 20;

struct ImportedSpans
{
    QString kind;                 // what it is, by its key (timeline/originkind.h)
    std::vector<QString> threads; // their names; may be empty for slots
    bool lanesAreSlots = false;   // the file does not say on which slot a span ran
    ByteLines names;              // filled by addName()
    std::vector<std::shared_ptr<const JobReport>> failures;
    std::vector<ImportedSpan> spans;
    // When each was ready to start, in the order of `spans`; empty where nobody knows. Not after
    // the span's start.
    std::vector<qint64> queuedNs;
    std::size_t nameRoom = kMaxNameBytes; // that names may still take
    qint64 namesLeftOut = 0;

    // The name, or nothing where the names together would take more than `nameRoom`: counted, and
    // said of the run.
    std::string_view nameInRoom(std::string_view name)
    {
        const bool isInRoom = name.size() <= nameRoom;
        namesLeftOut += !isInRoom;
        return isInRoom ? name : std::string_view();
    }
    void addName(std::string_view name)
    {
        const std::string_view kept = nameInRoom(name);
        nameRoom -= kept.size();
        names.add({kept.data(), qsizetype(kept.size())});
    }
};

struct ImportedRun
{
    std::unique_ptr<RunRecord> record; // nothing where no span can be shown
    QStringList notes;                 // what is not shown, and why
};

// Which of the spans that are nested in one another are the jobs.
enum class JobsAre { Outermost, Innermost };

// The run begins with the first span, or when its first job was queued. What is nested counts once:
// the outermost spans, or the innermost, are the jobs, numbered in the order of the starts or,
// where the jobs of each lane started, nearly, in the order in which they were queued, in that; the
// others are the record's nested spans. Those of one thread that overlap get lanes below each
// other, each the first that is free. As many lanes as a run has workers are shown, 1024; what does
// not fit is said. `spans` are one or more, and no more than a run has jobs.
ImportedRun importedRun(ImportedSpans imported, JobsAre jobsAre = JobsAre::Outermost);
