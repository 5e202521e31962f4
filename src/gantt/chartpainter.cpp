#include "gantt/chartpainter.h"

#include "gantt/strippainter.h"
#include "gantt/stripvalues.h"
#include "gantt/timeruler.h"
#include "pool/durationtext.h"
#include "timeline/timeline.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

constexpr double kTextMargin = 10;

QString tr(const char* text)
{
    return QCoreApplication::translate("Chart", text);
}

// 1, 2 or 5 times a power of ten, at least `value`.
int roundAbove(int value)
{
    for (int step = 1; step < 1'000'000'000; step *= 10) {
        for (const int factor : {1, 2, 5}) {
            if (step * factor >= value)
                return step * factor;
        }
    }
    return value;
}

bool hasBegun(const Timeline* timeline, qint64 monotonicNowNs)
{
    return timeline && timeline->beganAtNs().value_or(monotonicNowNs + 1) <= monotonicNowNs;
}

QPainterPath roundedPath(const QRectF& rect, double radius)
{
    QPainterPath path;
    path.addRoundedRect(rect, radius, radius);
    return path;
}

} // namespace

ChartPainter::ChartPainter(const ChartCanvas& canvas)
    : m_canvas(canvas)
    , m_layout(canvas.layout())
    , m_scale(canvas.scale())
    , m_theme(canvas.theme())
    , m_ramp(canvas.theme())
{
}

qint64 ChartPainter::axisEndNs(qint64 longestNs)
{
    constexpr qint64 kLeastNs = 1'000;
    // A quarter of what 64 bits hold leaves room for all that is added to times: 73 years.
    constexpr qint64 kMostNs = std::numeric_limits<qint64>::max() / 4;
    const qint64 longest = std::min(longestNs, kMostNs);
    return std::max(kLeastNs, longest + longest / 100);
}

void ChartPainter::paint(QPainter& painter, const ChartContent& content, double scroll) const
{
    painter.setFont(m_canvas.font());
    painter.fillRect(QRectF(0, m_layout.ruler().bottom(), m_layout.ruler().width(),
                            m_layout.overview().top() - m_layout.ruler().bottom()),
                     m_theme.chart);

    const auto nowOf = [&](const Timeline* timeline) {
        return timeline ? timeline->elapsedNs(content.monotonicNowNs) : 0;
    };
    const qint64 poolNowNs = nowOf(content.pool);
    const qint64 sequentialNowNs = nowOf(content.sequential);

    painter.setFont(m_canvas.smallFont());
    paintRuler(painter, m_layout.ruler(), m_layout.axisBottom(), m_scale, m_theme);
    paintHeading(painter, m_layout.poolHeading(), tr("POOL"));

    const bool noJobsLeft =
        content.pool && content.pool->startedCount() == std::size_t(content.jobs);
    painter.save();
    painter.setClipRect(m_layout.poolRows());
    const ChartLayout::Rows rows = m_layout.rowsInSight(scroll);
    for (int row = rows.first; row <= rows.last; ++row) {
        const QRectF place = m_layout.poolRow(row, scroll);
        paintRow(painter, place, row + 1);
    }
    painter.setClipRect(axisPart(m_layout.poolRows()));
    for (int row = rows.first; content.pool && row <= rows.last; ++row) {
        const QRectF place = m_layout.poolRow(row, scroll);
        if (noJobsLeft)
            paintIdle(painter, place, content.pool->lane(row), poolNowNs);
        paintLane(painter, place, *content.pool, row, poolNowNs);
    }
    painter.restore();

    if (m_layout.withSequential()) {
        paintHeading(painter, m_layout.sequentialHeading(), tr("SEQUENTIAL"));
        paintRow(painter, m_layout.sequentialRow(), 1);
        if (content.sequential) {
            painter.save();
            painter.setClipRect(axisPart(m_layout.sequentialRow()));
            paintLane(painter, m_layout.sequentialRow(), *content.sequential, 0, sequentialNowNs);
            painter.restore();
        }
    }
    if (m_layout.waitingStrip().height() > 0)
        paintStrips(painter, content, poolNowNs);
    const double top = m_layout.ruler().bottom();
    if (hasBegun(content.sequential, content.monotonicNowNs))
        paintMarker(painter, m_layout.sequentialMarker(), top, *content.sequential, sequentialNowNs,
                    m_theme.sequential);
    if (hasBegun(content.pool, content.monotonicNowNs))
        paintMarker(painter, m_layout.poolMarker(), top, *content.pool, poolNowNs, m_theme.pool);

    if (!content.hint.isEmpty()) {
        painter.setFont(m_canvas.font());
        painter.setPen(m_theme.muted);
        painter.drawText(QRectF(m_layout.axisLeft(), m_layout.poolRows().top(),
                                m_layout.axisWidth(), m_layout.poolRows().height()),
                         Qt::AlignCenter | Qt::TextWordWrap, content.hint);
    }
}

