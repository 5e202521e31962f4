// The range of time in which the spans of a file lie, without a few that lie far off.
#pragma once

#include "files/imports/importedrun.h"

// Leaves out spans whose times are none, as those at 0 in a file whose others are of today: the
// range would have to hold both, and nothing would be seen of either. Left out is what a gap
// separates from the part that holds most spans, where that is certain:
// - the gap is 1,000 times as long as that part, or longer, and
// - either it is a year or longer, and the part holds more than half of the spans,
// - or it is an hour or longer, what lies before it starts at exactly 0, and the part holds more
//   than two thirds of the spans.
// Returns what is to be said of it, which is nothing where none was left out.
QStringList leaveOutFarSpans(ImportedSpans& imported);
