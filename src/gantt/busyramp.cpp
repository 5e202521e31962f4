#include "gantt/busyramp.h"

#include "gantt/theme.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

constexpr double kLeastSeen = 0.08; // however little a worker was busy, it is seen

} // namespace

BusyRamp::BusyRamp(const Theme& theme)
{
    for (std::size_t i = 0; i < kSteps; ++i)
        m_colors[i] = mixed(theme.band, theme.accent, double(i) / (kSteps - 1)).rgb();
}

void BusyRamp::paint(QPainter& painter, const QRectF& place, const std::vector<BusyColumn>& columns,
                     double leftPx, double columnPx) const
{
    if (columns.empty())
        return;
    // One line of pixels, as high as the row: the share of each column as colour.
    const int first = columns.front().column;
    QImage line(columns.back().column - first + 1, 1, QImage::Format_ARGB32_Premultiplied);
    line.fill(Qt::transparent);
    auto* pixels = reinterpret_cast<QRgb*>(line.scanLine(0));
    for (const BusyColumn& busy : columns)
        pixels[busy.column - first] =
            m_colors[std::size_t(std::lround(std::max(busy.share, kLeastSeen) * (kSteps - 1)))];
    painter.drawImage(
        QRectF(leftPx + first * columnPx, place.top(), line.width() * columnPx, place.height()),
        line);
}
