// Times as ISO 8601 writes them.
#pragma once

#include <QtGlobal>

#include <optional>
#include <string_view>

// Nanoseconds since 1970-01-01 UTC of a date and a time of day: "2024-10-16T12:19:46.25Z",
// "2024-10-16 12:19:46,25 +02:00", "2024-10-16T12:19", "20241016T121946Z". What stands below a
// nanosecond is cut; a zone is "Z", "UTC", "GMT", ±hh, ±hhmm or ±hh:mm, also with its name behind
// ("+01:00[Europe/Berlin]"), and a time without one is taken as UTC. Nothing for anything else,
// also for a date alone, a week's or a year's day ("2024-W42-3", "2024-290") and a zone that has
// only a name, and beyond ± kMaxTimeNs (decimal.h).
std::optional<qint64> isoTimeNs(std::string_view text);
