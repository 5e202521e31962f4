// What everything that is painted on the chart shares: geometry, time axis, colours and fonts.
#pragma once

#include "gantt/chartlayout.h"
#include "gantt/timescale.h"

#include <QFont>
#include <QString>

struct Theme;

class ChartCanvas
{
public:
    static constexpr double kNamesLeft = 14; // where names and headings begin
    static constexpr double kBarRadius = 4;

    // `columnPx` is the width of a device pixel in painter units. `theme` outlives the canvas.
    ChartCanvas(const ChartLayout& layout, const TimeScale& scale, const Theme& theme,
                const QFont& font, double columnPx);

    const ChartLayout& layout() const { return m_layout; }
    const TimeScale& scale() const { return m_scale; }
    const Theme& theme() const { return m_theme; }
    double columnPx() const { return m_columnPx; }

    const QFont& font() const { return m_font; }
    const QFont& boldFont() const { return m_boldFont; }
    const QFont& smallFont() const { return m_smallFont; }
    const QFont& headingFont() const { return m_headingFont; }

    // The width that the workers' names and the headings need.
    static double namesWidth(const QFont& font, int workers);
    // A worker's name, as it stands beside its row.
    static QString nameOf(int worker);

private:
    const ChartLayout m_layout;
    const TimeScale m_scale;
    const Theme& m_theme;
    const QFont m_font;
    const QFont m_boldFont;
    const QFont m_smallFont;
    const QFont m_headingFont;
    const double m_columnPx;
};