void ChartPainter::paintHeading(QPainter& painter, const QRectF& place, const QString& text) const
{
    painter.setFont(m_canvas.headingFont());
    painter.setPen(m_theme.muted);
    painter.drawText(place.adjusted(ChartCanvas::kNamesLeft, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
}

QRectF ChartPainter::axisPart(const QRectF& place) const
{
    return {m_layout.axisLeft(), place.top(), m_layout.axisWidth(), place.height()};
}

void ChartPainter::paintRow(QPainter& painter, const QRectF& row, int worker) const
{
    painter.fillRect(m_layout.barOf(row), m_theme.band);
    // In low rows only every so manieth name fits.
    const double nameHeight = QFontMetricsF(m_canvas.font()).height();
    const int every = std::max(1, int(std::ceil(nameHeight / row.height())));
    if ((worker - 1) % every != 0)
        return;
    painter.setFont(m_canvas.font());
    painter.setPen(m_theme.text);
    const double height = std::max(row.height(), nameHeight);
    // The first name of very low rows would reach into the heading.
    const double top = std::max(row.center().y() - height / 2, m_layout.poolRows().top());
    painter.drawText(QRectF(ChartCanvas::kNamesLeft, top, m_layout.axisLeft(), height),
                     Qt::AlignLeft | Qt::AlignVCenter, ChartCanvas::nameOf(worker));
}

void ChartPainter::paintLane(QPainter& painter, const QRectF& row, const Timeline& timeline,
                             int lane, qint64 nowNs) const
{
    const LanePicture picture = pictureOf(timeline.lane(lane), m_scale, m_canvas.columnPx(), nowNs);
    const QRectF place = m_layout.barOf(row);
    m_ramp.paint(painter, place, picture.columns, m_scale.leftPx, m_canvas.columnPx());
    for (const Bar& bar : picture.bars)
        paintBar(painter, place, bar);
}

void ChartPainter::paintBar(QPainter& painter, const QRectF& place, const Bar& bar) const
{
    const double left = std::max(bar.left, m_layout.axisLeft() - 2 * ChartCanvas::kBarRadius);
    const double right = std::min(bar.right, m_layout.axisRight() + 2 * ChartCanvas::kBarRadius);
    // Wide bars keep a gap between each other, so that neighbours of one colour can be told apart.
    const bool wide = right - left >= 8;
    const bool rounded = right - left >= 24 && place.height() >= 12;
    const QRectF rect(left + (wide ? 0.5 : 0), place.top(),
                      std::max(m_canvas.columnPx(), right - left - (wide ? 1 : 0)), place.height());
    const QColor color = jobColor(bar.job);
    if (rounded) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(rect, ChartCanvas::kBarRadius, ChartCanvas::kBarRadius);
        painter.setRenderHint(QPainter::Antialiasing, false);
    } else {
        painter.fillRect(rect, color);
    }
    // What did not run to its end differs by pattern too, never by colour alone.
    if (bar.status != JobStatus::Finished) {
        const QColor ink = textOn(color);
        painter.setPen(Qt::NoPen);
        painter.setBrush(
            QBrush(ink, bar.status == JobStatus::Failed ? Qt::DiagCrossPattern : Qt::BDiagPattern));
        painter.drawRect(rect);
    }
    paintBarText(painter, rect, bar);
}

void ChartPainter::paintBarText(QPainter& painter, const QRectF& place, const Bar& bar) const
{
    const QFontMetricsF bold(m_canvas.boldFont());
    if (place.height() < bold.height() || place.width() < 3 * kTextMargin)
        return;
    const QString name = tr("job %1").arg(bar.job.number);
    const double nameWidth = bold.horizontalAdvance(name);
    if (nameWidth > place.width() - kTextMargin)
        return;
    const QColor color = jobColor(bar.job);
    const double margin = std::min(kTextMargin, (place.width() - nameWidth) / 2);
    const QRectF inner = place.adjusted(margin, 0, -margin, 0);
    if (bar.status != JobStatus::Finished)
        painter.fillRect(QRectF(inner.left() - 3, place.center().y() - bold.height() / 2,
                                nameWidth + 6, bold.height()),
                         color);
    painter.setPen(textOn(color));
    painter.setFont(m_canvas.boldFont());
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, name);
    if (bar.running || bar.status != JobStatus::Finished)
        return;
    const QString duration = readableDuration(std::chrono::nanoseconds(bar.durationNs));
    const QFontMetricsF small(m_canvas.smallFont());
    if (nameWidth + kTextMargin + small.horizontalAdvance(duration) > inner.width())
        return;
    painter.setFont(m_canvas.smallFont());
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, duration);
}

