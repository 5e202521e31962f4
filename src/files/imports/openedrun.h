// Opens what can be shown as a run.
#pragma once

#include "files/io/fileprogress.h"
#include "timeline/runrecord.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <variant>

struct OpenedRun
{
    std::shared_ptr<const RunRecord> record; // nothing after a stop
    QStringList notes{};                     // what is not shown of the file, and why
};

// Why there is nothing to show, in one line that names the file.
struct OpenProblem
{
    QString message;
};

// A saved run of ours, a trace of another program, a log of ninja or of GNU parallel, or a table of
// spans or durations; told apart by what is in it; plain or compressed. Of a file that is damaged
// or ends early, what could be read is shown, and a note says where it ends. Any thread.
std::variant<OpenedRun, OpenProblem> openRun(const QString& path,
                                             const FileProgress& progress = {});
