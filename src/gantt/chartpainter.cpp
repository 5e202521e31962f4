#include "gantt/chartpainter.h"

#include "gantt/lanepicture.h"
#include "gantt/timeruler.h"
#include "pool/durationtext.h"
#include "timeline/timeline.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace {

constexpr double kBarRadius = 4;
constexpr double kTextMargin = 10;
constexpr double kNamesLeft = 14;

QString tr(const char* text)
{
    return QCoreApplication::translate("Chart", text);
}

QFont scaled(QFont font, double factor, bool bold)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(int(std::lround(font.pixelSize() * factor)));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(bold);
    return font;
}

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto channel = [share](double from, double to) {
        return float(from + (to - from) * share);
    };
    return QColor::fromRgbF(channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()),
                            channel(a.blueF(), b.blueF()));
}

QPainterPath roundedPath(const QRectF& rect, double radius)
{
    QPainterPath path;
    path.addRoundedRect(rect, radius, radius);
    return path;
}

} // namespace

ChartPainter::ChartPainter(const ChartLayout& layout, const TimeScale& scale, const Theme& theme,
                           const QFont& font, double columnPx)
    : m_layout(layout)
    , m_scale(scale)
    , m_theme(theme)
    , m_font(font)
    , m_boldFont(scaled(font, 1, true))
    , m_smallFont(scaled(font, 0.86, false))
    , m_columnPx(columnPx)
{
}

qint64 ChartPainter::axisEndNs(qint64 longestNs)
{
    constexpr qint64 kLeastNs = 1'000;
    return std::max(kLeastNs, longestNs + longestNs / 100);
}

double ChartPainter::namesWidth(const QFont& font, int workers)
{
    const QFontMetricsF metrics(font);
    const QFontMetricsF bold(scaled(font, 0.86, true));
    const double name = metrics.horizontalAdvance(tr("worker %1").arg(workers));
    const double heading = bold.horizontalAdvance(tr("SEQUENTIAL")) + 4;
    return kNamesLeft + std::max(name, heading) + kNamesLeft;
}

void ChartPainter::paint(QPainter& painter, const ChartContent& content, double scroll) const
{
    painter.setFont(m_font);
    painter.fillRect(QRectF(0, 0, m_layout.ruler().width(), m_layout.contentBottom()),
                     m_theme.chart);

    const auto nowOf = [&](const Timeline* timeline) {
        return timeline ? timeline->elapsedNs(content.monotonicNowNs) : 0;
    };
    const qint64 poolNowNs = nowOf(content.pool);
    const qint64 sequentialNowNs = nowOf(content.sequential);

    painter.setFont(m_smallFont);
    paintRuler(painter, m_layout.ruler(), m_layout.contentBottom(), m_scale, m_theme);
    paintHeading(painter, m_layout.poolHeading(), tr("POOL"));

    painter.save();
    painter.setClipRect(m_layout.poolRows());
    const ChartLayout::Rows rows = m_layout.rowsInSight(scroll);
    for (int row = rows.first; row <= rows.last; ++row) {
        const QRectF place = m_layout.poolRow(row, scroll);
        paintRow(painter, place, row + 1);
        if (content.pool && row < content.pool->laneCount()) {
            paintIdle(painter, place, content, row, poolNowNs);
            paintLane(painter, place, *content.pool, row, poolNowNs);
        }
    }
    painter.restore();

    if (m_layout.withSequential()) {
        paintHeading(painter, m_layout.sequentialHeading(), tr("SEQUENTIAL"));
        paintRow(painter, m_layout.sequentialRow(), 1);
        if (content.sequential)
            paintLane(painter, m_layout.sequentialRow(), *content.sequential, 0, sequentialNowNs);
    }
    const double top = m_layout.ruler().bottom();
    if (content.sequential && content.sequential->beganAtNs())
        paintMarker(painter, m_layout.sequentialMarker(), top, *content.sequential, sequentialNowNs,
                    m_theme.sequential);
    if (content.pool && content.pool->beganAtNs())
        paintMarker(painter, m_layout.poolMarker(), top, *content.pool, poolNowNs, m_theme.pool);

    if (!content.hint.isEmpty()) {
        painter.setFont(m_font);
        painter.setPen(m_theme.muted);
        painter.drawText(QRectF(m_layout.axisLeft(), m_layout.poolRows().top(),
                                m_layout.axisWidth(), m_layout.poolRows().height()),
                         Qt::AlignCenter | Qt::TextWordWrap, content.hint);
    }
}

