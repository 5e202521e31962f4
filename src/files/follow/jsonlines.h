// Events in JSON, one or more a line: our own format, described in src/files/README.md, and those
// of a Chrome trace in its array form.
#pragma once

#include "files/follow/linedecoder.h"

// Whether the line may be one of these.
bool beginsJsonLines(std::string_view line);

// Whether the text begins with an event of ours.
bool beginsOurEvents(std::string_view text);

std::unique_ptr<LineDecoder> jsonLinesDecoder();
