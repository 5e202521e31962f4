// What tells the spans of a trace from one another.
#pragma once

#include "files/trace/traceevent.h"

#include <string>
#include <string_view>

// What a span is called: a piece of the event, or of `room`, which is written then.
std::string_view spanName(const TraceEvent& event, std::string& room);

// The same for asynchronous events that belong together: their category, scope and id, and of the
// old phases (S, F) their name.
std::string_view asyncKey(const TraceEvent& event, std::string& room);

// A sum of clang's spans of one name, which stands on a thread of its own from 0 on: no time of its
// own.
bool isSumOfSpans(const TraceEvent& event);
