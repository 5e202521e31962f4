// Opens what can be shown as a run.
#pragma once

#include "base/result.h"
#include "files/imports/importedrun.h"
#include "files/io/fileprogress.h"
#include "timeline/runrecord.h"

#include <QString>
#include <QStringList>

#include <memory>

struct OpenedRun
{
    std::shared_ptr<const RunRecord> record; // nothing after a stop
    // What of the file, or of what it was made from, is not shown, and why: those of the record,
    // with which they stay when it is saved.
    QStringList notes{};
};

// A saved run of ours, a trace of another program, a log of ninja or of GNU parallel, or a table of
// spans or durations; told apart by their content; plain or compressed. Of a file that is damaged
// or ends early, what could be read is shown, and a note says where it ends; where there is nothing
// to show, the problem names the file. Any thread.
Result<OpenedRun> openRun(const QString& path, const FileProgress& progress = {},
                          JobsAre jobsAre = JobsAre::Outermost);
