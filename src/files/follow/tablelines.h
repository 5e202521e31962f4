// Tables of spans, a row for each job that has ended.
#pragma once

#include "files/follow/linedecoder.h"

// The one for tables that begin so, as tablecolumns.h knows them; nothing where they tell no start.
std::unique_ptr<LineDecoder> tableLinesDecoder(std::string_view beginning);
