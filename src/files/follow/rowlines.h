// Logs with a line for each job that has ended: joblogs of GNU parallel and ninja logs.
#pragma once

#include "files/follow/linedecoder.h"

// Whether the line is the title of one.
bool beginsRowLines(std::string_view line);

// The one for logs with that title.
std::unique_ptr<LineDecoder> rowLinesDecoder(std::string_view title);
