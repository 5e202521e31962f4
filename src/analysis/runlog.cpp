#include "analysis/runlog.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace {

// The entries of one lane are start, end, start, end …: even ones start a span, odd ones end it.
std::size_t spanOf(std::size_t entry)
{
    return entry / 2;
}

bool isStart(std::size_t entry)
{
    return entry % 2 == 0;
}

qint64 timeOf(const Lane& lane, std::size_t entry)
{
    return isStart(entry) ? lane.startNs(spanOf(entry)) : lane.endNs(spanOf(entry));
}

LogEntry::Kind kindOf(const Span& span, bool start)
{
    if (start)
        return LogEntry::Kind::Started;
    switch (span.status) {
    case JobStatus::Failed:
        return LogEntry::Kind::Failed;
    case JobStatus::Cancelled:
        return LogEntry::Kind::Cancelled;
    case JobStatus::Retried:
        return LogEntry::Kind::Retried;
    case JobStatus::Finished:
        break;
    }
    return LogEntry::Kind::Finished;
}

LogEntry entryOf(const Timeline& timeline, std::size_t laneIndex, std::size_t entry)
{
    const Lane& lane = timeline.lane(int(laneIndex));
    const Span span = lane.span(spanOf(entry));
    LogEntry logged{timeOf(lane, entry), WorkerId{qint32(laneIndex + 1)}, span.job,
                    kindOf(span, isStart(entry))};
    logged.attempt = lane.attemptNumberAt(spanOf(entry));
    if (logged.kind == LogEntry::Kind::Failed || logged.kind == LogEntry::Kind::Retried)
        logged.error = lane.errorOf(spanOf(entry));
    return logged;
}

// The first entry in [low, high) of a lane whose time is above `timeNs`, or high.
std::size_t firstAbove(const Lane& lane, qint64 timeNs, std::size_t low, std::size_t high)
{
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (timeOf(lane, middle) <= timeNs)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

} // namespace

RunLog::RunLog(const Timeline& timeline)
    : m_timeline(timeline), m_limits(std::size_t(timeline.laneCount()))
{
    for (std::size_t i = 0; i < m_limits.size(); ++i) {
        const Lane& lane = timeline.lane(int(i));
        // An end is only counted with its start, so the ends are read first.
        const std::size_t finished = lane.finishedCount();
        const std::size_t started = lane.startedCount();
        m_limits[i] = finished < started ? 2 * finished + 1 : 2 * finished;
    }
    m_count = std::accumulate(m_limits.begin(), m_limits.end(), std::size_t{0});
}

std::vector<LogEntry> RunLog::entries(std::size_t first, std::size_t count) const
{
    std::vector<LogEntry> result;
    if (first >= m_count)
        return result;
    count = std::min(count, m_count - first);
    result.reserve(count);
    Positions positions = positionsBefore(first);
    for (std::size_t i = 0; i < count; ++i)
        result.push_back(takeNext(positions));
    return result;
}

RunLog::Positions RunLog::positionsBefore(std::size_t first) const
{
    // Bisects the time: `low` holds the entries at or before `lowNs`, never more than `first`.
    Positions low(m_limits.size(), 0);
    Positions high = m_limits;
    qint64 lowNs = -1;
    qint64 highNs = 0;
    for (std::size_t i = 0; i < m_limits.size(); ++i) {
        if (m_limits[i] > 0)
            highNs = std::max(highNs, timeOf(m_timeline.lane(int(i)), m_limits[i] - 1));
    }
    Positions middle(m_limits.size());
    while (highNs - lowNs > 1) {
        const qint64 middleNs = lowNs + (highNs - lowNs) / 2;
        std::size_t before = 0;
        for (std::size_t i = 0; i < m_limits.size(); ++i) {
            middle[i] = firstAbove(m_timeline.lane(int(i)), middleNs, low[i], high[i]);
            before += middle[i];
        }
        if (before <= first) {
            low = middle;
            lowNs = middleNs;
        } else {
            high = middle;
            highNs = middleNs;
        }
    }
    // Entries that share one stamp are left to count off.
    std::size_t before = std::accumulate(low.begin(), low.end(), std::size_t{0});
    for (; before < first; ++before)
        takeNext(low);
    return low;
}

LogEntry RunLog::takeNext(Positions& positions) const
{
    std::size_t next = positions.size();
    qint64 nextNs = std::numeric_limits<qint64>::max();
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (positions[i] == m_limits[i])
            continue;
        const qint64 ns = timeOf(m_timeline.lane(int(i)), positions[i]);
        if (next == positions.size() || ns < nextNs) {
            next = i;
            nextNs = ns;
        }
    }
    return entryOf(m_timeline, next, positions[next]++);
}

LogCursor::LogCursor(const Timeline& timeline)
    : m_timeline(timeline), m_positions(std::size_t(timeline.laneCount()), 0)
{
}

std::vector<LogEntry> LogCursor::takeNew()
{
    constexpr std::size_t kAtOnce = 100'000;
    const RunLog log(m_timeline);
    m_positions.resize(log.m_limits.size(), 0); // workers may have been added
    const std::size_t eachLane = kAtOnce / m_positions.size() + 1;
    // Where a lane has more than its part, nothing later than that part's end is taken of any lane.
    qint64 untilNs = std::numeric_limits<qint64>::max();
    for (std::size_t i = 0; i < m_positions.size(); ++i) {
        const std::size_t last = m_positions[i] + eachLane - 1;
        if (last < log.m_limits[i])
            untilNs = std::min(untilNs, timeOf(m_timeline.lane(int(i)), last));
    }
    std::vector<LogEntry> entries;
    for (std::size_t i = 0; i < m_positions.size(); ++i) {
        const std::size_t end =
            firstAbove(m_timeline.lane(int(i)), untilNs, m_positions[i], log.m_limits[i]);
        for (; m_positions[i] < end; ++m_positions[i])
            entries.push_back(entryOf(m_timeline, i, m_positions[i]));
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const LogEntry& a, const LogEntry& b) { return a.timeNs < b.timeNs; });
    return entries;
}
