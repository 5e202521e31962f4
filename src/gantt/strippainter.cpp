#include "gantt/strippainter.h"

#include "gantt/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

constexpr double kNamesLeft = 14;

} // namespace

void paintStrip(QPainter& painter, const QRectF& place, const Strip& strip, const TimeScale& scale,
                double columnPx, const Theme& theme, const QFont& font)
{
    painter.fillRect(QRectF(place.left(), place.top(), place.width(), 1), theme.line);
    const QRectF area(scale.leftPx, place.top() + place.height() * 0.2, scale.widthPx,
                      place.height() * 0.62);

    painter.setFont(font);
    painter.setPen(theme.muted);
    painter.drawText(QRectF(kNamesLeft, area.top(), scale.leftPx - kNamesLeft, area.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, strip.title);
    const double lineHeight = QFontMetricsF(font).height();
    const auto limit = [&](double y, int value) {
        painter.drawText(QRectF(0, y - lineHeight / 2, scale.leftPx - 6, lineHeight),
                         Qt::AlignRight | Qt::AlignVCenter,
                         QLocale(QLocale::English).toString(value));
    };
    limit(area.top(), strip.most);
    limit(area.bottom(), 0);

    const QColor color = strip.ofPool ? theme.pool : theme.accent;
    painter.setPen(QPen(color, 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (strip.values.empty())
        return;
    const auto yOf = [&](int value) {
        const double share = std::clamp(double(value) / std::max(1, strip.most), 0.0, 1.0);
        return area.bottom() - share * area.height();
    };
    // A level that lasts is one rectangle; there are never more than columns.
    const QColor fill = mixed(theme.chart, color, 0.3);
    double lastY = area.bottom();
    const std::size_t count = strip.values.size();
    for (std::size_t from = 0, to = 0; from < count; from = to) {
        while (to < count && strip.values[to] == strip.values[from])
            ++to;
        const double left = area.left() + double(from) * columnPx;
        const double right = area.left() + double(to) * columnPx;
        const double y = yOf(strip.values[from]);
        painter.fillRect(QRectF(left, y, right - left, area.bottom() - y), fill);
        painter.fillRect(QRectF(left, y - 1, right - left, 1), color);
        painter.fillRect(QRectF(left, std::min(y, lastY) - 1, 1, std::abs(y - lastY) + 1), color);
        lastY = y;
    }
}
