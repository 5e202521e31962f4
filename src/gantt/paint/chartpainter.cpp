#include "gantt/paint/chartpainter.h"

#include "base/durationtext.h"
#include "base/visibletext.h"
#include "gantt/model/jobname.h"
#include "gantt/model/roundnumber.h"
#include "gantt/paint/strippainter.h"
#include "gantt/paint/timeruler.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace {

constexpr double kTextMargin = 10;

constexpr double kLeastCpuShare = 0.005;

QString tr(const char* text)
{
    return QCoreApplication::translate("Chart", text);
}

bool hasBegun(const Timeline* timeline, qint64 monotonicNowNs)
{
    return timeline && timeline->beganAtNs().value_or(monotonicNowNs + 1) <= monotonicNowNs;
}

qint64 elapsedNs(const Timeline* timeline, qint64 monotonicNowNs)
{
    return timeline ? timeline->elapsedNs(monotonicNowNs) : 0;
}

// Whether its jobs compute for a part of their time that is seen.
bool computes(const Timeline& timeline)
{
    Lane::CpuSum sum;
    for (int i = 0; i < timeline.laneCount(); ++i)
        sum += timeline.lane(i).cpuIn(timeline.lane(i).finishedCount());
    return double(sum.cpuNs) > kLeastCpuShare * double(sum.durationsNs);
}

QPainterPath roundedPath(const QRectF& rect, double radius)
{
    QPainterPath path;
    path.addRoundedRect(rect, radius, radius);
    return path;
}

} // namespace

ChartPainter::ChartPainter(const ChartCanvas& canvas, const ChartContent& content, double scroll)
    : m_canvas(canvas)
    , m_layout(canvas.layout())
    , m_scale(canvas.scale())
    , m_theme(canvas.theme())
    , m_grid(canvas.grid())
    , m_content(content)
    , m_scroll(scroll)
    , m_colors(barColorsOf(content, canvas.theme()))
    , m_bars(canvas, m_colors)
    , m_poolNowNs(elapsedNs(content.pool, content.monotonicNowNs))
    , m_sequentialNowNs(elapsedNs(content.sequential, content.monotonicNowNs))
    , m_poolUsualNs(content.pool ? usualNs(*content.pool, m_poolNowNs) : 0)
    , m_sequentialUsualNs(content.sequential ? usualNs(*content.sequential, m_sequentialNowNs) : 0)
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

double ChartPainter::markerReachPx(const ChartFonts& fonts)
{
    return fonts.heading.width(QStringLiteral("000 d 00 h 00 min 00.0 s *"));
}

void ChartPainter::paint(QPainter& painter, RunPicture& picture, const QRectF& exposed) const
{
    painter.fillRect(QRectF(0, m_layout.ruler().bottom(), m_layout.ruler().width(),
                            m_layout.overview().top() - m_layout.ruler().bottom()),
                     m_theme.chart);
    paintRuler(painter, m_canvas);

    const ColumnRange columns = m_grid.between(exposed.left(), exposed.right());
    if (m_content.pool) {
        const ChartLayout::Rows rows = m_layout.rowsInSight(m_scroll);
        const bool lanes = m_content.rowsBy == RowsBy::Worker;
        picture.reduce(*m_content.pool, m_grid, m_poolUsualNs, m_poolNowNs,
                       lanes ? LaneRange{rows.first, rows.last} : LaneRange(), columns);
    }
    const Legend legend = this->legend();
    const QRectF explained = legendPlace(axisPart(m_layout.poolHeading()), legend, m_canvas);
    paintPool(painter, picture, exposed, explained.left());
    if (m_layout.withSequential())
        paintSequential(painter, exposed);
    if (m_layout.waitingStrip().height() > 0)
        paintStrips(painter, m_content.pool ? picture.strips() : StripValues(), columns);
    if (hasBegun(m_content.sequential, m_content.monotonicNowNs))
        paintMarker(painter, m_layout.sequentialMarker(), *m_content.sequential, m_sequentialNowNs,
                    m_theme.sequential);
    if (hasBegun(m_content.pool, m_content.monotonicNowNs))
        paintMarker(painter, m_layout.poolMarker(), *m_content.pool, m_poolNowNs, m_theme.pool);

    paintLegend(painter, axisPart(m_layout.poolHeading()), legend, m_canvas);

    if (!m_content.hint.isEmpty()) {
        painter.setFont(m_canvas.fonts().normal.font());
        painter.setPen(m_theme.muted);
        painter.drawText(QRectF(m_layout.axisLeft(), m_layout.poolRows().top(),
                                m_layout.axisWidth(), m_layout.poolRows().height()),
                         Qt::AlignCenter | Qt::TextWordWrap, m_content.hint);
    }
}

