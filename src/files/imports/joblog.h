// The log that GNU parallel writes with --joblog.
#pragma once

#include "files/imports/spansread.h"

#include <string_view>

class InputFile;

// Whether a file that begins so is one.
bool beginsJoblog(std::string_view beginning);

// Each job is a span with its exit status or signal; parallel does not log its slots, so as many
// lanes are shown as ran at once on a host. Source: parallel(1), --joblog: tab-separated, the start
// in seconds since 1970, the runtime in seconds.
SpansRead readJoblog(InputFile& file);
