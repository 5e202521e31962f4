#include "gantt/paint/barcolors.h"

#include "base/durationtext.h"
#include "gantt/model/gantttr.h"
#include "gantt/paint/devicepixels.h"
#include "gantt/paint/theme.h"
#include "gantt/pixels/roundnumber.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

constexpr double kMinSeen = 0.08; // share of the colour at which a column can be seen
constexpr int kRampSteps = 24;    // colours of a ramp in the legend
// Shares of the colour in what is pale.
constexpr double kPaleBar = 0.28;
constexpr double kPaleColumn = 0.5;

// As mixed(), but fast enough for each pixel of a frame.
QRgb blend(QRgb from, QRgb to, double share)
{
    const int weight = int(share * 256 + 0.5);
    const auto channel = [weight](int a, int b) {
        return a + ((b - a) * weight) / 256;
    };
    return qRgb(channel(qRed(from), qRed(to)), channel(qGreen(from), qGreen(to)),
                channel(qBlue(from), qBlue(to)));
}

// Draws a line of pixels as high as the place. Copies of several lines at once cost a fraction of
// what it costs to scale one.
void drawHigh(QPainter& painter, const QImage& line, const QRectF& place)
{
    constexpr int kLines = 8;
    const auto device = DevicePixels::of(painter);
    const QRect pixels = device ? device->filledBy(place) : QRect();
    if (pixels.width() != line.width() || !device->fillsLines(place)) {
        painter.drawImage(place, line);
        return;
    }
    QImage lines(line.width(), std::min(kLines, pixels.height()), line.format());
    device->fit(lines);
    for (int y = 0; y < lines.height(); ++y)
        std::copy_n(line.constBits(), line.bytesPerLine(), lines.scanLine(y));
    for (int y = pixels.top(); y <= pixels.bottom(); y += kLines) {
        const int rest = pixels.bottom() + 1 - y;
        device->draw(painter, {pixels.left(), y},
                     rest < lines.height() ? lines.copy(0, 0, line.width(), rest) : lines);
    }
}

} // namespace

BarColors::BarColors(const Theme& theme, ColorBy colorBy,
                     std::optional<Timeline::Durations> durations)
    : m_theme(theme), m_colorBy(colorBy)
{
    if (durations) {
        m_shortestNs = roundBelow(durations->shortestNs);
        m_longestNs = roundAbove(durations->longestNs);
    }
}

BarColors BarColors::paled() const
{
    BarColors colors = *this;
    colors.m_pale = true;
    return colors;
}

QColor BarColors::ofBar(const Bar& bar, WorkerId worker) const
{
    const QColor full = fullOfBar(bar, worker);
    return m_pale ? mixed(m_theme.band, full, kPaleBar) : full;
}

QColor BarColors::fullOfBar(const Bar& bar, WorkerId worker) const
{
    switch (m_colorBy) {
    case ColorBy::Job:
        break;
    case ColorBy::Worker:
        return paletteColor(worker.number);
    case ColorBy::Duration:
        return ofDuration(bar.durationNs);
    case ColorBy::Status:
        return bar.running ? m_theme.accent : ofStatus(bar.status);
    }
    return jobColor(bar.job);
}

QColor BarColors::ofStatus(JobStatus status) const
{
    switch (status) {
    case JobStatus::Failed:
    case JobStatus::Retried:
        return m_theme.error;
    case JobStatus::Cancelled:
        return m_theme.muted;
    case JobStatus::Finished:
        break;
    }
    return m_theme.pool;
}

QColor BarColors::ofTrouble() const
{
    return m_pale ? mixed(m_theme.band, m_theme.error, kPaleColumn) : m_theme.error;
}

QColor BarColors::ofDuration(qint64 ns) const
{
    // By its logarithm: durations differ by factors. The longest stand out most from the ground.
    const double range = std::log(double(m_longestNs) / double(m_shortestNs));
    const double at =
        range > 0 ? std::log(double(std::max<qint64>(1, ns)) / double(m_shortestNs)) / range : 0.5;
    return durationColor(std::clamp(at, 0.0, 1.0), m_theme.dark);
}

