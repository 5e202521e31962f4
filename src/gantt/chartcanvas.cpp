#include "gantt/chartcanvas.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace {

QFont scaled(QFont font, double factor, bool bold)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(int(std::lround(font.pixelSize() * factor)));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(bold);
    return font;
}

} // namespace

ChartCanvas::ChartCanvas(const ChartLayout& layout, const TimeScale& scale, const Theme& theme,
                         const QFont& font, double columnPx)
    : m_layout(layout)
    , m_scale(scale)
    , m_theme(theme)
    , m_font(font)
    , m_boldFont(scaled(font, 1, true))
    , m_smallFont(scaled(font, 0.86, false))
    , m_headingFont(scaled(font, 0.86, true))
    , m_columnPx(columnPx)
{
}

double ChartCanvas::namesWidth(const QFont& font, int workers)
{
    const double name = QFontMetricsF(font).horizontalAdvance(nameOf(workers));
    const QString heading = QCoreApplication::translate("Chart", "SEQUENTIAL");
    const double width = QFontMetricsF(scaled(font, 0.86, true)).horizontalAdvance(heading) + 4;
    return kNamesLeft + std::max(name, width) + kNamesLeft;
}

QString ChartCanvas::nameOf(int worker)
{
    return QCoreApplication::translate("Chart", "worker %1").arg(worker);
}