void ChartPainter::paintIdle(QPainter& painter, const QRectF& row, const Lane& lane,
                             qint64 nowNs) const
{
    const std::size_t finished = lane.finishedCount();
    if (finished < lane.startedCount())
        return;
    const double left = m_scale.xOf(finished > 0 ? lane.endNs(finished - 1) : 0);
    const double right = m_scale.xOf(nowNs);
    const QRectF place = m_layout.barOf(row);
    const QRectF rect = QRectF(left + 1, place.top(), right - left - 2, place.height())
                            .adjusted(0.5, 0.5, -0.5, -0.5);
    if (rect.width() < 12 || rect.height() < 12)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.muted, 1, Qt::DashLine));
    painter.setBrush(m_theme.chart);
    painter.drawRoundedRect(rect, ChartCanvas::kBarRadius, ChartCanvas::kBarRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);

    const QString text = finished > 0 ? tr("idle: no jobs left") : tr("idle: no job came");
    painter.setFont(m_canvas.smallFont());
    const QFontMetricsF metrics(m_canvas.smallFont());
    if (metrics.horizontalAdvance(text) + kTextMargin > rect.width() ||
        metrics.height() > rect.height())
        return;
    painter.setPen(m_theme.muted);
    painter.drawText(rect, Qt::AlignCenter, text);
}

void ChartPainter::paintMarker(QPainter& painter, const QRectF& place, double top,
                               const Timeline& timeline, qint64 nowNs, const QColor& color) const
{
    const double x = m_scale.xOf(nowNs);
    if (x < m_layout.axisLeft() || x > m_layout.axisRight() + 1)
        return;
    const bool running = nowNs < timeline.makespanNs().value_or(std::numeric_limits<qint64>::max());
    const QString text = readableDuration(std::chrono::nanoseconds(nowNs)) +
                         (running ? QStringLiteral(" ●") : QString());
    const QFont& font = m_canvas.headingFont();
    const QFontMetricsF metrics(font);
    QRectF pill(0, 0, metrics.horizontalAdvance(text) + 16, metrics.height() + 5);
    pill.moveCenter(QPointF(x, place.top() + place.height() * 0.42));
    pill.moveLeft(
        std::clamp(pill.left(), m_layout.axisLeft(), m_layout.ruler().right() - pill.width() - 2));
    painter.fillRect(QRectF(std::round(x) - 1, top, 2, pill.top() - top), color);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(roundedPath(pill, 3), color);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(font);
    painter.setPen(textOn(color));
    painter.drawText(pill, Qt::AlignCenter, text);
}

void ChartPainter::paintStrips(QPainter& painter, const ChartContent& content, qint64 nowNs) const
{
    StripValues values;
    if (hasBegun(content.pool, content.monotonicNowNs))
        values = stripValuesOf(*content.pool, m_scale, m_canvas.columnPx(), nowNs);
    // One job more may be offered while the channel is full: that one is not in it yet.
    for (int& waiting : values.waiting)
        waiting = std::min(waiting, content.capacity);
    // The strip's own axis ends at a round number above what is in view, or at all that can wait.
    const int possible = std::min(content.jobs, content.capacity);
    const auto most = std::ranges::max_element(values.waiting);
    const int seen = most == values.waiting.end() ? possible : *most;
    const int mostWaiting = std::min(possible, roundAbove(seen));
    paintStrip(painter, m_layout.waitingStrip(),
               {tr("Waiting\nin channel"), std::move(values.waiting), mostWaiting, false}, m_scale,
               m_canvas.columnPx(), m_theme, m_canvas.smallFont());
    paintStrip(painter, m_layout.busyStrip(),
               {tr("Workers\nbusy"), std::move(values.busy), content.workers, true}, m_scale,
               m_canvas.columnPx(), m_theme, m_canvas.smallFont());
}
