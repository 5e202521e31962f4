// Tables of spans, or of durations alone.
#pragma once

#include "files/imports/spansread.h"

#include <string_view>

class InputFile;

// Whether a file that begins so can be one: its first row names columns that are known, or holds
// what belongs there.
bool beginsSpanTable(std::string_view beginning);

// Columns are known by their titles (tablecolumns.h), in any order; those that are not used are
// said where it is not known who ran a job, what it was or how it ended. Without titles they are
// worker, job, start and end, or, where there is one column, durations, which are shown one after
// another. Times are those of tabletimes.h, states and exit codes those of statuswords.h. A row
// whose end is absent is of a job that still ran. Separators are "," ";" tab "|", and commas are
// decimal where they do not separate. In a table of ours (kJobColumns) jobs are called after their
// inputs, and texts are read back exactly.
SpansRead readSpanTable(InputFile& file);
