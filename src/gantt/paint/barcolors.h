// What colours bars and busy columns have, and what they say.
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

// Lines of what was computed are drawn from this length on, in px: shorter ones look like dirt.
inline constexpr int kMinCpuLinePx = 4;

// For one run and theme. Colours by duration reach from the shortest to the longest of the run's
// jobs, each rounded outwards to 1, 2 or 5 times a power of ten, so that equal jobs look equal and
// colours seldom change while a run goes on.
class BarColors
{
public:
    BarColors(const Theme& theme, ColorBy colorBy, std::optional<Timeline::Durations> durations);

    QColor ofBar(const Bar& bar, WorkerId worker) const;
    QColor ofStatus(JobStatus status) const;
    // `columns`: whether there are busy columns to explain; `computed`: lines of what was computed.
    Legend legend(int workers, bool columns, bool computed) const;

    // Paints the columns as high as `place`: the more a worker was busy, the more of the colour.
    // One in which a job failed or was cancelled has the colour of that.
    void paintColumns(QPainter& painter, const QRectF& place,
                      const std::vector<BusyColumn>& columns, const ColumnGrid& grid,
                      WorkerId worker) const;

private:
    QColor ofDuration(qint64 ns) const;
    // The colour of a column whose worker was busy all the time; by duration it is a column's own.
    QColor fullColumn(WorkerId worker) const;

    const Theme& m_theme;
    const ColorBy m_colorBy;
    qint64 m_shortestNs = 1;
    qint64 m_longestNs = 1;
};

// The colours that the content asks for.
BarColors barColorsOf(const ChartContent& content, const Theme& theme);