ChartPainter::Look ChartPainter::look() const
{
    return {legend(), Stretches(m_grid, m_poolUsualNs).areColumnsAsARule(),
            Stretches(m_grid, m_sequentialUsualNs).areColumnsAsARule()};
}

Legend ChartPainter::legend() const
{
    return m_colors.legend(m_content.workers, anyColumns(),
                           m_content.pool && computes(*m_content.pool));
}

bool ChartPainter::anyColumns() const
{
    if (m_content.sequential &&
        showsColumns(m_content.sequential->lane(0), m_grid, m_sequentialUsualNs, m_sequentialNowNs))
        return true;
    if (!m_content.pool || m_content.rowsBy != RowsBy::Worker)
        return false;
    const ChartLayout::Rows rows = m_layout.rowsInSight(m_scroll);
    for (int row = rows.first; row <= rows.last; ++row) {
        if (showsColumns(m_content.pool->lane(row), m_grid, m_poolUsualNs, m_poolNowNs))
            return true;
    }
    return false;
}

void ChartPainter::paintPool(QPainter& painter, const RunPicture& picture, const QRectF& exposed,
                             double wordsEnd) const
{
    paintHeading(painter, m_layout.poolHeading(), tr("POOL"));

    const ChartLayout::Rows rows = m_layout.rowsInSight(m_scroll);
    painter.save();
    painter.setClipRect(m_layout.poolRows(), Qt::IntersectClip);
    for (int row = rows.first; row <= rows.last; ++row) {
        paintPoolRow(painter, row);
        if (exposed.left() < m_layout.axisLeft())
            paintName(painter, poolRow(row), row + 1, poolRowName(row));
    }
    painter.setClipRect(axisPart(m_layout.poolRows()), Qt::IntersectClip);
    if (m_content.pool) {
        QRectF words = axisPart(m_layout.poolHeading());
        words.setRight(wordsEnd);
        paintPauses(painter, m_layout.poolRows(), words, *m_content.pool, m_poolNowNs);
    }
    if (m_content.pool && m_content.rowsBy == RowsBy::Job) {
        paintJobs(painter, rows);
    } else if (m_content.pool) {
        const bool noJobsLeft =
            !m_content.laneNames && m_content.pool->jobsStarted() == std::size_t(m_content.jobs);
        for (int row = rows.first; row <= rows.last; ++row) {
            if (noJobsLeft)
                paintIdle(painter, poolRow(row), m_content.pool->lane(row));
            paintLane(painter, poolRow(row), picture.lane(row), WorkerId{row + 1});
        }
    }
    painter.restore();
}

void ChartPainter::paintSequential(QPainter& painter, const QRectF& exposed) const
{
    paintHeading(painter, m_layout.sequentialHeading(), tr("SEQUENTIAL"));
    const QRectF row = m_layout.sequentialRow();
    paintRow(painter, row);
    paintName(painter, row, 1, ChartCanvas::nameOf(RowsBy::Worker, 1));
    if (!m_content.sequential)
        return;
    painter.save();
    painter.setClipRect(axisPart(row), Qt::IntersectClip);
    paintPauses(painter, row, axisPart(m_layout.sequentialHeading()), *m_content.sequential,
                m_sequentialNowNs);
    const ColumnRange columns = m_grid.between(exposed.left(), exposed.right());
    const Lane& lane = m_content.sequential->lane(0);
    LanePicture picture;
    LaneReducer(m_grid, columns, m_sequentialUsualNs, m_sequentialNowNs).reduce(lane, picture);
    paintLane(painter, row, picture, WorkerId{1});
    painter.restore();
}

