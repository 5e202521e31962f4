#include "gantt/stripvalues.h"

#include "timeline/timeline.h"

#include <algorithm>
#include <cmath>

namespace {

// The instants at which the columns begin, up to `nowNs`.
std::vector<qint64> columnTimes(const TimeScale& scale, double columnPx, qint64 nowNs)
{
    std::vector<qint64> times;
    const int columns = int(std::ceil(scale.widthPx / columnPx));
    for (int column = 0; column < columns; ++column) {
        const qint64 time = scale.timeAt(scale.leftPx + column * columnPx);
        if (time > nowNs)
            break;
        times.push_back(time);
    }
    return times;
}

// Takes a lane's jobs off those that wait, and its worker into those that are busy.
void addLane(StripValues& values, const Lane& lane, const std::vector<qint64>& times)
{
    const std::size_t finished = lane.finishedCount();
    const std::size_t started = lane.startedCount();
    std::size_t before = 0;
    std::size_t inLastColumn = 0;
    for (std::size_t column = 0; column < times.size(); ++column) {
        // A lane with few spans is skipped along by its next start, without a search a column.
        if (before < started && lane.startNs(before) <= times[column]) {
            const std::size_t count = lane.startedBy(times[column], started, before, inLastColumn);
            inLastColumn = count - before;
            before = count;
        }
        values.waiting[column] -= int(before);
        values.busy[column] += int(before - lane.finishedBy(times[column], before, finished));
    }
}

} // namespace

StripValues stripValuesOf(const Timeline& timeline, const TimeScale& scale, double columnPx,
                          qint64 nowNs)
{
    const std::vector<qint64> times = columnTimes(scale, columnPx, nowNs);
    StripValues values{std::vector<int>(times.size(), 0), std::vector<int>(times.size(), 0)};
    if (times.empty())
        return values;
    for (int i = 0; i < timeline.laneCount(); ++i)
        addLane(values, timeline.lane(i), times);
    // Read after the starts: a job is recorded as queued before it is as started.
    const std::size_t queued = timeline.queuedCount();
    std::size_t before = 0;
    std::size_t inLastColumn = 0;
    for (std::size_t column = 0; column < times.size(); ++column) {
        const std::size_t count = timeline.queuedBy(times[column], queued, before, inLastColumn);
        inLastColumn = count - before;
        before = count;
        values.waiting[column] += int(count);
    }
    return values;
}