QColor BarColors::fullColumn(WorkerId worker) const
{
    switch (m_colorBy) {
    case ColorBy::Worker:
        return paletteColor(worker.number);
    case ColorBy::Status:
        return ofStatus(JobStatus::Finished);
    case ColorBy::Duration:
    case ColorBy::Job:
        break;
    }
    return m_theme.busy;
}

Legend BarColors::legend(int workers, bool columns, bool computed) const
{
    constexpr int kPalette = 7;
    Legend legend;
    if (m_colorBy == ColorBy::Worker) {
        for (int worker = 1; worker <= std::min(workers, kPalette); ++worker)
            legend.entries.push_back(
                {paletteColor(worker),
                 workers > worker + kPalette
                     ? GanttTr::tr("%1, %2 …").arg(worker).arg(worker + kPalette)
                 : workers == worker + kPalette
                     ? GanttTr::tr("%1, %2").arg(worker).arg(worker + kPalette)
                     : QString::number(worker)});
    } else if (m_colorBy == ColorBy::Duration) {
        const auto text = [](qint64 ns) {
            return shortDuration(std::chrono::nanoseconds(ns));
        };
        Legend::Ramp ramp{text(m_shortestNs), {}, text(m_longestNs)};
        for (int i = 0; i < kRampSteps; ++i)
            ramp.colors.push_back(durationColor(double(i) / (kRampSteps - 1), m_theme.dark));
        legend.ramps.push_back(std::move(ramp));
    } else if (m_colorBy == ColorBy::Status) {
        legend.entries = {{m_theme.accent, GanttTr::tr("running")},
                          {ofStatus(JobStatus::Finished), GanttTr::tr("finished")},
                          {ofStatus(JobStatus::Failed), GanttTr::tr("failed")},
                          {ofStatus(JobStatus::Cancelled), GanttTr::tr("cancelled")}};
    }
    if (computed)
        legend.entries.push_back({mixed(m_theme.chart, m_theme.text, 0.6),
                                  GanttTr::tr("line: CPU time, from %1 px on").arg(kMinCpuLinePx)});
    if (columns) {
        Legend::Ramp ramp{GanttTr::tr("idle"), {}, GanttTr::tr("busy all the time")};
        const QColor full = m_colorBy == ColorBy::Worker ? m_theme.busy : fullColumn(WorkerId{1});
        for (int i = 0; i < kRampSteps; ++i)
            ramp.colors.push_back(mixed(m_theme.band, full, double(i) / (kRampSteps - 1)));
        legend.ramps.push_back(std::move(ramp));
    }
    return legend;
}

void BarColors::paintColumns(QPainter& painter, const QRectF& place,
                             const std::vector<BusyColumn>& columns, const ColumnGrid& grid,
                             WorkerId worker) const
{
    if (columns.empty())
        return;
    // One line of pixels, as high as the row: the share of each column as colour.
    const int first = columns.front().column;
    const int width = columns.back().column - first + 1;
    const bool areGapless = columns.size() == std::size_t(width);
    QImage line(width, 1, areGapless ? QImage::Format_RGB32 : QImage::Format_ARGB32_Premultiplied);
    if (!areGapless)
        line.fill(Qt::transparent);
    auto* pixels = reinterpret_cast<QRgb*>(line.scanLine(0));
    const QRgb band = m_theme.band.rgb();
    const auto shown = [this, band](const QColor& color) {
        return m_pale ? blend(band, color.rgb(), kPaleColumn) : color.rgb();
    };
    const QRgb trouble = ofTrouble().rgb();
    QRgb full = shown(fullColumn(worker));
    for (const BusyColumn& column : columns) {
        if (m_colorBy == ColorBy::Duration)
            full = shown(ofDuration(column.durationsNs / column.spans));
        pixels[column.column - first] =
            column.troubled ? trouble : blend(band, full, std::max(column.share, kMinSeen));
    }
    drawHigh(painter, line,
             {grid.scale.leftPx + first * grid.columnPx, place.top(), width * grid.columnPx,
              place.height()});
}

BarColors barColorsOf(const ChartContent& content, const Theme& theme)
{
    const Timeline* timeline = content.first().timeline;
    return {theme, content.colorBy, timeline ? timeline->durations() : std::nullopt};
}
