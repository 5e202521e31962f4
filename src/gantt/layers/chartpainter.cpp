#include "gantt/layers/chartpainter.h"

#include "gantt/layers/runmarkers.h"
#include "gantt/layers/strippainter.h"
#include "gantt/layers/timeruler.h"
#include "gantt/model/gantttr.h"
#include "gantt/paint/rolelook.h"
#include "gantt/paint/theme.h"
#include "gantt/pixels/roundnumber.h"

#include <QPainter>

#include <algorithm>

namespace {

// Whether its jobs have so much CPU time that the lines in their bars can be seen.
bool computes(const Timeline& timeline)
{
    constexpr double kMinCpuShare = 0.005;
    Lane::CpuSum sum;
    for (int i = 0; i < timeline.laneCount(); ++i)
        sum += timeline.lane(i).cpuIn(timeline.lane(i).finishedCount());
    return double(sum.cpuNs) > kMinCpuShare * double(sum.durationsNs);
}

// Whether a worker of the part that has nothing to do now is idle until the end. Not in runs of
// other programs, which may be a section of a longer one; the sequential run is never idle.
bool isIdleAtTheEnd(const ChartPart& part, int jobs)
{
    return part.role != RunRole::Sequential && !part.laneNames &&
           part.timeline->jobsStarted() == std::size_t(jobs);
}

} // namespace

ChartPainter::ChartPainter(const ChartCanvas& canvas, const ChartContent& content, double scroll)
    : m_canvas(canvas)
    , m_layout(canvas.layout())
    , m_grid(canvas.grid())
    , m_content(content)
    , m_scroll(scroll)
    , m_colors(barColorsOf(content, canvas.theme()))
    , m_rows(canvas)
    , m_lanes(canvas, content, m_colors)
{
}

void ChartPainter::paint(QPainter& painter, ChartPictures& pictures, const QRectF& exposed) const
{
    painter.fillRect(QRectF(0, m_layout.ruler().bottom(), m_layout.ruler().width(),
                            m_layout.overview().top() - m_layout.ruler().bottom()),
                     m_canvas.theme().chart);
    paintRuler(painter, m_canvas);

    const ColumnRange columns = m_grid.between(exposed.left(), exposed.right());
    pictures.resize(m_content.parts.size());
    reduce(pictures, columns);
    const Legend legend = this->legend();
    const QRectF heading = m_layout.onAxis(m_layout.heading(0));
    for (std::size_t part = 0; part < m_content.parts.size(); ++part) {
        QRectF words = m_layout.onAxis(m_layout.heading(part));
        if (part == 0)
            words.setRight(legendPlace(heading, legend, m_canvas).left());
        paintPart(painter, part, pictures[part], exposed, words);
    }
    if (m_layout.waitingStrip().height() > 0)
        paintStrips(painter, m_content.first().timeline ? pictures.front().strips() : StripValues(),
                    columns);
    // The first part's marker lies over the others'.
    for (std::size_t part = m_content.parts.size(); part-- > 0;)
        paintEndMarker(painter, m_canvas, m_content.parts[part], m_layout.marker(part));

    paintLegend(painter, heading, legend, m_canvas);

    if (!m_content.hint.isEmpty()) {
        painter.setFont(m_canvas.fonts().normal.font());
        painter.setPen(m_canvas.theme().muted);
        painter.drawText(m_layout.onAxis(m_layout.rows(0)), Qt::AlignCenter | Qt::TextWordWrap,
                         m_content.hint);
    }
}

void ChartPainter::reduce(ChartPictures& pictures, ColumnRange columns) const
{
    for (std::size_t i = 0; i < m_content.parts.size(); ++i) {
        const ChartPart& part = m_content.parts[i];
        if (!part.timeline)
            continue;
        const ChartLayout::Rows rows = m_layout.rowsInSight(i, m_scroll);
        const LaneRange lanes =
            part.rowsBy == RowsBy::Worker ? LaneRange{rows.first, rows.last} : LaneRange();
        if (i == 0)
            pictures[i].reduce(*part.timeline, m_grid, part.usualNs, part.nowNs, lanes, columns);
        else
            pictures[i].reduceLanes(*part.timeline, m_grid, part.usualNs, part.nowNs, lanes,
                                    columns);
    }
}

ChartPainter::Look ChartPainter::look() const
{
    Look look{legend(), {}};
    for (const ChartPart& part : m_content.parts)
        look.inColumns.push_back(Stretches(m_grid, part.usualNs).areColumnsAsARule());
    return look;
}

