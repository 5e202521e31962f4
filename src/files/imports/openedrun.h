// Opens what can be shown as a run.
#pragma once

#include "base/result.h"
#include "files/io/fileprogress.h"
#include "timeline/runrecord.h"

#include <QString>
#include <QStringList>

#include <memory>

struct OpenedRun
{
    std::shared_ptr<const RunRecord> record; // nothing after a stop
    QStringList notes{};                     // what is not shown of the file, and why
};

// A saved run of ours, a trace of another program, a log of ninja or of GNU parallel, or a table of
// spans or durations; told apart by their content; plain or compressed. Of a file that is damaged
// or ends early, what could be read is shown, and a note says where it ends; where there is nothing
// to show, the problem names the file. Any thread.
Result<OpenedRun> openRun(const QString& path, const FileProgress& progress = {});
