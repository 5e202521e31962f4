#include "gantt/paint/overviewpainter.h"

#include "gantt/model/chartcontent.h"
#include "gantt/model/lanepicture.h"
#include "gantt/paint/barcolors.h"
#include "gantt/paint/chartcanvas.h"
#include "gantt/paint/theme.h"
#include "timeline/timeline.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

TimeScale wholeScale(const ChartCanvas& canvas, qint64 wholeEndNs)
{
    return {0, wholeEndNs, canvas.scale().leftPx, canvas.scale().widthPx};
}

} // namespace

void paintOverview(QPainter& painter, const ChartCanvas& canvas, const ChartContent& content,
                   qint64 wholeEndNs)
{
    const QRectF place = canvas.layout().overview();
    painter.fillRect(place, canvas.theme().window);
    painter.fillRect(QRectF(place.left(), place.top(), place.width(), 1), canvas.theme().line);
    painter.setPen(canvas.theme().muted);
    canvas.fonts().small.draw(painter, place.adjusted(ChartCanvas::kNamesLeft, 0, 0, 0),
                              Qt::AlignLeft, QCoreApplication::translate("Chart", "Overview"));
    const TimeScale scale = wholeScale(canvas, wholeEndNs);
    const ColumnGrid grid{scale, canvas.grid().columnPx};
    const BarColors colors = barColorsOf(content, canvas.theme());
    const QRectF area(scale.leftPx, place.top() + 7, scale.widthPx, place.height() - 14);

    // As many rows as there is room for; of more workers every so manieth stands for its
    // neighbours.
    const int lanes = content.pool ? content.pool->laneCount() : 0;
    const int shown = std::min(lanes, int(area.height() / 2) - 2);
    const double rowHeight = area.height() / (shown + (content.sequential ? 1.5 : 0));
    const auto paintRow = [&](const Timeline& timeline, qint64 usual, int lane, double top) {
        const qint64 now = timeline.elapsedNs(content.monotonicNowNs);
        const LanePicture picture = pictureOf(timeline.lane(lane), grid, usual, now);
        const QRectF row(area.left(), top, area.width(), std::max(1.0, rowHeight - 1));
        colors.paintColumns(painter, row, picture.columns, grid, WorkerId{lane + 1});
        for (const Bar& bar : picture.bars)
            painter.fillRect(QRectF(bar.left, row.top(),
                                    std::max(grid.columnPx, bar.right - bar.left), row.height()),
                             colors.ofBar(bar, WorkerId{lane + 1}));
    };
    const auto usualOf = [&](const Timeline& timeline) {
        return usualNs(timeline, timeline.elapsedNs(content.monotonicNowNs));
    };
    const qint64 poolUsualNs = content.pool ? usualOf(*content.pool) : 0;
    for (int row = 0; row < shown; ++row)
        paintRow(*content.pool, poolUsualNs, int(qint64{row} * lanes / shown),
                 area.top() + row * rowHeight);
    if (content.sequential)
        paintRow(*content.sequential, usualOf(*content.sequential), 0, area.bottom() - rowHeight);
}

void paintOverviewWindow(QPainter& painter, const ChartCanvas& canvas, const Viewport& viewport)
{
    const QRectF place = canvas.layout().overview().adjusted(0, 3, 0, -3);
    const TimeScale scale = wholeScale(canvas, viewport.whole().endNs);
    const double left = std::round(scale.xOf(viewport.visible().startNs)) - 1;
    const double right = std::max(left + 4, std::round(scale.xOf(viewport.visible().endNs)) + 1);
    constexpr double kLine = 2;
    for (const double y : {place.top(), place.bottom() - kLine})
        painter.fillRect(QRectF(left, y, right - left, kLine), canvas.theme().accent);
    for (const double x : {left, right - kLine})
        painter.fillRect(QRectF(x, place.top(), kLine, place.height()), canvas.theme().accent);
}
