// The lines of the log.
#pragma once

#include "analysis/runlog.h"
#include "pool/runrole.h"

#include <QString>

class RunRecord;

// The article's line: "worker 3 started  job 1", "worker 3 finished job 1". One that failed says
// why, and that it is tried again: "worker 3 failed   job 1: no such file (tried again)".
QString logLine(const LogEntry& entry);

// The same of a part of that record, by the names of its lanes, where they have some; of what is no
// run of Poolscope by those of its spans, too.
QString logLine(const LogEntry& entry, const RunRecord& record, RunRole role = RunRole::Pool);

// The article's last line of a run: "time using worker pool: 2.000943787s", for a run that was
// stopped with how many of its jobs were done. Empty before it is over, and when it failed.
QString timeLine(const Timeline& timeline, bool withPool, int jobs);
