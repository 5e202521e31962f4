// The log that ninja keeps of what it has built.
#pragma once

#include "files/imports/logs/ninjabuilds.h"
#include "files/imports/spansread.h"

#include <optional>
#include <string_view>

class InputFile;

// Whether a file that begins so is one: "# ninja log v5".
bool beginsNinjaLog(std::string_view beginning);

// The version of the log that the title names; 0 where it names none.
int ninjaLogVersion(std::string_view title);

// What a line says, but for its name and its build.
struct NinjaLogLine
{
    NinjaLine line;
    std::string_view output; // a piece of the line

    // Nothing where it has no start, end and output.
    static std::optional<NinjaLogLine> of(std::string_view text);
};

// Each step of a build is a span, once for all that it made; ninja keeps no count of its slots, so
// as many lanes are shown as ran at once. A log of several builds shows them one after another.
// Source: ninja's src/build_log.cc: start, end (both milliseconds), modification time, output, hash
// of the command.
SpansRead readNinjaLog(InputFile& file);
