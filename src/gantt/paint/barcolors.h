// The colours of bars and busy columns, and what they mean.
#pragma once

#include "gantt/model/chartcontent.h"
#include "gantt/paint/legend.h"
#include "gantt/pixels/lanepicture.h"
#include "timeline/timeline.h"

#include <QColor>
#include <QRectF>
#include <QString>

#include <vector>

class QPainter;
struct Theme;

// The line of CPU time in a bar is drawn from this length on, in px: a shorter one looks like dirt.
inline constexpr int kMinCpuLinePx = 4;

// For one run and theme. Colours by duration reach from the shortest to the longest of the run's
// jobs, each rounded outwards to 1, 2 or 5 times a power of ten, so that equal jobs look equal and
// colours seldom change while a run goes on.
class BarColors
{
public:
    BarColors(const Theme& theme, ColorBy colorBy, std::optional<Timeline::Durations> durations);

    // The same for what is simulated: what is filled is pale, mixed with the ground of the rows.
    BarColors paled() const;
    bool arePale() const { return m_pale; }
    // Whether bars share a handful of colours.
    bool areFew() const { return m_colorBy != ColorBy::Duration; }

    // What fills a bar, and the full colour that it has then or is a paler one of.
    QColor ofBar(const Bar& bar, WorkerId worker) const;
    QColor fullOfBar(const Bar& bar, WorkerId worker) const;
    QColor ofStatus(JobStatus status) const;
    // What fills a bar that failed or was cancelled where it has no room for its pattern.
    QColor ofTrouble() const;
    // `columns`: whether busy columns are explained; `computed`: whether the lines of CPU time are.
    Legend legend(int workers, bool columns, bool computed) const;

    // Paints the columns as high as `place`: the busier the worker was, the stronger the colour. A
    // column in which a job failed or was cancelled has the colour of errors.
    void paintColumns(QPainter& painter, const QRectF& place,
                      const std::vector<BusyColumn>& columns, const ColumnGrid& grid,
                      WorkerId worker) const;

private:
    QColor ofDuration(qint64 ns) const;
    // The colour of a column in which the worker was busy throughout. Not for colours by duration,
    // which each column has its own of.
    QColor fullColumn(WorkerId worker) const;

    const Theme& m_theme;
    const ColorBy m_colorBy;
    bool m_pale = false;
    qint64 m_shortestNs = 1;
    qint64 m_longestNs = 1;
};

// The colours that the content asks for.
BarColors barColorsOf(const ChartContent& content, const Theme& theme);
