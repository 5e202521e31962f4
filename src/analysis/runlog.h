// The log of a run: which worker started and finished which job, in the order of time, as a view of
// the timeline. It keeps nothing for a line.
#pragma once

#include "timeline/timeline.h"

#include <QString>

#include <cstddef>
#include <vector>

struct LogEntry
{
    enum class Kind { Started, Finished, Failed, Cancelled, Retried };

    qint64 timeNs; // from the zero of the run
    WorkerId worker;
    JobId job;
    Kind kind;
    int attempt = 1;
    const QString* error = nullptr; // of Failed and Retried, where the work said something
};

// The log of what had been recorded when it was made. `timeline` outlives it. Entries with the same
// stamp stand in the order of their workers.
class RunLog
{
public:
    explicit RunLog(const Timeline& timeline);

    std::size_t count() const { return m_count; }

    // Up to `count` entries from the `first` on, counted from 0. Costs some searches in each lane,
    // and a look at each lane for each entry.
    std::vector<LogEntry> entries(std::size_t first, std::size_t count) const;

private:
    friend class LogCursor;

    // How many entries of each lane stand before a place in the log.
    using Positions = std::vector<std::size_t>;

    Positions positionsBefore(std::size_t first) const;
    // Takes the next entry by time and moves its lane's position on.
    LogEntry takeNext(Positions& positions) const;

    const Timeline& m_timeline;
    Positions m_limits; // how many entries each lane has
    std::size_t m_count = 0;
};

// Reads a log while it grows: each entry once, each lane's in order.
class LogCursor
{
public:
    explicit LogCursor(const Timeline& timeline);

    // Entries recorded since the last call, in the order of time, some 100,000 at most; none when
    // there are no more.
    std::vector<LogEntry> takeNew();

private:
    const Timeline& m_timeline;
    RunLog::Positions m_positions;
};
