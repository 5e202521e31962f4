#include "gantt/layers/lanepainter.h"

#include "base/visibletext.h"
#include "gantt/model/gantttr.h"
#include "gantt/model/jobname.h"
#include "gantt/paint/simulatedlook.h"
#include "gantt/paint/textbatch.h"
#include "gantt/paint/theme.h"

#include <QPainter>

#include <algorithm>

namespace {

bool isOver(const ChartPart& part)
{
    const auto makespanNs = part.timeline->makespanNs();
    return makespanNs && part.nowNs >= *makespanNs;
}

} // namespace

void LanePainter::paintLane(QPainter& painter, TextBatch& texts, const QRectF& row,
                            const LanePicture& picture, WorkerId worker) const
{
    const QRectF place = m_canvas.layout().barOf(row);
    m_colors.paintColumns(painter, place, picture.columns, m_canvas.grid(), worker);
    if (m_colors.arePale()) {
        paintSimulatedLane(painter, texts, place, picture, worker);
        return;
    }
    for (const Bar& bar : picture.bars) {
        m_bars.paintShape(painter, place, bar, worker);
        if (m_bars.mayBeNamed(place, bar))
            m_bars.paintName(painter, texts, place, bar, worker, nameOf(bar));
    }
    texts.draw();
    for (const Bar& bar : picture.bars) {
        if (m_bars.isFleck(bar))
            m_bars.paintShape(painter, place, bar, worker);
    }
}

void LanePainter::paintSimulatedLane(QPainter& painter, TextBatch& texts, const QRectF& place,
                                     const LanePicture& picture, WorkerId worker) const
{
    for (const Bar& bar : picture.bars) {
        if (!m_bars.isFleck(bar))
            m_bars.paintShape(painter, place, bar, worker);
    }
    for (const Bar& bar : picture.bars) {
        if (m_bars.isFleck(bar))
            m_bars.paintShape(painter, place, bar, worker);
    }
    hatch(painter, place, m_canvas.theme().band);
    for (const Bar& bar : picture.bars) {
        m_bars.paintDashes(painter, place, bar, worker);
        if (m_bars.mayBeNamed(place, bar))
            m_bars.paintName(painter, texts, place, bar, worker, nameOf(bar));
    }
    texts.draw();
}

QString LanePainter::nameOf(const Bar& bar) const
{
    const auto index = std::size_t(bar.job.number - 1);
    if (!m_content.jobNames || index >= m_content.jobNames->count())
        return ChartCanvas::nameOf(RowsBy::Job, bar.job.number);
    const QuickText& bold = m_canvas.fonts().bold;
    const double room = m_bars.roomForName(bar);
    if (room < 2 * ChartCanvas::kTextMargin)
        return {};
    const auto nameAt = [&](std::size_t job) {
        constexpr qsizetype kMaxBytes = 200; // more is wider than any bar
        const QByteArrayView bytes = m_content.jobNames->at(job);
        return visibleText(QString::fromUtf8(bytes.first(std::min(bytes.size(), kMaxBytes))));
    };
    const QString name = nameAt(index);
    if (bold.width(name) <= room)
        return name;
    const std::size_t neighbour = index > 0 ? index - 1 : index + 1;
    const bool isAlone = neighbour >= m_content.jobNames->count();
    return bold.elided(distinctPart(name, isAlone ? QString() : nameAt(neighbour)), room);
}

void LanePainter::paintJob(QPainter& painter, const QRectF& row, const ChartPart& part,
                           qint64 queuedNs, const std::optional<Timeline::Place>& place) const
{
    const Theme& theme = m_canvas.theme();
    const QRectF line = m_canvas.layout().barOf(row);
    const WorkerId worker{place ? place->lane + 1 : 0};
    const std::vector<Bar> bars = place ? attemptsAt(part, *place) : std::vector<Bar>();
    const double waitLeft = m_canvas.scale().xOf(queuedNs);
    const double waitRight = bars.empty() ? m_canvas.scale().xOf(part.nowNs) : bars.front().left;
    const QColor color = bars.empty() ? theme.muted : m_colors.ofBar(bars.front(), worker);
    if (queuedNs <= part.nowNs && waitRight > waitLeft)
        painter.fillRect(QRectF(waitLeft, line.center().y() - line.height() / 6,
                                waitRight - waitLeft, line.height() / 3),
                         mixed(theme.band, color, 0.35));
    for (const Bar& bar : bars)
        m_bars.paint(painter, line, bar, worker,
                     ChartCanvas::nameOf(RowsBy::Worker, worker.number));
    if (!bars.empty() && bars.back().running && isOver(part))
        m_bars.tearEnd(painter, line, bars.back());
}

std::vector<Bar> LanePainter::attemptsAt(const ChartPart& part, Timeline::Place last) const
{
    const Lane& lane = part.timeline->lane(last.lane);
    std::vector<Bar> bars;
    for (std::size_t k = last.index + 1 - std::size_t(lane.attemptAt(last.index)); k <= last.index;
         ++k) {
        const Span span = lane.span(k);
        if (span.startNs > part.nowNs)
            break;
        const bool ended = span.endNs && *span.endNs <= part.nowNs;
        const qint64 endNs = ended ? *span.endNs : part.nowNs;
        bars.push_back({m_canvas.scale().xOf(span.startNs), m_canvas.scale().xOf(endNs), k,
                        span.job, ended ? span.status : JobStatus::Finished, !ended,
                        endNs - span.startNs,
                        ended ? cpuShareOf(lane, k, endNs - span.startNs) : -1});
    }
    return bars;
}

void LanePainter::paintTornEnd(QPainter& painter, const QRectF& row, const ChartPart& part,
                               const LanePicture& picture) const
{
    if (!picture.bars.empty() && picture.bars.back().running && isOver(part))
        m_bars.tearEnd(painter, m_canvas.layout().barOf(row), picture.bars.back());
}

void LanePainter::paintIdle(QPainter& painter, TextBatch& texts, const QRectF& row,
                            const ChartPart& part, const Lane& lane) const
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
    const double left = m_canvas.scale().xOf(sinceNs);
    const double right = m_canvas.scale().xOf(part.nowNs);
    const QRectF place = m_canvas.layout().barOf(row);
    const QRectF rect = QRectF(left + 1, place.top(), right - left - 2, place.height())
                            .adjusted(0.5, 0.5, -0.5, -0.5);
    if (rect.width() < 12 || rect.height() < 12)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_canvas.theme().muted, 1, Qt::DashLine));
    painter.setBrush(m_canvas.theme().chart);
    painter.drawRoundedRect(rect, ChartCanvas::kBarRadius, ChartCanvas::kBarRadius);
    painter.setRenderHint(QPainter::Antialiasing, false);

    const QString text =
        finished > 0 ? GanttTr::tr("idle: no jobs left") : GanttTr::tr("idle: no job came");
    const QuickText& small = m_canvas.fonts().small;
    const QRectF seen = rect & m_canvas.layout().onAxis(rect);
    if (small.width(text) + ChartCanvas::kTextMargin > seen.width() ||
        small.height() > seen.height())
        return;
    texts.add(small, m_canvas.theme().muted, seen, Qt::AlignHCenter, text, m_canvas.theme().chart);
    texts.draw();
}
