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

    // The first span that ends after the range begins.
    std::size_t next = lane.finishedBy(scale.startNs, finished);
    std::size_t startedByLeft = lane.startedBy(scale.startNs, started);
    int column = 0;
    while (next < started && column < columns) {
        const Span span = lane.span(next);
        if (span.startNs > std::min(scale.endNs, nowNs))
            break;
        const qint64 endNs = std::min(span.endOr(nowNs), std::max(nowNs, span.startNs));
        const double left = scale.xOf(span.startNs);
        const double right = scale.xOf(endNs);
        if (right - left >= narrowestPx) {
            picture.bars.push_back(
                {left, right, next, span.job, span.status, !span.endNs, endNs - span.startNs});
            // The column that the bar ends in also shows what comes behind it.
            column = std::max(column, columnOf(right));
            ++next;
            continue;
        }
        column = std::max(column, columnOf(left));
        if (column >= columns)
            break;
        const qint64 leftNs = timeOfColumn(column);
        if (leftNs > nowNs)
            break;
        const qint64 rightNs = std::max(timeOfColumn(column + 1), leftNs + 1);
        startedByLeft = lane.startedBy(leftNs, started, startedByLeft);
        const std::size_t startedByRight = lane.startedBy(rightNs, started, startedByLeft);
        const qint64 busy =
            lane.busyNs(rightNs, startedByRight, nowNs) - lane.busyNs(leftNs, startedByLeft, nowNs);
        // A span may begin at the very end of its column: then there is nothing to see of it yet.
        if (busy > 0)
            picture.columns.push_back(
                {column, std::min(1.0, double(busy) / double(rightNs - leftNs))});
        startedByLeft = startedByRight;
        next = std::max(next, lane.finishedBy(rightNs, finished, next));
        ++column;
        // A narrow span may reach into the next column: it is still next, and is looked at again.
    }
    return picture;
}