void ChartPainter::paintHeading(QPainter& painter, const QRectF& place, const QString& text) const
{
    painter.setPen(m_theme.muted);
    m_canvas.fonts().heading.draw(painter, place.adjusted(ChartCanvas::kNamesLeft, 0, 0, 0),
                                  Qt::AlignLeft, text);
}

QRectF ChartPainter::axisPart(const QRectF& place) const
{
    return {m_layout.axisLeft(), place.top(), m_layout.axisWidth(), place.height()};
}

void ChartPainter::paintRow(QPainter& painter, const QRectF& row) const
{
    painter.fillRect(m_layout.barOf(row), m_theme.band);
}

void ChartPainter::paintPoolRow(QPainter& painter, int row) const
{
    const bool isLane =
        m_content.rowsBy == RowsBy::Worker && m_content.pool && row < m_content.pool->laneCount();
    if (!isLane || !m_content.pool->lane(row).comesOrGoes()) {
        paintRow(painter, poolRow(row));
        return;
    }
    // A worker that comes or goes has its row for as long as it is there.
    const QRectF place = m_layout.barOf(poolRow(row));
    for (const Lane::Presence& presence : m_content.pool->lane(row).presences()) {
        const double left = std::max(m_scale.xOf(presence.fromNs), m_layout.axisLeft());
        const double right = presence.toNs ? m_scale.xOf(*presence.toNs) : m_layout.axisRight();
        if (left < right)
            painter.fillRect(QRectF(left, place.top(), std::min(right, m_layout.axisRight()) - left,
                                    place.height()),
                             m_theme.band);
    }
}

void ChartPainter::paintPauses(QPainter& painter, const QRectF& place, const QRectF& words,
                               const Timeline& timeline, qint64 nowNs) const
{
    const Lane& pauses = timeline.pauses();
    const std::size_t count = pauses.startedBy(nowNs, pauses.startedCount());
    const QuickText& small = m_canvas.fonts().small;
    for (std::size_t i = 0; i < count; ++i) {
        const Span pause = pauses.span(i);
        const qint64 endNs = std::min(pause.endOr(nowNs), nowNs);
        const double left = std::max(m_scale.xOf(pause.startNs), m_layout.axisLeft());
        const double right = std::min(m_scale.xOf(endNs), m_layout.axisRight());
        const QRectF area(left, place.top(), std::max(1.0, right - left), place.height());
        if (right < m_layout.axisLeft() || left > m_layout.axisRight())
            continue;
        painter.fillRect(area, mixed(m_theme.chart, m_theme.muted, 0.22));
        // Bars of jobs in hand reach into it: the words stand in the line above.
        const QRectF above = words & QRectF(area.left(), words.top(), area.width(), words.height());
        const QString length = readableDuration(std::chrono::nanoseconds(endNs - pause.startNs));
        for (const QString& text : {tr("paused %1").arg(length), tr("paused")}) {
            if (small.width(text) + kTextMargin / 2 > above.width())
                continue;
            painter.save();
            painter.setClipping(false);
            painter.setPen(m_theme.muted);
            small.draw(painter, above, Qt::AlignHCenter, text);
            painter.restore();
            break;
        }
    }
}

QString ChartPainter::poolRowName(int row) const
{
    const bool named = m_content.rowsBy == RowsBy::Worker && m_content.laneNames &&
                       std::size_t(row) < m_content.laneNames->size();
    if (!named)
        return ChartCanvas::nameOf(m_content.rowsBy, row + 1);
    // What tells lanes apart stands at either end.
    return m_canvas.fonts().normal.elided(
        visibleText(m_content.laneNames->at(std::size_t(row)).name),
        m_layout.axisLeft() - 2 * ChartCanvas::kNamesLeft, Qt::ElideMiddle);
}

