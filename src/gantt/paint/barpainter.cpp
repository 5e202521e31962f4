#include "gantt/paint/barpainter.h"

#include "base/durationtext.h"
#include "gantt/paint/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

constexpr double kMaxSquare = 16; // px: up to this width, bars have square corners
constexpr double kMinHeight = 12;

// The CPU time of a job is a line at the foot of its bar: the same share of it as of its duration.
constexpr double kCpuLinePx = 3;

// Between neighbours, so that those of one colour can be distinguished: at most 1 px, rounded to
// whole device pixels.
double gapOf(double widthPx, double columnPx)
{
    return std::round(std::min(1.0, widthPx / 8) / columnPx) * columnPx;
}

void fillShape(QPainter& painter, const QRectF& rect, double radius, const QBrush& brush)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    if (radius <= 0) {
        painter.drawRect(rect);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRoundedRect(rect, radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

double BarPainter::radius(double widthPx, double heightPx)
{
    if (heightPx < kMinHeight)
        return 0;
    return std::clamp((std::round(widthPx) - kMaxSquare) / 2, 0.0, ChartCanvas::kBarRadius);
}

double BarPainter::roomForName(const Bar& bar) const
{
    const ChartLayout& layout = m_canvas.layout();
    return std::min(bar.right, layout.axisRight()) - std::max(bar.left, layout.axisLeft()) -
           ChartCanvas::kTextMargin;
}

bool BarPainter::isFleck(const Bar& bar) const
{
    constexpr double kMinPattern = 3; // columns
    return bar.status != JobStatus::Finished &&
           bar.right - bar.left < kMinPattern * m_canvas.grid().columnPx;
}

QRectF BarPainter::cpuLine(const Bar& bar, const QRectF& rect) const
{
    const double inset = std::min(4.0, rect.width() / 8); // where the corners are round
    const double right = bar.left + (bar.right - bar.left) * bar.cpuShare;
    const double from = rect.left() + inset;
    const double to = std::clamp(right, from, rect.right() - inset);
    return QRectF(QPointF(from, rect.bottom() - 2 * kCpuLinePx),
                  QPointF(to, rect.bottom() - kCpuLinePx));
}

void BarPainter::paint(QPainter& painter, const QRectF& place, const Bar& bar, WorkerId worker,
                       const QString& name) const
{
    const ChartLayout& layout = m_canvas.layout();
    const double columnPx = m_canvas.grid().columnPx;
    const double width = bar.right - bar.left;
    const double gap = gapOf(width, columnPx);
    // What is far out of view is cut off, with room for round corners.
    const double left = std::max(bar.left, layout.axisLeft() - 2 * ChartCanvas::kBarRadius);
    const double right = std::min(bar.right, layout.axisRight() + 2 * ChartCanvas::kBarRadius);
    const QRectF rect(left + gap / 2, place.top(), std::max(columnPx, right - left - gap),
                      place.height());
    if (isFleck(bar)) {
        painter.fillRect(rect, m_canvas.theme().error);
        return;
    }
    const double corner = radius(width, place.height());
    const QColor color = m_colors.ofBar(bar, worker);
    if (corner > 0)
        fillShape(painter, rect, corner, color);
    else
        painter.fillRect(rect, color);
    const QRectF line = cpuLine(bar, rect);
    if (line.width() >= kMinCpuLinePx && place.height() >= kMinHeight)
        painter.fillRect(line, mixed(color, textOn(color), 0.6));
    // What did not run to its end differs by pattern too, never by colour alone.
    if (bar.status != JobStatus::Finished)
        fillShape(painter, rect, corner,
                  QBrush(textOn(color), bar.status == JobStatus::Cancelled ? Qt::BDiagPattern
                                                                           : Qt::DiagCrossPattern));
    paintText(painter, rect & layout.onAxis(rect), bar, color, name);
}

void BarPainter::paintText(QPainter& painter, const QRectF& place, const Bar& bar,
                           const QColor& color, const QString& name) const
{
    const QuickText& bold = m_canvas.fonts().bold;
    if (name.isEmpty() || place.height() < bold.height() ||
        place.width() < 3 * ChartCanvas::kTextMargin)
        return;
    const double nameWidth = bold.width(name);
    if (nameWidth > place.width() - ChartCanvas::kTextMargin / 2)
        return;
    const double margin = std::min(ChartCanvas::kTextMargin, (place.width() - nameWidth) / 2);
    const QRectF inner = place.adjusted(margin, 0, -margin, 0);
    if (bar.status != JobStatus::Finished)
        painter.fillRect(QRectF(inner.left() - 3, place.center().y() - bold.height() / 2,
                                nameWidth + 6, bold.height()),
                         color);
    painter.setPen(textOn(color));
    bold.draw(painter, inner, Qt::AlignLeft, name);
    if (bar.running || bar.status != JobStatus::Finished)
        return;
    const QString duration = readableDuration(std::chrono::nanoseconds(bar.durationNs));
    const QuickText& small = m_canvas.fonts().small;
    if (nameWidth + ChartCanvas::kTextMargin + small.width(duration) > inner.width())
        return;
    small.draw(painter, inner, Qt::AlignRight, duration);
}
