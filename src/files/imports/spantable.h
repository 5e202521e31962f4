// Tables of spans, or of durations alone, as comma-separated values.
#pragma once

#include "files/imports/spansread.h"

#include <string_view>

class InputFile;

// Whether a file that begins so can be one: its first row names columns that are known, or holds
// what belongs there.
bool beginsSpanTable(std::string_view beginning);

// Columns are known by their names, in any order, others are passed over: `start` and `end` or
// `duration`, with `worker` and `job` where there are such. Without names they are worker, job,
// start and end, or, where there is one column, durations, which are shown one after another. Times
// have a unit of their own ("1.5s") or that of their column ("start_ms", "end (us)", "start [ns]"),
// else they are seconds. Where there is a column `status`, "failed", "error", "cancelled",
// "timeout" and "killed" there tell of failures, and a column `error` says what went wrong. In a
// table of ours (kJobColumns) jobs are called after their inputs, and texts are read back exactly.
SpansRead readSpanTable(InputFile& file);