void ChartPainter::paintName(QPainter& painter, const QRectF& row, int number,
                             const QString& name) const
{
    // In low rows only every so manieth name fits.
    const QuickText& text = m_canvas.fonts().normal;
    const double nameHeight = text.height();
    const int every = std::max(1, int(std::ceil(nameHeight / row.height())));
    if ((number - 1) % every != 0)
        return;
    painter.setPen(m_theme.text);
    const double height = std::max(row.height(), nameHeight);
    // The first name of very low rows would reach into the heading.
    const double top = number == 1 ? std::max(row.center().y() - height / 2, row.top())
                                   : row.center().y() - height / 2;
    text.draw(painter, QRectF(ChartCanvas::kNamesLeft, top, m_layout.axisLeft(), height),
              Qt::AlignLeft, name);
}

void ChartPainter::paintLane(QPainter& painter, const QRectF& row, const LanePicture& picture,
                             WorkerId worker) const
{
    const QRectF place = m_layout.barOf(row);
    m_colors.paintColumns(painter, place, picture.columns, m_grid, worker);
    for (const Bar& bar : picture.bars)
        m_bars.paint(painter, place, bar, worker, nameOf(bar));
    for (const Bar& bar : picture.bars) {
        if (m_bars.isFleck(bar))
            m_bars.paint(painter, place, bar, worker, {});
    }
}

QString ChartPainter::nameOf(const Bar& bar) const
{
    const auto index = std::size_t(bar.job.number - 1);
    if (!m_content.jobNames || index >= m_content.jobNames->count())
        return ChartCanvas::nameOf(RowsBy::Job, bar.job.number);
    const QuickText& bold = m_canvas.fonts().bold;
    const double room = m_bars.roomForName(bar);
    if (room < 2 * kTextMargin)
        return {};
    const auto nameAt = [&](std::size_t job) {
        constexpr qsizetype kMost = 200; // more is wider than any bar
        const QByteArrayView bytes = m_content.jobNames->at(job);
        return visibleText(QString::fromUtf8(bytes.first(std::min(bytes.size(), kMost))));
    };
    const QString name = nameAt(index);
    if (bold.width(name) <= room)
        return name;
    const std::size_t neighbour = index > 0 ? index - 1 : index + 1;
    const bool isAlone = neighbour >= m_content.jobNames->count();
    return bold.elided(distinctPart(name, isAlone ? QString() : nameAt(neighbour)), room);
}

void ChartPainter::paintJobs(QPainter& painter, ChartLayout::Rows rows) const
{
    if (rows.last < rows.first)
        return;
    const Timeline& pool = *m_content.pool;
    const auto places = pool.find(JobId{rows.first + 1}, JobId{rows.last + 1});
    const std::size_t queued = pool.queuedCount();
    for (int row = rows.first; row <= rows.last && std::size_t(row) < queued; ++row) {
        const qint64 queuedNs = pool.queuedNs(std::size_t(row));
        const QRectF line = m_layout.barOf(poolRow(row));
        const auto& place = places[std::size_t(row - rows.first)];
        const WorkerId worker{place ? place->lane + 1 : 0};
        const std::vector<Bar> bars = place ? attemptsAt(*place) : std::vector<Bar>();
        const double waitLeft = m_scale.xOf(queuedNs);
        const double waitRight = bars.empty() ? m_scale.xOf(m_poolNowNs) : bars.front().left;
        const QColor color = bars.empty() ? m_theme.muted : m_colors.ofBar(bars.front(), worker);
        if (queuedNs <= m_poolNowNs && waitRight > waitLeft)
            painter.fillRect(QRectF(waitLeft, line.center().y() - line.height() / 6,
                                    waitRight - waitLeft, line.height() / 3),
                             mixed(m_theme.band, color, 0.35));
        for (const Bar& bar : bars)
            m_bars.paint(painter, line, bar, worker,
                         ChartCanvas::nameOf(RowsBy::Worker, worker.number));
    }
}

