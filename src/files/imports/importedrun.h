// Spans from elsewhere, made into a run that the chart can show.
#pragma once

#include "base/bytelines.h"
#include "timeline/runrecord.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

struct ImportedSpan
{
    qint64 startNs = 0;
    qint64 endNs = 0; // at the start or later
    qint32 thread = 0;
    qint32 name = 0;     // its place in `names`
    qint32 failure = -1; // … in `failures`, where it failed
};

struct ImportedSpans
{
    QString kind;                 // what it is, by its key (timeline/originkind.h)
    std::vector<QString> threads; // their names; may be empty for slots
    bool lanesAreSlots = false;   // the file does not say on which slot a span ran
    ByteLines names;
    std::vector<std::shared_ptr<const JobReport>> failures;
    std::vector<ImportedSpan> spans;

    // The slots that jobs ran in are those of a host, after which their thread is called.
    QString hostOf(std::size_t thread) const { return lanesAreSlots ? threads[thread] : QString(); }
};

struct ImportedRun
{
    std::unique_ptr<RunRecord> record; // nothing where no span can be shown
    QStringList notes;                 // what is not shown, and why
};

// The first span starts at the zero of the run; each is a job, numbered in the order of the starts.
// Those of one thread that overlap or are nested get lanes below each other, each the first that is
// free. As many lanes as a run has workers are shown, 1024; what does not fit is said.
// `spans` are one or more, and no more than a run has jobs.
ImportedRun importedRun(ImportedSpans imported);
