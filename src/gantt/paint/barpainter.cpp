#include "gantt/paint/barpainter.h"

#include "base/durationtext.h"
#include "gantt/paint/roundbar.h"
#include "gantt/paint/simulatedlook.h"
#include "gantt/paint/textbatch.h"
#include "gantt/paint/theme.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace {

constexpr double kMaxSquare = 16; // px: up to this width, bars have square corners
constexpr double kMinHeight = 12;
constexpr double kMinNamed = 3 * ChartCanvas::kTextMargin; // px, of what is in view

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

bool BarPainter::mayBeNamed(const QRectF& place, const Bar& bar) const
{
    return place.height() >= m_canvas.fonts().bold.height() && bar.right - bar.left >= kMinNamed;
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

QRectF BarPainter::shapeOf(const QRectF& place, const Bar& bar) const
{
    const ChartLayout& layout = m_canvas.layout();
    const double columnPx = m_canvas.grid().columnPx;
    const double gap = gapOf(bar.right - bar.left, columnPx);
    const double left = std::max(bar.left, layout.axisLeft() - 2 * ChartCanvas::kBarRadius);
    const double right = std::min(bar.right, layout.axisRight() + 2 * ChartCanvas::kBarRadius);
    return {left + gap / 2, place.top(), std::max(columnPx, right - left - gap), place.height()};
}

void BarPainter::paint(QPainter& painter, const QRectF& place, const Bar& bar, WorkerId worker,
                       const QString& name) const
{
    paintShape(painter, place, bar, worker);
    TextBatch texts(painter);
    paintName(painter, texts, place, bar, worker, name);
    texts.draw();
}

void BarPainter::paintShape(QPainter& painter, const QRectF& place, const Bar& bar,
                            WorkerId worker) const
{
    const QRectF rect = shapeOf(place, bar);
    const QColor color = m_colors.ofBar(bar, worker);
    if (isFleck(bar)) {
        painter.fillRect(rect, m_colors.ofTrouble());
        return;
    }
    const double corner = radius(bar.right - bar.left, place.height());
    if (corner > 0)
        fillRoundBar(painter, rect, corner, color);
    else
        painter.fillRect(rect, color);
    if (bar.cpuShare > 0 && place.height() >= kMinHeight) {
        const QRectF line = cpuLine(bar, rect);
        if (line.width() >= kMinCpuLinePx)
            painter.fillRect(line, mixed(color, textOn(color), 0.6));
    }
    // What did not run to its end differs by pattern too, never by colour alone.
    if (bar.status != JobStatus::Finished)
        fillShape(painter, rect, corner,
                  QBrush(textOn(color), bar.status == JobStatus::Cancelled ? Qt::BDiagPattern
                                                                           : Qt::DiagCrossPattern));
}

void BarPainter::paintName(QPainter& painter, TextBatch& texts, const QRectF& place, const Bar& bar,
                           WorkerId worker, const QString& name) const
{
    if (name.isEmpty() || !mayBeNamed(place, bar))
        return;
    const QRectF rect = shapeOf(place, bar);
    paintText(painter, texts, rect & m_canvas.layout().onAxis(rect), bar,
              m_colors.ofBar(bar, worker), name);
}

void BarPainter::tearEnd(QPainter& painter, const QRectF& place, const Bar& bar) const
{
    constexpr double kTearPx = 5;
    constexpr double kMinWidth = 3 * kTearPx;
    const QRectF rect = shapeOf(place, bar);
    if (rect.width() < kMinWidth)
        return;
    QPolygonF torn{rect.topRight() + QPointF(1, 0), rect.topRight()};
    for (double y = rect.top(); y < rect.bottom(); y += kTearPx)
        torn << QPointF(rect.right() - kTearPx, std::min(y + kTearPx / 2, rect.bottom()))
             << QPointF(rect.right(), std::min(y + kTearPx, rect.bottom()));
    torn << rect.bottomRight() + QPointF(1, 0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_canvas.theme().band);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPolygon(torn);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void BarPainter::paintDashes(QPainter& painter, const QRectF& place, const Bar& bar,
                             WorkerId worker) const
{
    constexpr double kMinWidth = 12; // narrower ones would be dashes alone
    const QRectF rect = shapeOf(place, bar);
    if (rect.width() < kMinWidth || rect.height() < kMinHeight)
        return;
    // They stand still on the bar while the view moves.
    const double begin = rect.left() - std::fmod(rect.left() - bar.left, kDashPx + kDashGapPx);
    dashFrame(painter, rect, begin, radius(bar.right - bar.left, place.height()),
              m_colors.fullOfBar(bar, worker));
}

void BarPainter::paintText(QPainter& painter, TextBatch& texts, const QRectF& place, const Bar& bar,
                           const QColor& color, const QString& name) const
{
    if (place.width() < kMinNamed)
        return;
    const QuickText& bold = m_canvas.fonts().bold;
    const double nameWidth = bold.width(name);
    if (nameWidth > place.width() - ChartCanvas::kTextMargin / 2)
        return;
    const double margin = std::min(ChartCanvas::kTextMargin, (place.width() - nameWidth) / 2);
    const QRectF inner = place.adjusted(margin, 0, -margin, 0);
    if (bar.status != JobStatus::Finished)
        painter.fillRect(QRectF(inner.left() - 3, place.center().y() - bold.height() / 2,
                                nameWidth + 6, bold.height()),
                         color);
    const QColor ink = textOn(color);
    const auto ground =
        m_colors.areFew() && !m_colors.arePale() ? std::optional(color) : std::nullopt;
    texts.add(bold, ink, inner, Qt::AlignLeft, name, ground);
    if (bar.running || bar.status != JobStatus::Finished)
        return;
    const QString duration = readableDuration(std::chrono::nanoseconds(bar.durationNs));
    const QuickText& small = m_canvas.fonts().small;
    if (nameWidth + ChartCanvas::kTextMargin + small.width(duration) > inner.width())
        return;
    texts.add(small, ink, inner, Qt::AlignRight, duration, ground);
}
