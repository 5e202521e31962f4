#include "gantt/paint/legend.h"

#include "gantt/paint/chartcanvas.h"
#include "gantt/paint/simulatedlook.h"
#include "gantt/paint/theme.h"

#include <QPainter>

#include <cmath>

namespace {

// In px.
constexpr double kRamp = 72;
constexpr double kSwatch = 10;
constexpr double kGap = 6;

} // namespace

QRectF legendPlace(const QRectF& place, const Legend& legend, const ChartCanvas& canvas)
{
    const QuickText& font = canvas.fonts().small;
    double width = 0;
    for (const Legend::Entry& entry : legend.entries)
        width += kSwatch + kGap + font.width(entry.text) + 2 * kGap;
    for (const Legend::Ramp& ramp : legend.ramps)
        width += font.width(ramp.from) + kGap + kRamp + kGap + font.width(ramp.to) + 2 * kGap;
    const double shown = width > place.width() ? 0 : width;
    return {place.right() - shown, place.top(), shown, place.height()};
}

void paintLegend(QPainter& painter, const QRectF& place, const Legend& legend,
                 const ChartCanvas& canvas)
{
    const QuickText& font = canvas.fonts().small;
    const QRectF area = legendPlace(place, legend, canvas);
    if (area.width() == 0)
        return;
    // The lines of end markers pass behind it.
    painter.fillRect(area, canvas.theme().chart);
    painter.setPen(canvas.theme().muted);
    double x = area.left() + 2 * kGap;
    const auto text = [&](const QString& words) {
        font.draw(painter, QRectF(x, place.top(), 0, place.height()), Qt::AlignLeft, words);
        x += font.width(words);
    };
    const auto swatch = [&](double swatchWidth, const QColor& color) {
        painter.fillRect(
            QRectF(x, std::round(place.center().y() - kSwatch / 2), swatchWidth, kSwatch), color);
        x += swatchWidth;
    };
    for (const Legend::Entry& entry : legend.entries) {
        if (entry.isHatched) {
            const QRectF box(x, std::round(place.center().y() - kSwatch / 2), kSwatch, kSwatch);
            swatch(kSwatch, mixed(canvas.theme().chart, entry.color, 0.5));
            hatch(painter, box, canvas.theme().chart);
            dashFrame(painter, box, x, 0, entry.color);
        } else {
            swatch(kSwatch, entry.color);
        }
        x += kGap;
        text(entry.text);
        x += 2 * kGap;
    }
    for (const Legend::Ramp& ramp : legend.ramps) {
        text(ramp.from);
        x += kGap;
        for (const QColor& color : ramp.colors)
            swatch(kRamp / double(ramp.colors.size()), color);
        x += kGap;
        text(ramp.to);
        x += 2 * kGap;
    }
}
