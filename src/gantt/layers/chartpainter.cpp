#include "gantt/layers/chartpainter.h"

#include "gantt/layers/runmarkers.h"
#include "gantt/layers/strippainter.h"
#include "gantt/layers/timeruler.h"
#include "gantt/model/gantttr.h"
#include "gantt/paint/rolelook.h"
#include "gantt/paint/textbatch.h"
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
// other programs, which may be a section of a longer one; the sequential run is never idle, and of
// a simulated one only the jobs are said.
bool isIdleAtTheEnd(const ChartPart& part, int jobs)
{
    return part.role == RunRole::Pool && !part.isSimulated && !part.laneNames &&
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
    , m_paleColors(m_colors.paled())
    , m_simulatedLanes(canvas, content, m_paleColors)
    , m_look(lookNow())
    , m_grounded(groundedRows())
{
}

void ChartPainter::paint(QPainter& painter, ChartPictures& pictures, const QRectF& exposed) const
{
    paintBackground(painter);
    paintRuler(painter, m_canvas);

    const ColumnRange columns = m_grid.between(exposed.left(), exposed.right());
    pictures.resize(m_content.parts.size());
    reduce(pictures, columns);
    const Legend& legend = m_look.legend;
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
    paintEndMarkers(painter);
    paintLegend(painter, heading, legend, m_canvas);

    if (!m_content.hint.isEmpty()) {
        painter.setFont(m_canvas.fonts().normal.font());
        painter.setPen(m_canvas.theme().muted);
        painter.drawText(m_layout.onAxis(m_layout.rows(0)), Qt::AlignCenter | Qt::TextWordWrap,
                         m_content.hint);
    }
}

std::vector<std::vector<bool>> ChartPainter::groundedRows() const
{
    std::vector<std::vector<bool>> grounded(m_content.parts.size());
    for (std::size_t part = 0; part < grounded.size(); ++part) {
        const ChartLayout::Rows rows = m_layout.rowsInSight(part, m_scroll);
        for (int row = rows.first; row <= rows.last; ++row)
            grounded[part].push_back(RowPainter::isGrounded(m_content.parts[part], row));
    }
    return grounded;
}

void ChartPainter::paintBackground(QPainter& painter) const
{
    const auto fill = [&](double left, double top, double right, double bottom) {
        painter.fillRect(QRectF(QPointF(left, top), QPointF(right, bottom)),
                         m_canvas.theme().chart);
    };
    const double top = m_layout.ruler().bottom();
    const double bottom = m_layout.overview().top();
    fill(0, top, m_layout.axisLeft(), bottom);
    fill(m_layout.axisRight(), top, m_layout.size().width(), bottom);
    // On the axis only what the rows leave: most of it is theirs, and filling it twice is a good
    // part of a frame.
    double from = top;
    for (std::size_t part = 0; part < m_content.parts.size(); ++part) {
        const QRectF seen = m_layout.rows(part);
        const ChartLayout::Rows rows = m_layout.rowsInSight(part, m_scroll);
        for (int row = rows.first; row <= rows.last; ++row) {
            if (!m_grounded[part][std::size_t(row - rows.first)])
                continue;
            const QRectF ground = m_layout.barOf(m_layout.row(part, row, m_scroll));
            fill(m_layout.axisLeft(), from, m_layout.axisRight(),
                 std::clamp(ground.top(), seen.top(), seen.bottom()));
            from = std::clamp(ground.bottom(), seen.top(), seen.bottom());
        }
    }
    fill(m_layout.axisLeft(), from, m_layout.axisRight(), bottom);
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
            pictures[i].reduce(*part.timeline, m_grid, part.usualNs, part.nowNs, lanes, columns,
                               part.hosts ? &part.hosts->groups() : nullptr);
        else
            pictures[i].reduceLanes(*part.timeline, m_grid, part.usualNs, part.nowNs, lanes,
                                    columns);
    }
}

ChartPainter::Look ChartPainter::lookNow() const
{
    Look look{legend(), {}, {}};
    for (const ChartPart& part : m_content.parts)
        look.inColumns.push_back(Stretches(m_grid, part.usualNs).areColumnsAsARule());
    for (std::size_t part = 0; part < m_content.parts.size(); ++part)
        look.comings.push_back(comings(part));
    return look;
}

std::size_t ChartPainter::comings(std::size_t index) const
{
    const ChartPart& part = m_content.parts[index];
    if (!part.timeline || part.rowsBy == RowsBy::Job)
        return 0;
    // Which hosts are in sight matters less than to look for it costs.
    const ChartLayout::Rows rows = part.rowsBy == RowsBy::Worker
                                       ? m_layout.rowsInSight(index, m_scroll)
                                       : ChartLayout::Rows{0, part.workers - 1};
    std::size_t count = 0;
    for (int row = rows.first; row <= std::min(rows.last, part.timeline->laneCount() - 1); ++row) {
        const Lane& lane = part.timeline->lane(row);
        if (!lane.comesOrGoes())
            continue;
        for (const Lane::Presence& presence : lane.presences())
            count += presence.toNs ? 2 : 1;
    }
    return count;
}

