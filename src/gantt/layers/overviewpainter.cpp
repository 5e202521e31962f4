#include "gantt/layers/overviewpainter.h"

#include "gantt/model/chartcontent.h"
#include "gantt/model/gantttr.h"
#include "gantt/model/viewport.h"
#include "gantt/paint/barcolors.h"
#include "gantt/paint/chartcanvas.h"
#include "gantt/paint/theme.h"
#include "gantt/pixels/lanepicture.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

TimeScale wholeScale(const ChartCanvas& canvas, qint64 wholeEndNs)
{
    return {0, wholeEndNs, canvas.scale().leftPx, canvas.scale().widthPx};
}

constexpr double kGapRows = 0.5; // between the parts, in heights of a row

// As many of a part as there is room for: where it has more workers, each row is one that stands
// for its neighbours as well.
int rowsOf(const ChartPart& part, int maxRows)
{
    return std::min(part.workers, maxRows);
}

// Whether the part is in it: what is simulated, or nested, is not.
bool isShown(const ChartPart& part)
{
    return part.timeline && !part.isSimulated && part.role != RunRole::Nested;
}

// How many rows, with the gaps, the height is divided by.
double rowsHigh(const ChartContent& content, int maxRows)
{
    double rows = isShown(content.first()) ? rowsOf(content.first(), maxRows) : 0;
    for (std::size_t i = 1; i < content.parts.size(); ++i) {
        if (isShown(content.parts[i]))
            rows += kGapRows + rowsOf(content.parts[i], maxRows);
    }
    return rows;
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
                              Qt::AlignLeft, GanttTr::tr("Overview"));
    const TimeScale scale = wholeScale(canvas, wholeEndNs);
    const ColumnGrid grid{scale, canvas.grid().columnPx};
    const BarColors colors = barColorsOf(content, canvas.theme());
    const QRectF area(scale.leftPx, place.top() + 7, scale.widthPx, place.height() - 14);

    const int maxRows = int(area.height() / 2) - 2;
    const double rowHeight = area.height() / rowsHigh(content, maxRows);
    const auto paintLane = [&](const ChartPart& part, int lane, double top) {
        const LanePicture picture =
            pictureOf(part.timeline->lane(lane), grid, part.usualNs, part.nowNs);
        const QRectF row(area.left(), top, area.width(), std::max(1.0, rowHeight - 1));
        colors.paintColumns(painter, row, picture.columns, grid, WorkerId{lane + 1});
        for (const Bar& bar : picture.bars)
            painter.fillRect(QRectF(bar.left, row.top(),
                                    std::max(grid.columnPx, bar.right - bar.left), row.height()),
                             colors.ofBar(bar, WorkerId{lane + 1}));
    };
    const auto paintPart = [&](const ChartPart& part, double top) {
        const int rows = rowsOf(part, maxRows);
        for (int row = 0; row < rows; ++row)
            paintLane(part, int(qint64{row} * part.workers / rows), top + row * rowHeight);
    };
    if (isShown(content.first()))
        paintPart(content.first(), area.top());
    double bottom = area.bottom();
    for (std::size_t i = content.parts.size(); i-- > 1;) {
        const ChartPart& part = content.parts[i];
        if (!isShown(part))
            continue;
        const double top = bottom - rowsOf(part, maxRows) * rowHeight;
        paintPart(part, top);
        bottom = top - kGapRows * rowHeight;
    }
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
