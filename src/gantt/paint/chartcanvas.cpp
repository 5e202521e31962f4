#include "gantt/paint/chartcanvas.h"

#include "base/visibletext.h"

#include <QCoreApplication>

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

ChartFonts::ChartFonts(const QFont& font)
    : normal(font)
    , bold(scaled(font, 1, true))
    , small(scaled(font, 0.86, false))
    , heading(scaled(font, 0.86, true))
{
}

ChartCanvas::ChartCanvas(const ChartLayout& layout, const TimeScale& scale, const Theme& theme,
                         const ChartFonts& fonts, double columnPx)
    : m_layout(layout), m_scale(scale), m_theme(theme), m_fonts(fonts), m_columnPx(columnPx)
{
}

double ChartCanvas::namesWidth(const ChartFonts& fonts, RowsBy rowsBy, int poolRows)
{
    // The sequential run's row is a worker's, whatever the pool's rows are.
    const double name = std::max(fonts.normal.width(nameOf(rowsBy, poolRows)),
                                 fonts.normal.width(nameOf(RowsBy::Worker, 1)));
    const QString heading = QCoreApplication::translate("Chart", "SEQUENTIAL");
    return kNamesLeft + std::max(name, fonts.heading.width(heading) + 4) + kNamesLeft;
}

double ChartCanvas::namesWidth(const ChartFonts& fonts, const std::vector<LaneLabel>& lanes)
{
    constexpr double kMost = 160;
    double width = namesWidth(fonts, RowsBy::Worker, 1);
    for (const LaneLabel& lane : lanes)
        width =
            std::max(width, kNamesLeft + fonts.normal.width(visibleText(lane.name)) + kNamesLeft);
    return std::min(width, kMost);
}

QString ChartCanvas::nameOf(RowsBy rowsBy, int number)
{
    return (rowsBy == RowsBy::Worker ? QCoreApplication::translate("Chart", "worker %1")
                                     : QCoreApplication::translate("Chart", "job %1"))
        .arg(number);
}
