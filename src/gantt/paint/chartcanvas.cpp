#include "gantt/paint/chartcanvas.h"

#include "base/visibletext.h"
#include "gantt/model/gantttr.h"
#include "gantt/paint/rolelook.h"

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

double ChartCanvas::namesWidth(const ChartFonts& fonts, const ChartContent& content)
{
    const double maxLaneNames = std::max(160.0, 8 * fonts.normal.height());
    // There is room for the sequential run even where it is off, so that turning it on moves
    // nothing.
    double heading = fonts.heading.width(headingOf(RunRole::Sequential));
    double name = fonts.normal.width(nameOf(RowsBy::Worker, 1));
    double longNames = 0;
    const auto addName = [&](const QString& of) {
        longNames = std::max(longNames, fonts.normal.width(visibleText(of)));
    };
    for (const ChartPart& part : content.parts) {
        // The words over a simulated part may be long: they reach over its rows.
        if (!part.isSimulated)
            heading = std::max(heading, fonts.heading.width(headingOf(part)));
        if (part.hosts) {
            for (int row = 0; row < part.hosts->count(); ++row)
                addName(part.hosts->nameOf(row));
        } else if (part.laneNames && part.rowsBy == RowsBy::Worker) {
            for (const LaneLabel& lane : *part.laneNames)
                addName(lane.name);
        } else {
            name = std::max(name, fonts.normal.width(nameOf(part.rowsBy, part.rows)));
        }
    }
    const double width = std::max({name, heading + 4, longNames});
    if (longNames == 0)
        return kNamesLeft + width + kNamesLeft;
    return std::min(kNamesLeft + width + kNamesLeft, maxLaneNames);
}

QString ChartCanvas::nameOf(RowsBy rowsBy, int number)
{
    return (rowsBy == RowsBy::Worker ? GanttTr::tr("worker %1") : GanttTr::tr("job %1"))
        .arg(number);
}
