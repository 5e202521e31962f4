#include "gantt/strippainter.h"

#include "gantt/theme.h"

#include <QLocale>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>

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
    // Only the steps become points: a level that lasts is one line.
    QPolygonF line;
    int last = strip.values.front();
    line.append({area.left(), yOf(last)});
    for (std::size_t i = 1; i < strip.values.size(); ++i) {
        if (strip.values[i] == last)
            continue;
        const double x = area.left() + double(i) * columnPx;
        line.append({x, yOf(last)});
        last = strip.values[i];
        line.append({x, yOf(last)});
    }
    line.append({area.left() + double(strip.values.size()) * columnPx, yOf(last)});
    QPolygonF filled = line;
    filled.append({line.last().x(), area.bottom()});
    filled.append({area.left(), area.bottom()});
    QColor fill = color;
    fill.setAlphaF(0.3F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(filled);
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}
