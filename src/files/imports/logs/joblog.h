// The log that GNU parallel writes with --joblog, and its table of results.
#pragma once

#include "files/imports/spansread.h"

#include <string_view>

class InputFile;

// Whether a file that begins so is one.
bool beginsJoblog(std::string_view beginning);

// Whether that is a table of results rather than a joblog.
bool beginsParallelResults(std::string_view beginning);

// Each job is a span with its exit status or signal; parallel does not log its slots, so as many
// lanes are shown as ran at once on a host. Logs that were put together have their titles again,
// those of older versions have other ones. What --results writes into a file that ends with .csv or
// .tsv has the same columns before those of the arguments and the output, in quotes where needed.
// Source: parallel(1), --joblog: tab-separated, the start in seconds since 1970, the runtime in
// seconds; --results.
SpansRead readJoblog(InputFile& file);
