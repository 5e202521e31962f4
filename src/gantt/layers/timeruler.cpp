#include "gantt/layers/timeruler.h"

#include "gantt/paint/chartcanvas.h"
#include "gantt/paint/textbatch.h"
#include "gantt/paint/theme.h"

#include <QPainter>

#include <cmath>

void paintRuler(QPainter& painter, const ChartCanvas& canvas)
{
    const QRectF ruler = canvas.layout().ruler();
    const double gridBottom = canvas.layout().axisBottom();
    const TimeScale& scale = canvas.scale();
    const Theme& theme = canvas.theme();
    const QuickText& text = canvas.fonts().small;
    painter.fillRect(ruler, theme.window);
    painter.fillRect(QRectF(ruler.left(), ruler.bottom() - 1, ruler.width(), 1), theme.line);

    const double spacing = text.width(QStringLiteral("000.000 ms")) * 1.35;
    // Dashes would cost more than all the bars of a full view.
    const QColor minorLine = mixed(theme.chart, theme.line, 0.45);
    TextBatch labels(painter);
    labels.add(text, theme.muted,
               QRectF(ChartCanvas::kNamesLeft, ruler.center().y(), 0, ruler.height() / 2 - 2),
               Qt::AlignLeft | Qt::AlignVCenter, axisBaseLabel(scale, spacing), theme.window);
    labels.draw();
    painter.setPen(QPen(theme.muted, 1));
    for (const Tick& tick : ticksOf(scale, spacing)) {
        const double x = std::round(tick.x) + 0.5;
        painter.fillRect(QRectF(x - 0.5, ruler.bottom(), 1, gridBottom - ruler.bottom()),
                         tick.major ? theme.line : minorLine);
        painter.drawLine(QPointF(x, ruler.bottom() - (tick.major ? 7 : 4)),
                         QPointF(x, ruler.bottom() - 1));
        if (tick.major)
            labels.add(text, theme.muted, QRectF(tick.x, ruler.top(), 0, ruler.height() - 8),
                       Qt::AlignHCenter, tick.label, theme.window);
    }
    labels.draw();
}
