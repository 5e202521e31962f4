#include "gantt/chartpainter.h"

#include "gantt/strippainter.h"
#include "gantt/stripvalues.h"
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
#include <limits>

namespace {

constexpr double kBarRadius = 4;
constexpr double kTextMargin = 10;
constexpr double kNamesLeft = 14;
constexpr double kLeastSeen = 0.08; // however little a worker was busy, it is seen

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
    for (std::size_t i = 0; i < kRampSteps; ++i)
        m_busyRamp[i] = mixed(theme.band, theme.accent, double(i) / (kRampSteps - 1)).rgb();
}

qint64 ChartPainter::axisEndNs(qint64 longestNs)
{
    constexpr qint64 kLeastNs = 1'000;
    // A quarter of what 64 bits hold leaves room for all that is added to times: 73 years.
    constexpr qint64 kMostNs = std::numeric_limits<qint64>::max() / 4;
    const qint64 longest = std::min(longestNs, kMostNs);
    return std::max(kLeastNs, longest + longest / 100);
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
    painter.fillRect(QRectF(0, m_layout.ruler().bottom(), m_layout.ruler().width(),
                            m_layout.overview().top() - m_layout.ruler().bottom()),
                     m_theme.chart);

    const auto nowOf = [&](const Timeline* timeline) {
        return timeline ? timeline->elapsedNs(content.monotonicNowNs) : 0;
    };
    const qint64 poolNowNs = nowOf(content.pool);
    const qint64 sequentialNowNs = nowOf(content.sequential);

    painter.setFont(m_smallFont);
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

QRectF ChartPainter::axisPart(const QRectF& place) const
{
    return {m_layout.axisLeft(), place.top(), m_layout.axisWidth(), place.height()};
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
    // The first name of very low rows would reach into the heading.
    const double top = std::max(row.center().y() - height / 2, m_layout.poolRows().top());
    painter.drawText(QRectF(kNamesLeft, top, m_layout.axisLeft(), height),
                     Qt::AlignLeft | Qt::AlignVCenter, tr("worker %1").arg(worker));
}

void ChartPainter::paintLane(QPainter& painter, const QRectF& row, const Timeline& timeline,
                             int lane, qint64 nowNs) const
{
    const LanePicture picture = pictureOf(timeline.lane(lane), m_scale, m_columnPx, nowNs);
    const QRectF place = barPlace(row);
    paintColumns(painter, place, picture.columns, m_scale.leftPx);
    for (const Bar& bar : picture.bars)
        paintBar(painter, place, bar);
}

void ChartPainter::paintColumns(QPainter& painter, const QRectF& place,
                                const std::vector<BusyColumn>& columns, double leftPx) const
{
    if (columns.empty())
        return;
    // One line of pixels, as high as the row: the share of each column as colour.
    const int first = columns.front().column;
    QImage line(columns.back().column - first + 1, 1, QImage::Format_ARGB32_Premultiplied);
    line.fill(Qt::transparent);
    auto* pixels = reinterpret_cast<QRgb*>(line.scanLine(0));
    for (const BusyColumn& busy : columns)
        pixels[busy.column - first] = m_busyRamp[std::size_t(
            std::lround(std::max(busy.share, kLeastSeen) * (kRampSteps - 1)))];
    painter.drawImage(
        QRectF(leftPx + first * m_columnPx, place.top(), line.width() * m_columnPx, place.height()),
        line);
}

void ChartPainter::paintBar(QPainter& painter, const QRectF& place, const Bar& bar) const
{
    const double left = std::max(bar.left, m_layout.axisLeft() - 2 * kBarRadius);
    const double right = std::min(bar.right, m_layout.axisRight() + 2 * kBarRadius);
    // Wide bars keep a gap between each other, so that neighbours of one colour can be told apart.
    const bool wide = right - left >= 8;
    const bool rounded = right - left >= 24 && place.height() >= 12;
    const QRectF rect(left + (wide ? 0.5 : 0), place.top(),
                      std::max(m_columnPx, right - left - (wide ? 1 : 0)), place.height());
    const QColor color = jobColor(bar.job);
    if (rounded) {
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

void ChartPainter::paintIdle(QPainter& painter, const QRectF& row, const Lane& lane,
                             qint64 nowNs) const
{
    const std::size_t finished = lane.finishedCount();
    if (finished < lane.startedCount())
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

void ChartPainter::paintStrips(QPainter& painter, const ChartContent& content, qint64 nowNs) const
{
    StripValues values;
    if (content.pool && content.pool->beganAtNs())
        values = stripValuesOf(*content.pool, m_scale, m_columnPx, nowNs);
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
               m_columnPx, m_theme, m_smallFont);
    paintStrip(painter, m_layout.busyStrip(),
               {tr("Workers\nbusy"), std::move(values.busy), content.workers, true}, m_scale,
               m_columnPx, m_theme, m_smallFont);
}

void ChartPainter::paintMarks(QPainter& painter, const ChartContent& content,
                              const ChartMarks& marks, double scroll) const
{
    const double top = m_layout.ruler().bottom();
    const double height = m_layout.axisBottom() - top;
    painter.save();
    painter.setClipRect(QRectF(m_layout.axisLeft(), 0, m_layout.axisWidth(), top + height));
    if (marks.range) {
        const double left = m_scale.xOf(marks.range->startNs);
        const double right = m_scale.xOf(marks.range->endNs);
        QColor fill = m_theme.accent;
        fill.setAlphaF(0.16F);
        painter.fillRect(QRectF(left, top, right - left, height), fill);
        for (const double x : {left, right})
            painter.fillRect(QRectF(x, top, 1, height), m_theme.accent);
    }
    if (marks.selected)
        paintJobFrame(painter, content, *marks.selected, scroll, m_theme.accent);
    if (marks.hovered)
        paintJobFrame(painter, content, *marks.hovered, scroll, m_theme.text);
    paintDistance(painter, marks.markers);
    painter.restore();
}

void ChartPainter::paintJobFrame(QPainter& painter, const ChartContent& content, JobId job,
                                 double scroll, const QColor& color) const
{
    const auto frame = [&](const Timeline* timeline, auto rowOf) {
        const auto place = timeline ? timeline->find(job) : std::nullopt;
        if (!place)
            return;
        const Span span = timeline->lane(place->lane).span(place->index);
        const double left = m_scale.xOf(span.startNs);
        const double right = m_scale.xOf(span.endOr(timeline->elapsedNs(content.monotonicNowNs)));
        // However short the job is, its frame can be seen.
        const double width = std::max(3.0, right - left);
        const QRectF bar = barPlace(rowOf(place->lane));
        painter.drawRoundedRect(QRectF((left + right - width) / 2, bar.top(), width, bar.height()),
                                kBarRadius, kBarRadius);
    };
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 2));
    painter.save();
    painter.setClipRect(m_layout.poolRows(), Qt::IntersectClip);
    frame(content.pool, [&](int lane) { return m_layout.poolRow(lane, scroll); });
    painter.restore();
    frame(content.sequential, [&](int) { return m_layout.sequentialRow(); });
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void ChartPainter::paintDistance(QPainter& painter, const std::vector<qint64>& markers) const
{
    const double top = m_layout.ruler().bottom();
    for (const qint64 time : markers)
        painter.fillRect(QRectF(std::round(m_scale.xOf(time)), top, 1, m_layout.axisBottom() - top),
                         m_theme.text);
    if (markers.size() < 2)
        return;
    const auto [from, to] = std::minmax(markers[0], markers[1]);
    const double left = m_scale.xOf(from);
    const double right = m_scale.xOf(to);
    const QString text = goDuration(std::chrono::nanoseconds(to - from));
    painter.setFont(m_boldFont);
    const QFontMetricsF metrics(m_boldFont);
    QRectF label(0, 0, metrics.horizontalAdvance(text) + 14, metrics.height() + 4);
    label.moveCenter({(left + right) / 2, m_layout.poolHeading().center().y()});
    painter.fillRect(QRectF(left, label.center().y(), right - left, 1), m_theme.text);
    painter.fillRect(label, m_theme.text);
    painter.setPen(m_theme.window);
    painter.drawText(label, Qt::AlignCenter, text);
}

TimeScale ChartPainter::wholeScale(qint64 wholeEndNs) const
{
    return {0, wholeEndNs, m_scale.leftPx, m_scale.widthPx};
}

void ChartPainter::paintOverview(QPainter& painter, const ChartContent& content,
                                 qint64 wholeEndNs) const
{
    const QRectF place = m_layout.overview();
    painter.fillRect(place, m_theme.window);
    painter.fillRect(QRectF(place.left(), place.top(), place.width(), 1), m_theme.line);
    painter.setFont(m_smallFont);
    painter.setPen(m_theme.muted);
    painter.drawText(place.adjusted(kNamesLeft, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Overview"));
    const TimeScale scale = wholeScale(wholeEndNs);
    const QRectF area(scale.leftPx, place.top() + 7, scale.widthPx, place.height() - 14);

    // As many rows as there is room for; of more workers every so manieth stands for its
    // neighbours.
    const int lanes = content.pool ? content.pool->laneCount() : 0;
    const int shown = std::min(lanes, int(area.height() / 2) - 2);
    const double rowHeight = area.height() / (shown + (content.sequential ? 1.5 : 0));
    const auto paintRow = [&](const Timeline& timeline, int lane, double top) {
        const qint64 now = timeline.elapsedNs(content.monotonicNowNs);
        const LanePicture picture = pictureOf(timeline.lane(lane), scale, m_columnPx, now);
        const QRectF row(area.left(), top, area.width(), std::max(1.0, rowHeight - 1));
        paintColumns(painter, row, picture.columns, scale.leftPx);
        for (const Bar& bar : picture.bars)
            painter.fillRect(QRectF(bar.left, row.top(), bar.right - bar.left, row.height()),
                             jobColor(bar.job));
    };
    for (int row = 0; row < shown; ++row)
        paintRow(*content.pool, int(qint64{row} * lanes / shown), area.top() + row * rowHeight);
    if (content.sequential)
        paintRow(*content.sequential, 0, area.bottom() - rowHeight);
}

void ChartPainter::paintOverviewWindow(QPainter& painter, const Viewport& viewport) const
{
    const QRectF place = m_layout.overview().adjusted(0, 3, 0, -3);
    const TimeScale scale = wholeScale(viewport.whole().endNs);
    const double left = std::round(scale.xOf(viewport.visible().startNs)) - 1;
    const double right = std::max(left + 4, std::round(scale.xOf(viewport.visible().endNs)) + 1);
    constexpr double kLine = 2;
    for (const double y : {place.top(), place.bottom() - kLine})
        painter.fillRect(QRectF(left, y, right - left, kLine), m_theme.accent);
    for (const double x : {left, right - kLine})
        painter.fillRect(QRectF(x, place.top(), kLine, place.height()), m_theme.accent);
}