std::vector<Bar> ChartPainter::attemptsAt(Timeline::Place last) const
{
    const Lane& lane = m_content.pool->lane(last.lane);
    std::vector<Bar> bars;
    for (std::size_t k = last.index + 1 - std::size_t(lane.attemptAt(last.index)); k <= last.index;
         ++k) {
        const Span span = lane.span(k);
        if (span.startNs > m_poolNowNs)
            break;
        const bool ended = span.endNs && *span.endNs <= m_poolNowNs;
        const qint64 endNs = ended ? *span.endNs : m_poolNowNs;
        bars.push_back({m_scale.xOf(span.startNs), m_scale.xOf(endNs), k, span.job,
                        ended ? span.status : JobStatus::Finished, !ended, endNs - span.startNs,
                        ended ? cpuShareOf(lane, k, endNs - span.startNs) : -1});
    }
    return bars;
}

void ChartPainter::paintIdle(QPainter& painter, const QRectF& row, const Lane& lane) const
{
    const std::size_t finished = lane.finishedCount();
    if (finished < lane.startedCount())
        return;
    // It is there now, or has gone.
    const Lane::Presence last = lane.presences().back();
    const qint64 sinceNs =
        finished > 0 ? std::max(lane.endNs(finished - 1), last.fromNs) : last.fromNs;
    if (last.toNs)
        return;
    const double left = m_scale.xOf(sinceNs);
    const double right = m_scale.xOf(m_poolNowNs);
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
    const QuickText& small = m_canvas.fonts().small;
    const QRectF seen = rect & axisPart(rect);
    if (small.width(text) + kTextMargin > seen.width() || small.height() > seen.height())
        return;
    painter.setPen(m_theme.muted);
    small.draw(painter, seen, Qt::AlignHCenter, text);
}

void ChartPainter::paintMarker(QPainter& painter, const QRectF& place, const Timeline& timeline,
                               qint64 nowNs, const QColor& color) const
{
    const double top = m_layout.ruler().bottom();
    const double x = m_scale.xOf(nowNs);
    if (x < m_layout.axisLeft() || x > m_layout.axisRight() + 1)
        return;
    const bool running = nowNs < timeline.makespanNs().value_or(std::numeric_limits<qint64>::max());
    const QString text = readableDuration(std::chrono::nanoseconds(nowNs)) +
                         (running ? QStringLiteral(" ●") : QString());
    const QuickText& font = m_canvas.fonts().heading;
    QRectF pill(0, 0, font.width(text) + 16, font.height() + 5);
    pill.moveCenter(QPointF(x, place.top() + place.height() * 0.42));
    pill.moveLeft(
        std::clamp(pill.left(), m_layout.axisLeft(), m_layout.ruler().right() - pill.width() - 2));
    painter.fillRect(QRectF(std::round(x) - 1, top, 2, pill.top() - top), color);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(roundedPath(pill, 3), color);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(textOn(color));
    font.draw(painter, pill, Qt::AlignHCenter, text);
}

int ChartPainter::mostWaiting(const StripValues& values) const
{
    // One job more may be offered while the channel is full: that one is not in it yet.
    const int possible = std::min(m_content.jobs, m_content.capacity);
    const auto most = std::ranges::max_element(values.waiting);
    const int seen = most == values.waiting.end() ? possible : int(*most);
    // A round number above what is in view, or all that can wait.
    return int(std::min<qint64>(possible, roundAbove(seen)));
}

void ChartPainter::paintStrips(QPainter& painter, const StripValues& values,
                               ColumnRange exposed) const
{
    const bool blocked = m_content.pool && m_content.pool->blocked().startedCount() > 0;
    paintStrip(painter, m_layout.waitingStrip(),
               {tr("Waiting"), tr("in channel"), values.waiting, mostWaiting(values), false,
                blocked ? tr("sender waits") : QString(), values.blocked},
               exposed, m_canvas);
    paintStrip(painter, m_layout.busyStrip(),
               {tr("Workers"), tr("busy"), values.busy, m_content.workers, true, {}, {}}, exposed,
               m_canvas);
}
