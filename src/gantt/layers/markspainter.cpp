#include "gantt/layers/markspainter.h"

#include "gantt/model/chartcontent.h"
#include "gantt/model/chartselection.h"
#include "gantt/paint/barpainter.h"
#include "gantt/paint/chartcanvas.h"
#include "gantt/paint/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

std::optional<QRectF> frameOf(const ChartCanvas& canvas, const ChartContent& content,
                              std::size_t index, JobId job, double scroll)
{
    const ChartPart& part = content.parts[index];
    const auto place = part.timeline ? part.timeline->find(job) : std::nullopt;
    if (!place)
        return std::nullopt;
    const Span span = part.timeline->lane(place->lane).span(place->index);
    const double left = canvas.scale().xOf(span.startNs);
    const double right = canvas.scale().xOf(span.endOr(part.nowNs));
    // However short the job is, its frame can be seen.
    const double width = std::max(3.0, right - left);
    const QRectF bar =
        canvas.layout().barOf(canvas.layout().row(index, part.rowOf(job, place->lane), scroll));
    return QRectF((left + right - width) / 2, bar.top(), width, bar.height());
}

// A line just outside (above 0) or inside the frame.
void paintLine(QPainter& painter, const QRectF& frame, double outsidePx, const QColor& color)
{
    const double by = outsidePx / 2;
    const QRectF middle = frame.adjusted(-by, -by, by, by);
    const double radius = std::max(0.0, BarPainter::radius(frame.width(), frame.height()) + by);
    painter.setPen(QPen(color, std::abs(outsidePx)));
    painter.drawRoundedRect(middle, radius, radius);
}

void paintHovered(QPainter& painter, const QRectF& frame, const Theme& theme)
{
    const double radius = BarPainter::radius(frame.width(), frame.height());
    painter.setPen(QPen(theme.text, 2));
    painter.drawRoundedRect(frame, radius, radius);
}

void paintSelected(QPainter& painter, const QRectF& frame, const Theme& theme)
{
    constexpr double kLinePx = 2;
    constexpr double kSmall = 8; // px: of smaller bars more than half stays to be seen
    const auto [outer, inner] = selectionTones(theme);
    const bool isSmall = std::min(frame.width(), frame.height()) < kSmall;
    paintLine(painter, frame, kLinePx, outer);
    paintLine(painter, frame, isSmall ? -kLinePx / 2 : -kLinePx, inner);
}

using PaintFrame = void (*)(QPainter&, const QRectF&, const Theme&);

void paintJobFrames(QPainter& painter, const ChartCanvas& canvas, const ChartContent& content,
                    JobId job, double scroll, PaintFrame paint)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (std::size_t part = 0; part < content.parts.size(); ++part) {
        const auto frame = frameOf(canvas, content, part, job, scroll);
        if (!frame)
            continue;
        painter.save();
        if (canvas.layout().scrolls(part))
            painter.setClipRect(canvas.layout().rows(part), Qt::IntersectClip);
        paint(painter, *frame, canvas.theme());
        painter.restore();
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintDistance(QPainter& painter, const ChartCanvas& canvas, const std::vector<qint64>& markers)
{
    const double top = canvas.layout().ruler().bottom();
    for (const qint64 time : markers)
        painter.fillRect(QRectF(std::round(canvas.scale().xOf(time)), top, 1,
                                canvas.layout().axisBottom() - top),
                         canvas.theme().text);
    if (markers.size() < 2)
        return;
    const auto [from, to] = std::minmax(markers[0], markers[1]);
    const double left = canvas.scale().xOf(from);
    const double right = canvas.scale().xOf(to);
    const QString text = measuredText(to - from, canvas.scale());
    const QuickText& bold = canvas.fonts().bold;
    QRectF label(0, 0, bold.width(text) + 14, bold.height() + 4);
    // In the middle of what is in view of it.
    const double seenLeft = std::max(left, canvas.layout().axisLeft());
    const double seenRight = std::min(right, canvas.layout().axisRight());
    label.moveCenter({(seenLeft + seenRight) / 2, canvas.layout().heading(0).center().y()});
    painter.fillRect(QRectF(left, label.center().y(), right - left, 1), canvas.theme().text);
    painter.fillRect(label, canvas.theme().text);
    painter.setPen(canvas.theme().window);
    bold.draw(painter, label, Qt::AlignHCenter, text);
}

} // namespace

std::vector<QRectF> jobFrames(const ChartCanvas& canvas, const ChartContent& content, JobId job,
                              double scroll)
{
    std::vector<QRectF> frames;
    for (std::size_t part = 0; part < content.parts.size(); ++part) {
        if (const auto frame = frameOf(canvas, content, part, job, scroll))
            frames.push_back(*frame);
    }
    return frames;
}

void paintMarks(QPainter& painter, const ChartCanvas& canvas, const ChartContent& content,
                const ChartMarks& marks, double scroll)
{
    const double top = canvas.layout().ruler().bottom();
    const double height = canvas.layout().axisBottom() - top;
    painter.save();
    painter.setClipRect(
        QRectF(canvas.layout().axisLeft(), 0, canvas.layout().axisWidth(), top + height));
    if (marks.range) {
        const double left = canvas.scale().xOf(marks.range->startNs);
        const double right = canvas.scale().xOf(marks.range->endNs);
        QColor fill = canvas.theme().accent;
        fill.setAlphaF(0.16F);
        painter.fillRect(QRectF(left, top, right - left, height), fill);
        for (const double x : {left, right})
            painter.fillRect(QRectF(x, top, 1, height), canvas.theme().accent);
    }
    if (marks.selected)
        paintJobFrames(painter, canvas, content, *marks.selected, scroll, paintSelected);
    if (marks.hovered && marks.hovered != marks.selected)
        paintJobFrames(painter, canvas, content, *marks.hovered, scroll, paintHovered);
    paintDistance(painter, canvas, marks.markers);
    painter.restore();
}
