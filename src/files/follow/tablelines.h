// Tables of spans, a row for each job that has ended.
#pragma once

#include "files/follow/linedecoder.h"

// The one for tables that begin with this row, as tablecolumns.h knows them; nothing where it tells
// no start. A row is one line.
std::unique_ptr<LineDecoder> tableLinesDecoder(std::string_view firstLine);