Legend ChartPainter::legend() const
{
    const ChartPart& first = m_content.first();
    const bool areHosts = first.rowsBy == RowsBy::Host;
    Legend legend;
    if (!areHosts || m_content.parts.size() > 1)
        legend = m_colors.legend(first.workers, anyColumns(),
                                 first.timeline && computes(*first.timeline));
    if (areHosts)
        legend.entries.insert(
            legend.entries.begin(),
            {colorOf(first, m_canvas.theme()), GanttTr::tr("share of its workers with a job")});
    if (anySimulated())
        legend.entries.push_back({m_canvas.theme().muted, GanttTr::tr("hatched: simulated"), true});
    return legend;
}

bool ChartPainter::anySimulated() const
{
    return std::ranges::any_of(m_content.parts, &ChartPart::isSimulated);
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
    if (!part.isSimulated)
        m_rows.paintHeading(painter, m_layout.heading(index), part);

    const QRectF place = m_layout.rows(index);
    const ChartLayout::Rows rows = m_layout.rowsInSight(index, m_scroll);
    painter.save();
    // Rows that scroll are clipped. The others are not, as a name may be higher than a low row.
    if (m_layout.scrolls(index))
        painter.setClipRect(place, Qt::IntersectClip);
    TextBatch names(painter);
    for (int row = rows.first; row <= rows.last; ++row) {
        const QRectF rowPlace = m_layout.row(index, row, m_scroll);
        m_rows.paintGround(painter, rowPlace, part, row,
                           m_grounded[index][std::size_t(row - rows.first)]);
        if (exposed.left() < m_layout.axisLeft())
            m_rows.paintName(names, rowPlace, part, row);
    }
    painter.setClipRect(m_layout.onAxis(place), Qt::IntersectClip);
    const auto lit = litOn(index, rows);
    const auto eachLit = [&](const auto& paintRow) {
        for (std::size_t i = 0; i < lit.size(); ++i)
            paintRow(painter, m_canvas, m_layout.row(index, rows.first + int(i), m_scroll), lit[i]);
    };
    eachLit(paintLitGround);
    paintPauses(painter, m_canvas, part, place, words);
    if (part.timeline && part.rowsBy == RowsBy::Job)
        paintJobs(painter, index, rows);
    else if (part.timeline && part.rowsBy == RowsBy::Host)
        paintHosts(painter, index, rows, picture, m_grid.between(exposed.left(), exposed.right()));
    else if (part.timeline)
        paintLanes(painter, index, rows, picture);
    eachLit(paintLit);
    painter.restore();
}

void ChartPainter::paintEndMarkers(QPainter& painter) const
{
    // The first part's marker lies over the others'.
    for (std::size_t i = m_content.parts.size(); i-- > 0;)
        paintEndMarker(painter, m_canvas, m_content.parts[i], m_layout.marker(i));
    // Their lines pass behind the words over a simulated part.
    for (std::size_t i = 0; i < m_content.parts.size(); ++i) {
        if (m_content.parts[i].isSimulated)
            m_rows.paintHeading(painter, m_layout.heading(i), m_content.parts[i]);
    }
}

std::vector<std::vector<PxRange>> ChartPainter::litOn(std::size_t index,
                                                      ChartLayout::Rows rows) const
{
    std::vector<std::vector<PxRange>> lit;
    if (index > 0 || !m_content.lit)
        return lit;
    for (int row = rows.first; row <= rows.last; ++row)
        lit.push_back(m_content.lit->onRow(m_content.parts[index], row, m_grid));
    return lit;
}

void ChartPainter::paintLanes(QPainter& painter, std::size_t index, ChartLayout::Rows rows,
                              const RunPicture& picture) const
{
    const ChartPart& part = m_content.parts[index];
    const LanePainter& lanes = part.isSimulated ? m_simulatedLanes : m_lanes;
    // Boxes of idle workers would hide what is lit.
    const bool idle = !m_content.lit && isIdleAtTheEnd(part, m_content.jobs);
    TextBatch texts(painter);
    for (int row = rows.first; row <= rows.last; ++row) {
        const QRectF place = m_layout.row(index, row, m_scroll);
        if (idle)
            lanes.paintIdle(painter, texts, place, part, part.timeline->lane(row));
        lanes.paintLane(painter, texts, place, picture.lane(row), WorkerId{row + 1});
        lanes.paintTornEnd(painter, place, part, picture.lane(row));
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

void ChartPainter::paintHosts(QPainter& painter, std::size_t index, ChartLayout::Rows rows,
                              const RunPicture& picture, ColumnRange exposed) const
{
    const Theme& theme = m_canvas.theme();
    for (int row = rows.first; row <= rows.last; ++row) {
        const QRectF place = m_layout.onAxis(m_layout.barOf(m_layout.row(index, row, m_scroll)));
        paintSteps(painter, place, picture.busyShare(row), 1,
                   colorOf(m_content.parts[index], theme), theme.band, exposed, m_canvas);
    }
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
                colorOf(first, theme),
                {},
                {}},
               exposed, m_canvas);
}
