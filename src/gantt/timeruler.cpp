#include "gantt/timeruler.h"

#include "gantt/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

void paintRuler(QPainter& painter, const QRectF& ruler, double gridBottom, const TimeScale& scale,
                const Theme& theme)
{
    painter.fillRect(ruler, theme.window);
    painter.fillRect(QRectF(ruler.left(), ruler.bottom() - 1, ruler.width(), 1), theme.line);

    const QFontMetricsF metrics(painter.font());
    const double spacing = metrics.horizontalAdvance(QStringLiteral("000.000 ms")) * 1.35;
    // Dashes would cost more than all the bars of a full view.
    const QColor minorLine = mixed(theme.chart, theme.line, 0.45);
    for (const Tick& tick : ticksOf(scale, spacing)) {
        const double x = std::round(tick.x) + 0.5;
        painter.fillRect(QRectF(x - 0.5, ruler.bottom(), 1, gridBottom - ruler.bottom()),
                         tick.major ? theme.line : minorLine);
        painter.setPen(QPen(theme.muted, 1));
        painter.drawLine(QPointF(x, ruler.bottom() - (tick.major ? 7 : 4)),
                         QPointF(x, ruler.bottom() - 1));
        if (!tick.major)
            continue;
        const double width = metrics.horizontalAdvance(tick.label) + 2;
        const QRectF place(tick.x - width / 2, ruler.top(), width, ruler.height() - 8);
        painter.drawText(place, Qt::AlignHCenter | Qt::AlignVCenter, tick.label);
    }
}
