// What everything that is painted on the chart shares: geometry, time axis, colours and fonts.
#pragma once

#include "gantt/model/chartcontent.h"
#include "gantt/model/chartlayout.h"
#include "gantt/paint/quicktext.h"
#include "gantt/pixels/columngrid.h"
#include "gantt/pixels/timescale.h"

#include <QFont>
#include <QString>

struct Theme;

// The chart's texts, in sizes that follow from one font.
struct ChartFonts
{
    explicit ChartFonts(const QFont& font);

    QuickText normal;
    QuickText bold;
    QuickText small;
    QuickText heading;
};

class ChartCanvas
{
public:
    static constexpr double kNamesLeft = 14; // where names and headings begin
    static constexpr double kBarRadius = 4;
    static constexpr double kTextMargin = 10; // px, on either side of words in a bar

    // `columnPx` is the width of a device pixel in painter units. `theme` and `fonts` outlive the
    // canvas.
    ChartCanvas(const ChartLayout& layout, const TimeScale& scale, const Theme& theme,
                const ChartFonts& fonts, double columnPx);

    const ChartLayout& layout() const { return m_layout; }
    const TimeScale& scale() const { return m_scale; }
    const Theme& theme() const { return m_theme; }
    ColumnGrid grid() const { return {m_scale, m_columnPx}; }

    const ChartFonts& fonts() const { return m_fonts; }

    // The width that the names of the rows and the headings need; long names of lanes will be cut.
    static double namesWidth(const ChartFonts& fonts, const ChartContent& content);
    // What stands beside a row: the number of a worker or a job, from 1.
    static QString nameOf(RowsBy rowsBy, int number);

private:
    const ChartLayout m_layout;
    const TimeScale m_scale;
    const Theme& m_theme;
    const ChartFonts& m_fonts;
    const double m_columnPx;
};
