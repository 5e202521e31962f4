#include "gantt/layers/strippainter.h"

#include "gantt/paint/chartcanvas.h"
#include "gantt/paint/quickrects.h"
#include "gantt/paint/textbatch.h"
#include "gantt/paint/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

// What the strip shows, and the limits of its axis, left of the strip's area.
void paintNames(QPainter& painter, const QRectF& area, const Strip& strip,
                const ChartCanvas& canvas)
{
    const QuickText& text = canvas.fonts().small;
    const Theme& theme = canvas.theme();
    TextBatch names(painter);
    const double lineHeight = text.height();
    const auto line = [&](double centerY, Qt::Alignment alignment, const QString& words,
                          const QColor& color) {
        names.add(text, color,
                  QRectF(ChartCanvas::kNamesLeft, centerY - lineHeight / 2,
                         area.left() - 6 - ChartCanvas::kNamesLeft, lineHeight),
                  alignment, words, theme.chart);
    };
    const double middle = area.center().y() - (strip.mark.isEmpty() ? 0 : lineHeight / 2);
    line(middle - lineHeight / 2, Qt::AlignLeft, strip.title, theme.muted);
    line(middle + lineHeight / 2, Qt::AlignLeft, strip.subtitle, theme.muted);
    line(middle + lineHeight * 3 / 2, Qt::AlignLeft, strip.mark, theme.error);
    const QLocale english(QLocale::English);
    line(area.top(), Qt::AlignRight, english.toString(strip.most), theme.muted);
    line(area.bottom(), Qt::AlignRight, english.toString(0), theme.muted);
    names.draw();
}

// From column `first` to before `end`.
void paintMarked(QPainter& painter, const QRectF& area, const Strip& strip, std::size_t first,
                 std::size_t end, const ChartCanvas& canvas)
{
    if (strip.mark.isEmpty())
        return;
    constexpr double kHeight = 4;
    const double columnPx = canvas.grid().columnPx;
    const Theme& theme = canvas.theme();
    for (std::size_t from = first, to = first; from < end; from = to) {
        while (to < end && strip.marked[to] == strip.marked[from])
            ++to;
        if (strip.marked[from] > 0)
            painter.fillRect(QRectF(area.left() + double(from) * columnPx, area.top() - kHeight - 1,
                                    double(to - from) * columnPx, kHeight),
                             mixed(theme.chart, theme.error, std::max(0.15, strip.marked[from])));
    }
}

} // namespace

void paintSteps(QPainter& painter, const QRectF& area, const std::vector<double>& values,
                double most, const QColor& color, const QColor& ground, ColumnRange exposed,
                const ChartCanvas& canvas)
{
    const double columnPx = canvas.grid().columnPx;
    const auto yOf = [&](double value) {
        const double share = std::clamp(value / most, 0.0, 1.0);
        return area.bottom() - share * area.height();
    };
    // A level that lasts is one rectangle; there are never more than columns.
    const QColor fill = mixed(ground, color, 0.3);
    const std::size_t count = std::min(values.size(), std::size_t(exposed.end));
    const auto first = std::min(count, std::size_t(std::max(0, exposed.first - 1)));
    const QRectF seen(area.left() + double(first) * columnPx, area.top() - 1,
                      double(count - first) * columnPx + 1, area.height() + 1);
    QuickRects rects(painter, seen);
    double lastY = first > 0 ? yOf(values[first - 1]) : area.bottom();
    for (std::size_t from = first, to = first; from < count; from = to) {
        while (to < count && values[to] == values[from])
            ++to;
        const double left = area.left() + double(from) * columnPx;
        const double right = area.left() + double(to) * columnPx;
        const double y = yOf(values[from]);
        rects.fill(QRectF(left, y, right - left, area.bottom() - y), fill);
        rects.fill(QRectF(left, y - 1, right - left, 1), color);
        rects.fill(QRectF(left, std::min(y, lastY) - 1, 1, std::abs(y - lastY) + 1), color);
        lastY = y;
    }
    rects.draw();
}

void paintStrip(QPainter& painter, const QRectF& place, const Strip& strip, ColumnRange exposed,
                const ChartCanvas& canvas)
{
    const ColumnGrid grid = canvas.grid();
    const TimeScale& scale = grid.scale;
    const Theme& theme = canvas.theme();
    painter.fillRect(QRectF(place.left(), place.top(), place.width(), 1), theme.line);
    const QRectF area(scale.leftPx, place.top() + place.height() * 0.2, scale.widthPx,
                      place.height() * 0.62);

    if (exposed.first == 0)
        paintNames(painter, area, strip, canvas);

    painter.setPen(QPen(strip.color, 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (strip.values.empty())
        return;
    paintSteps(painter, area, strip.values, std::max(1, strip.most), strip.color, theme.chart,
               exposed, canvas);
    const std::size_t count = std::min(strip.values.size(), std::size_t(exposed.end));
    const auto first = std::min(count, std::size_t(std::max(0, exposed.first - 1)));
    paintMarked(painter, area, strip, first, count, canvas);
}
