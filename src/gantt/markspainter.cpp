#include "gantt/markspainter.h"

#include "gantt/chartcanvas.h"
#include "gantt/chartcontent.h"
#include "gantt/theme.h"
#include "pool/durationtext.h"
#include "timeline/timeline.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

void paintJobFrame(QPainter& painter, const ChartCanvas& canvas, const ChartContent& content,
                   JobId job, double scroll, const QColor& color)
{
    const auto frame = [&](const Timeline* timeline, auto rowOf) {
        const auto place = timeline ? timeline->find(job) : std::nullopt;
        if (!place)
            return;
        const Span span = timeline->lane(place->lane).span(place->index);
        const double left = canvas.scale().xOf(span.startNs);
        const double right =
            canvas.scale().xOf(span.endOr(timeline->elapsedNs(content.monotonicNowNs)));
        // However short the job is, its frame can be seen.
        const double width = std::max(3.0, right - left);
        const QRectF bar = canvas.layout().barOf(rowOf(place->lane));
        painter.drawRoundedRect(QRectF((left + right - width) / 2, bar.top(), width, bar.height()),
                                ChartCanvas::kBarRadius, ChartCanvas::kBarRadius);
    };
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 2));
    painter.save();
    painter.setClipRect(canvas.layout().poolRows(), Qt::IntersectClip);
    frame(content.pool, [&](int lane) { return canvas.layout().poolRow(lane, scroll); });
    painter.restore();
    frame(content.sequential, [&](int) { return canvas.layout().sequentialRow(); });
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
    const QString text = goDuration(std::chrono::nanoseconds(to - from));
    painter.setFont(canvas.boldFont());
    const QFontMetricsF metrics(canvas.boldFont());
    QRectF label(0, 0, metrics.horizontalAdvance(text) + 14, metrics.height() + 4);
    label.moveCenter({(left + right) / 2, canvas.layout().poolHeading().center().y()});
    painter.fillRect(QRectF(left, label.center().y(), right - left, 1), canvas.theme().text);
    painter.fillRect(label, canvas.theme().text);
    painter.setPen(canvas.theme().window);
    painter.drawText(label, Qt::AlignCenter, text);
}

} // namespace

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
        paintJobFrame(painter, canvas, content, *marks.selected, scroll, canvas.theme().accent);
    if (marks.hovered)
        paintJobFrame(painter, canvas, content, *marks.hovered, scroll, canvas.theme().text);
    paintDistance(painter, canvas, marks.markers);
    painter.restore();
}
