// The log that ninja keeps of what it has built.
#pragma once

#include "files/imports/spansread.h"

#include <string_view>

class InputFile;

// Whether a file that begins so is one: "# ninja log v5".
bool beginsNinjaLog(std::string_view beginning);

// Each step of a build is a span, once for all that it made; ninja keeps no count of its slots, so
// as many lanes are shown as ran at once. A log of several builds shows them one after another.
// Source: ninja's src/build_log.cc: start, end (both milliseconds), modification time, output, hash
// of the command.
SpansRead readNinjaLog(InputFile& file);
