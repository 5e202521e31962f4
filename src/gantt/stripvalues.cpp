#include "gantt/stripvalues.h"

#include "timeline/timeline.h"

#include <algorithm>
#include <cmath>

namespace {

// Counts events up to the instant of each column. An ascending column of event times is given by
// its size, a time for an index, and a galloping count of those at or before a time.
class ColumnCounter
{
public:
    ColumnCounter(const TimeScale& scale, double columnPx, qint64 nowNs)
    {
        const int all = int(std::ceil(scale.widthPx / columnPx));
        for (int column = 0; column < all; ++column) {
            const qint64 time = scale.timeAt(scale.leftPx + column * columnPx);
            if (time > nowNs)
                break;
            m_times.push_back(time);
        }
    }

    std::size_t columns() const { return m_times.size(); }

    template <typename TimeOf, typename CountBy>
    void add(std::vector<int>& counts, int sign, TimeOf timeOf, CountBy countBy) const
    {
        if (m_times.empty())
            return;
        const std::size_t before = countBy(m_times.front(), 0);
        const std::size_t upTo = countBy(m_times.back(), before);
        counts[0] += sign * int(before);
        if (upTo - before <= m_times.size()) {
            auto column = m_times.begin();
            for (std::size_t k = before; k < upTo; ++k) {
                column = std::lower_bound(column, m_times.end(), timeOf(k));
                counts[std::size_t(column - m_times.begin())] += sign;
            }
            return;
        }
        std::size_t last = before;
        for (std::size_t column = 1; column < m_times.size(); ++column) {
            const std::size_t count = countBy(m_times[column], last);
            counts[column] += sign * int(count - last);
            last = count;
        }
    }

private:
    std::vector<qint64> m_times;
};

// Turns the changes at each column into the values there.
void sumUp(std::vector<int>& counts)
{
    for (std::size_t i = 1; i < counts.size(); ++i)
        counts[i] += counts[i - 1];
}

} // namespace

StripValues stripValuesOf(const Timeline& timeline, const TimeScale& scale, double columnPx,
                          qint64 nowNs)
{
    const ColumnCounter counter(scale, columnPx, nowNs);
    StripValues values{std::vector<int>(counter.columns(), 0),
                       std::vector<int>(counter.columns(), 0)};
    for (int i = 0; i < timeline.laneCount(); ++i) {
        const Lane& lane = timeline.lane(i);
        const std::size_t finished = lane.finishedCount();
        const std::size_t started = lane.startedCount();
        const auto startOf = [&](std::size_t k) {
            return lane.startNs(k);
        };
        const auto startedBy = [&](qint64 time, std::size_t from) {
            return lane.startedBy(time, started, from);
        };
        counter.add(values.waiting, -1, startOf, startedBy);
        counter.add(values.busy, 1, startOf, startedBy);
        counter.add(
            values.busy, -1, [&](std::size_t k) { return lane.endNs(k); },
            [&](qint64 time, std::size_t from) { return lane.finishedBy(time, finished, from); });
    }
    // Read after the starts: a job is recorded as queued before it is as started.
    const std::size_t queued = timeline.queuedCount();
    counter.add(
        values.waiting, 1, [&](std::size_t k) { return timeline.queuedNs(k); },
        [&](qint64 time, std::size_t from) { return timeline.queuedBy(time, queued, from); });
    sumUp(values.waiting);
    sumUp(values.busy);
    return values;
}