void ChartPainter::paintHeading(QPainter& painter, const QRectF& place, const QString& text) const
{
    painter.setFont(scaled(m_font, 0.86, true));
    painter.setPen(m_theme.muted);
    painter.drawText(place.adjusted(kNamesLeft, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
}

QRectF ChartPainter::barPlace(const QRectF& row) const
{
    const double inset = row.height() >= 30   ? 5
                         : row.height() >= 12 ? 2
                         : row.height() >= 4  ? 1
                                              : 0;
    return {m_layout.axisLeft(), row.top() + inset, m_layout.axisWidth(), row.height() - 2 * inset};
}

void ChartPainter::paintRow(QPainter& painter, const QRectF& row, int worker) const
{
    painter.fillRect(barPlace(row), m_theme.band);
    // In low rows only every so manieth name fits.
    const double nameHeight = QFontMetricsF(m_font).height();
    const int every = std::max(1, int(std::ceil(nameHeight / row.height())));
    if ((worker - 1) % every != 0)
        return;
    painter.setFont(m_font);
    painter.setPen(m_theme.text);
    const double height = std::max(row.height(), nameHeight);
    painter.drawText(QRectF(kNamesLeft, row.center().y() - height / 2, m_layout.axisLeft(), height),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("worker %1").arg(worker));
}

void ChartPainter::paintLane(QPainter& painter, const QRectF& row, const Timeline& timeline,
                             int lane, qint64 nowNs) const
{
    const LanePicture picture = pictureOf(timeline.lane(lane), m_scale, m_columnPx, nowNs);
    const QRectF place = barPlace(row);
    if (!picture.columns.empty()) {
        // One line of pixels, as high as the row: the share of each column as colour.
        const int first = picture.columns.front().column;
        QImage line(picture.columns.back().column - first + 1, 1,
                    QImage::Format_ARGB32_Premultiplied);
        line.fill(Qt::transparent);
        auto* pixels = reinterpret_cast<QRgb*>(line.scanLine(0));
        for (const BusyColumn& busy : picture.columns)
            pixels[busy.column - first] = mixed(m_theme.band, m_theme.accent, busy.share).rgb();
        painter.drawImage(QRectF(m_scale.leftPx + first * m_columnPx, place.top(),
                                 line.width() * m_columnPx, place.height()),
                          line);
    }
    for (const Bar& bar : picture.bars)
        paintBar(painter, place, bar);
}

void ChartPainter::paintBar(QPainter& painter, const QRectF& place, const Bar& bar) const
{
    const double left = std::max(bar.left, m_layout.axisLeft() - 2 * kBarRadius);
    const double right = std::min(bar.right, m_layout.axisRight() + 2 * kBarRadius);
    // Wide bars keep a gap between each other, so that neighbours of one colour can be told apart.
    const bool wide = right - left >= 8;
    const QRectF rect(left + (wide ? 0.5 : 0), place.top(),
                      std::max(m_columnPx, right - left - (wide ? 1 : 0)), place.height());
    const QColor color = jobColor(bar.job);
    if (wide && place.height() >= 12) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(rect, kBarRadius, kBarRadius);
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
    const QFontMetricsF bold(m_boldFont);
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
    painter.setFont(m_boldFont);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, name);
    if (bar.running || bar.status != JobStatus::Finished)
        return;
    const QString duration = readableDuration(std::chrono::nanoseconds(bar.durationNs));
    const QFontMetricsF small(m_smallFont);
    if (nameWidth + kTextMargin + small.horizontalAdvance(duration) > inner.width())
        return;
    painter.setFont(m_smallFont);
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, duration);
}

void ChartPainter::paintIdle(QPainter& painter, const QRectF& row, const ChartContent& content,
                             int laneIndex, qint64 nowNs) const
{
    // A worker is idle for good once all jobs have been taken and its own last one has ended.
    const Timeline& timeline = *content.pool;
    const Lane& lane = timeline.lane(laneIndex);
    const std::size_t finished = lane.finishedCount();
    if (finished < lane.startedCount() || timeline.startedCount() < std::size_t(content.jobs))
        return;
    const double left = m_scale.xOf(finished > 0 ? lane.endNs(finished - 1) : 0);
    const double right = m_scale.xOf(nowNs);
    const QRectF place = barPlace(row);
    const QRectF rect = QRectF(left + 1, place.top(), right - left - 2, place.height())
                            .adjusted(0.5, 0.5, -0.5, -0.5);
    if (rect.width() < 12 || rect.height() < 12)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.muted, 1, Qt::DashLine));
    painter.setBrush(m_theme.chart);
    painter.drawRoundedRect(rect, kBarRadius, kBarRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);

    const QString text = finished > 0 ? tr("idle: no jobs left") : tr("idle: no job came");
    painter.setFont(m_smallFont);
    const QFontMetricsF metrics(m_smallFont);
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
    const bool running = !timeline.makespanNs();
    const QString text = readableDuration(std::chrono::nanoseconds(nowNs)) +
                         (running ? QStringLiteral(" ●") : QString());
    const QFont font = scaled(m_font, 0.9, true);
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
