// Logs with a line or a row for each job that has ended: joblogs and results of GNU parallel, and
// ninja logs.
#pragma once

#include "files/follow/linedecoder.h"

// The one for logs that begin so; nothing where none do.
std::unique_ptr<LineDecoder> rowLinesDecoder(std::string_view beginning);
