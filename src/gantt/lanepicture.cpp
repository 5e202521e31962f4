#include "gantt/lanepicture.h"

#include <algorithm>
#include <cmath>

namespace {

// Narrower spans are shown as shares of their columns.
constexpr double kNarrowestBarColumns = 3;

} // namespace

LanePicture pictureOf(const Lane& lane, const TimeScale& scale, double columnPx, qint64 nowNs)
{
    LanePicture picture;
    const std::size_t finished = lane.finishedCount();
    const std::size_t started = lane.startedCount();
    const int columns = int(std::ceil(scale.widthPx / columnPx));
    const double narrowestPx = kNarrowestBarColumns * columnPx;
    const auto columnOf = [&](double x) {
        return int(std::floor((x - scale.leftPx) / columnPx));
    };
    const auto timeOfColumn = [&](int column) {
        return scale.timeAt(scale.leftPx + column * columnPx);
    };

    std::size_t startedByLeft = lane.startedBy(scale.startNs, started);
    std::size_t inLastColumn = 0; // spans that started in it: a guess for the next one
    qint64 busyByRight = 0;       // the busy time up to busyUntilNs
    qint64 busyUntilNs = -1;
    // The first span that ends after the range begins.
    std::size_t next = lane.finishedBy(scale.startNs, startedByLeft, finished);
    int column = 0;
    while (next < started && column < columns) {
        const qint64 startNs = lane.startNs(next);
        if (startNs > std::min(scale.endNs, nowNs))
            break;
        const bool ended = next < finished && lane.endNs(next) <= nowNs;
        const qint64 endNs = ended ? lane.endNs(next) : nowNs;
        const double left = scale.xOf(startNs);
        const double right = scale.xOf(endNs);
        if (right - left >= narrowestPx) {
            const Span span = lane.span(next);
            picture.bars.push_back({left, right, next, span.job,
                                    ended ? span.status : JobStatus::Finished, !ended,
                                    endNs - startNs});
            // The column that the bar ends in also shows what comes behind it.
            column = std::max(column, columnOf(right));
            ++next;
            continue;
        }
        column = std::max(column, columnOf(left));
        const qint64 leftNs = timeOfColumn(column);
        if (column >= columns || leftNs > nowNs)
            break;
        const qint64 rightNs = std::max(timeOfColumn(column + 1), leftNs + 1);
        const qint64 untilNs = std::min(rightNs, nowNs);
        if (lane.startNs(startedByLeft < started ? startedByLeft : started - 1) <= leftNs)
            startedByLeft = lane.startedBy(leftNs, started, startedByLeft);
        const std::size_t startedByRight =
            lane.startedBy(untilNs, started, startedByLeft, inLastColumn);
        inLastColumn = startedByRight - startedByLeft;
        // Where the columns touch, the last one's right edge is this one's left edge.
        const qint64 busyByLeft =
            leftNs == busyUntilNs ? busyByRight : lane.busyNs(leftNs, startedByLeft, nowNs);
        busyByRight = lane.busyNs(untilNs, startedByRight, nowNs);
        busyUntilNs = untilNs;
        const qint64 busy = busyByRight - busyByLeft;
        // A span may begin at the very end of its column: then there is nothing to see of it yet.
        if (busy > 0)
            picture.columns.push_back(
                {column, std::min(1.0, double(busy) / double(rightNs - leftNs))});
        startedByLeft = startedByRight;
        next = std::max(next, lane.finishedBy(untilNs, startedByRight, finished));
        ++column;
        // A narrow span may reach into the next column: it is still next, and is looked at again.
    }
    return picture;
}
