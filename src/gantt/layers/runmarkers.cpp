#include "gantt/layers/runmarkers.h"

#include "base/durationtext.h"
#include "gantt/model/chartcontent.h"
#include "gantt/model/gantttr.h"
#include "gantt/paint/chartcanvas.h"
#include "gantt/paint/rolelook.h"
#include "gantt/paint/simulatedlook.h"
#include "gantt/paint/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

QPainterPath roundedPath(const QRectF& rect, double radius)
{
    QPainterPath path;
    path.addRoundedRect(rect, radius, radius);
    return path;
}

} // namespace

void paintPauses(QPainter& painter, const ChartCanvas& canvas, const ChartPart& part,
                 const QRectF& place, const QRectF& words)
{
    if (!part.timeline)
        return;
    const ChartLayout& layout = canvas.layout();
    const TimeScale& scale = canvas.scale();
    const Theme& theme = canvas.theme();
    const Lane& pauses = part.timeline->pauses();
    const std::size_t count = pauses.startedBy(part.nowNs, pauses.startedCount());
    const QuickText& small = canvas.fonts().small;
    for (std::size_t i = 0; i < count; ++i) {
        const Span pause = pauses.span(i);
        const qint64 endNs = std::min(pause.endOr(part.nowNs), part.nowNs);
        const double left = std::max(scale.xOf(pause.startNs), layout.axisLeft());
        const double right = std::min(scale.xOf(endNs), layout.axisRight());
        const QRectF area(left, place.top(), std::max(1.0, right - left), place.height());
        if (right < layout.axisLeft() || left > layout.axisRight())
            continue;
        painter.fillRect(area, mixed(theme.chart, theme.muted, 0.22));
        // Bars of jobs in hand reach into it: the words stand in the line above.
        const QRectF above = words & QRectF(area.left(), words.top(), area.width(), words.height());
        const QString length = readableDuration(std::chrono::nanoseconds(endNs - pause.startNs));
        for (const QString& text : {GanttTr::tr("paused %1").arg(length), GanttTr::tr("paused")}) {
            if (small.width(text) + ChartCanvas::kTextMargin / 2 > above.width())
                continue;
            painter.save();
            painter.setClipping(false);
            painter.setPen(theme.muted);
            small.draw(painter, above, Qt::AlignHCenter, text);
            painter.restore();
            break;
        }
    }
}

void paintEndMarker(QPainter& painter, const ChartCanvas& canvas, const ChartPart& part,
                    const QRectF& place)
{
    if (!part.begun)
        return;
    const ChartLayout& layout = canvas.layout();
    const QColor& color = colorOf(part, canvas.theme());
    const double top = layout.ruler().bottom();
    const double x = canvas.scale().xOf(part.nowNs);
    if (x < layout.axisLeft() || x > layout.axisRight() + 1)
        return;
    const bool running =
        part.nowNs < part.timeline->makespanNs().value_or(std::numeric_limits<qint64>::max());
    const QString text = readableDuration(std::chrono::nanoseconds(part.nowNs)) +
                         (running ? QStringLiteral(" ●") : QString());
    const QuickText& font = canvas.fonts().heading;
    QRectF pill(0, 0, font.width(text) + 16, font.height() + 5);
    pill.moveCenter(QPointF(x, place.top() + place.height() * 0.42));
    pill.moveLeft(
        std::clamp(pill.left(), layout.axisLeft(), layout.ruler().right() - pill.width() - 2));
    if (part.isSimulated)
        dashDown(painter, std::round(x) - 1, top, pill.top(), color);
    else
        painter.fillRect(QRectF(std::round(x) - 1, top, 2, pill.top() - top), color);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(roundedPath(pill, 3), color);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(textOn(color));
    font.draw(painter, pill, Qt::AlignHCenter, text);
}

double endMarkerReachPx(const ChartFonts& fonts)
{
    return fonts.heading.width(QStringLiteral("000 d 00 h 00 min 00.0 s *"));
}