Legend ChartPainter::legend() const
{
    const ChartPart& first = m_content.first();
    return m_colors.legend(first.workers, anyColumns(),
                           first.timeline && computes(*first.timeline));
}

bool ChartPainter::anyColumns() const
{
    for (std::size_t i = 0; i < m_content.parts.size(); ++i) {
        const ChartPart& part = m_content.parts[i];
        if (!part.timeline || part.rowsBy != RowsBy::Worker)
            continue;
        const ChartLayout::Rows rows = m_layout.rowsInSight(i, m_scroll);
        for (int row = rows.first; row <= rows.last; ++row) {
            if (showsColumns(part.timeline->lane(row), m_grid, part.usualNs, part.nowNs))
                return true;
        }
    }
    return false;
}

void ChartPainter::paintPart(QPainter& painter, std::size_t index, const RunPicture& picture,
                             const QRectF& exposed, const QRectF& words) const
{
    const ChartPart& part = m_content.parts[index];
    m_rows.paintHeading(painter, m_layout.heading(index), headingOf(part.role));

    const QRectF place = m_layout.rows(index);
    const ChartLayout::Rows rows = m_layout.rowsInSight(index, m_scroll);
    painter.save();
    // Rows that scroll are clipped. The others are not, as a name may be higher than a low row.
    if (index == 0)
        painter.setClipRect(place, Qt::IntersectClip);
    for (int row = rows.first; row <= rows.last; ++row) {
        const QRectF rowPlace = m_layout.row(index, row, m_scroll);
        m_rows.paintGround(painter, rowPlace, part, row);
        if (exposed.left() < m_layout.axisLeft())
            m_rows.paintName(painter, rowPlace, part, row);
    }
    painter.setClipRect(m_layout.onAxis(place), Qt::IntersectClip);
    paintPauses(painter, m_canvas, part, place, words);
    if (part.timeline && part.rowsBy == RowsBy::Job)
        paintJobs(painter, index, rows);
    else if (part.timeline)
        paintLanes(painter, index, rows, picture);
    painter.restore();
}

void ChartPainter::paintLanes(QPainter& painter, std::size_t index, ChartLayout::Rows rows,
                              const RunPicture& picture) const
{
    const ChartPart& part = m_content.parts[index];
    const bool idle = isIdleAtTheEnd(part, m_content.jobs);
    for (int row = rows.first; row <= rows.last; ++row) {
        const QRectF place = m_layout.row(index, row, m_scroll);
        if (idle)
            m_lanes.paintIdle(painter, place, part, part.timeline->lane(row));
        m_lanes.paintLane(painter, place, picture.lane(row), WorkerId{row + 1});
    }
}

void ChartPainter::paintJobs(QPainter& painter, std::size_t index, ChartLayout::Rows rows) const
{
    if (rows.last < rows.first)
        return;
    const ChartPart& part = m_content.parts[index];
    const auto places = part.timeline->find(JobId{rows.first + 1}, JobId{rows.last + 1});
    const std::size_t queued = part.timeline->queuedCount();
    for (int row = rows.first; row <= rows.last && std::size_t(row) < queued; ++row)
        m_lanes.paintJob(painter, m_layout.row(index, row, m_scroll), part,
                         part.timeline->queuedNs(std::size_t(row)),
                         places[std::size_t(row - rows.first)]);
}

int ChartPainter::mostWaiting(const StripValues& values) const
{
    // The job whose sender is blocked counts as waiting but is not in the channel yet.
    const int possible = std::min(m_content.jobs, m_content.capacity);
    const auto most = std::ranges::max_element(values.waiting);
    const int seen = most == values.waiting.end() ? possible : int(*most);
    // A round number above what is in view, or all that can wait.
    return int(std::min<qint64>(possible, roundAbove(seen)));
}

void ChartPainter::paintStrips(QPainter& painter, const StripValues& values,
                               ColumnRange exposed) const
{
    const ChartPart& first = m_content.first();
    const Theme& theme = m_canvas.theme();
    const bool blocked = first.timeline && first.timeline->blocked().startedCount() > 0;
    paintStrip(painter, m_layout.waitingStrip(),
               {GanttTr::tr("Waiting"), GanttTr::tr("in channel"), values.waiting,
                mostWaiting(values), theme.accent,
                blocked ? GanttTr::tr("sender waits") : QString(), values.blocked},
               exposed, m_canvas);
    paintStrip(painter, m_layout.busyStrip(),
               {GanttTr::tr("Workers"),
                GanttTr::tr("busy"),
                values.busy,
                first.workers,
                colorOf(first.role, theme),
                {},
                {}},
               exposed, m_canvas);
}
