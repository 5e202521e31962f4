// The durations of a run's jobs, to run the like of them again.
#pragma once

#include "base/result.h"
#include "files/io/fileprogress.h"

#include <QString>

class RunRecord;

struct DurationsFile
{
    QString path{};
    int jobs = 0; // the lines of the file
};

// Writes how long each job took that was not cancelled, its last attempt, in the order of their
// numbers, one a line as `--durations` reads them. The file lies in `folder`, which is made, and is
// named after what is in it: the same durations are one file. Gives it, or what went wrong; after a
// stop an empty path. Any thread.
Result<DurationsFile> writeRunDurations(const RunRecord& record, const QString& folder,
                                        const FileProgress& progress = {});
