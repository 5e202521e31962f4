#include "gantt/view/ganttview.h"

#include "base/clock.h"
#include "base/visibletext.h"
#include "gantt/paint/chartcanvas.h"
#include "gantt/paint/chartpainter.h"
#include "gantt/paint/markspainter.h"
#include "gantt/paint/overviewpainter.h"
#include "gantt/paint/theme.h"
#include "timeline/runrecord.h"

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace {

// A line for each fact, the first of which is our own: Qt guesses by the first line alone whether a
// tool tip is rich text, so the texts of others are plain whoever shows it.
QString tipOf(const std::vector<SpanFact>& facts)
{
    QStringList lines;
    for (const SpanFact& fact : facts)
        lines.append(GanttView::tr("%1: %2").arg(fact.name, visibleText(fact.value)));
    return lines.join(u'\n');
}

} // namespace

GanttView::GanttView(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(&Theme::light())
    , m_fonts(font())
    , m_gestures(
          m_view, [this] { return chartLayout(); }, [this] { return scale(); }, this)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Chart of the run"));
    setFocusPolicy(Qt::WheelFocus);
    connect(&m_view, &Viewport::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&m_view, &Viewport::changed, this, [this] {
        if (m_view.isLive() && m_view.mode() != Viewport::Mode::Free)
            return;
        bringRowsIntoTime();
    });
    connect(&m_view, &Viewport::followed, this, [this] { m_newestRow = true; });
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { m_newestRow = false; });
    connectGestures();
}

void GanttView::connectGestures()
{
    connect(&m_gestures, &ChartGestures::rangeSelected, this,
            [this](TimeRange range) { select(std::nullopt, range); });
    connect(&m_gestures, &ChartGestures::clicked, this, [this](QPointF point) {
        const auto hit = spanUnder(point);
        select(hit ? std::optional(spanOf(*m_record, *hit).job) : std::nullopt, std::nullopt);
    });
    connect(&m_gestures, &ChartGestures::zoomedToSelection, this, [this] {
        if (!m_marks.selected && !m_marks.range && m_marks.hovered)
            select(m_marks.hovered, std::nullopt);
        zoomToSelection();
    });
    connect(&m_gestures, &ChartGestures::markerPlaced, this, &GanttView::placeMarker);
    connect(&m_gestures, &ChartGestures::stepped, this, &GanttView::stepFromSelection);
}

void GanttView::showRun(std::shared_ptr<const RunRecord> record, qint64 expectedNs)
{
    m_record = std::move(record);
    m_workers = m_record->pool().laneCount();
    m_jobs = m_record->settings.jobs.count;
    m_capacity = m_record->settings.channelCapacity();
    m_withSequential = m_record->sequential() != nullptr;
    m_hint.clear();
    measureLaneNames();
    m_marks = {};
    m_axisEndNs = ChartPainter::axisEndNs(expectedNs);
    m_picture = RunPicture();
    m_poolChanges.emplace(m_record->pool());
    m_sequentialChanges.reset();
    if (m_record->sequential())
        m_sequentialChanges.emplace(*m_record->sequential());
    m_newestRow = true;
    m_view.reset(m_axisEndNs, true);
    updateScrollBar();
    verticalScrollBar()->setValue(0);
    refresh();
    viewport()->update();
    Q_EMIT selectionChanged();
}

void GanttView::showPreview(const RunSettings& settings, qint64 expectedNs, const QString& hint)
{
    m_record.reset();
    m_laneNamesPx.reset();
    m_workers = settings.pool.workers;
    m_jobs = settings.jobs.count;
    m_capacity = settings.channelCapacity();
    m_withSequential = settings.baseline.when != SequentialRunWhen::Off;
    m_hint = hint;
    m_marks = {};
    m_axisEndNs = ChartPainter::axisEndNs(expectedNs);
    m_view.reset(m_axisEndNs, false);
    updateScrollBar();
    viewport()->update();
}

void GanttView::setTheme(const Theme& theme)
{
    m_theme = &theme;
    viewport()->update();
}

void GanttView::setRowsBy(RowsBy rowsBy)
{
    if (rowsBy == m_rowsBy)
        return;
    m_rowsBy = rowsBy;
    m_newestRow = true;
    updateScrollBar();
    verticalScrollBar()->setValue(0);
    if (m_marks.selected)
        selectJob(*m_marks.selected);
    else if (!m_view.isLive())
        bringRowsIntoTime();
    viewport()->update();
}

void GanttView::setColorBy(ColorBy colorBy)
{
    m_colorBy = colorBy;
    viewport()->update();
}

void GanttView::refresh()
{
    m_monotonicNowNs = monotonicNs();
    updateRows();
    updateAxis();
    followNewestRow();
    updateChanged();
}

void GanttView::updateRows()
{
    if (!m_record || m_workers == m_record->pool().laneCount())
        return;
    m_workers = m_record->pool().laneCount();
    updateScrollBar();
    viewport()->update();
}

// Whatever moves the axis or the rows repaints all by itself.
void GanttView::updateChanged()
{
    if (!m_record)
        return;
    const TimeScale axis = scale();
    const Stretches stretches(canvas().grid(), 0);
    double changedLeft = axis.leftPx + axis.widthPx;
    double changedRight = axis.leftPx;
    const auto extend = [&](const Timeline& timeline, RunChanges& changes) {
        const qint64 nowNs = timeline.elapsedNs(m_monotonicNowNs);
        const qint64 fromNs = changes.changedFrom(nowNs);
        // How a stretch of a lane is drawn may depend on what is new at its end.
        changedLeft = std::min(changedLeft, axis.xOf(stretches.beginOf(fromNs)));
        changedRight = std::max(changedRight, axis.xOf(nowNs));
        return fromNs;
    };
    m_picture.forgetFrom(extend(m_record->pool(), *m_poolChanges));
    if (m_sequentialChanges)
        extend(*m_record->sequential(), *m_sequentialChanges);

    // A job that starts changes its wait too, from when it was queued.
    if (m_rowsBy == RowsBy::Job)
        changedLeft = axis.leftPx;

    const ChartCanvas shown = canvas();
    const ChartContent content = this->content();
    if (!m_view.isLive() ||
        ChartPainter(shown, content, verticalScrollBar()->value()).look() != m_look) {
        viewport()->update();
        return;
    }
    const ChartLayout& layout = shown.layout();
    const double reach = ChartPainter::markerReachPx(m_fonts);
    const double top = layout.ruler().bottom();
    viewport()->update(QRectF(changedLeft - reach, top, changedRight - changedLeft + 2 * reach,
                              layout.overview().top() - top)
                           .toAlignedRect());
    if (overviewKey(layout) != m_overviewKey)
        viewport()->update(layout.overview().toAlignedRect());
}

void GanttView::followNewestRow()
{
    if (m_rowsBy != RowsBy::Job || !m_record || !m_view.isLive() || !m_newestRow ||
        m_view.mode() == Viewport::Mode::Free)
        return;
    const ChartLayout chart = chartLayout();
    const double bottom = double(m_record->pool().jobsStarted()) * chart.rowHeight();
    verticalScrollBar()->setValue(int(std::ceil(bottom - chart.poolRows().height())));
}

void GanttView::bringRowsIntoTime()
{
    if (m_rowsBy != RowsBy::Job || !m_record)
        return;
    const ChartLayout chart = chartLayout();
    const ChartLayout::Rows rows = chart.rowsInSight(verticalScrollBar()->value());
    const TimeRange visible = m_view.visible();
    const qint64 nowNs = m_record->pool().elapsedNs(m_monotonicNowNs);
    const auto places = m_record->pool().find(JobId{rows.first + 1}, JobId{rows.last + 1});
    const bool anySeen = std::ranges::any_of(places, [&](const auto& place) {
        if (!place)
            return false;
        const Span span = m_record->pool().lane(place->lane).span(place->index);
        return span.startNs <= visible.endNs && span.endOr(nowNs) >= visible.startNs;
    });
    if (anySeen)
        return;
    // The jobs that run in the middle of the time stand in the middle of the rows.
    const qint64 middleNs = visible.startNs + visible.lengthNs() / 2;
    std::size_t started = 0;
    for (int i = 0; i < m_record->pool().laneCount(); ++i) {
        const Lane& lane = m_record->pool().lane(i);
        started += lane.jobsIn(lane.startedBy(middleNs, lane.startedCount()));
    }
    verticalScrollBar()->setValue(
        int(double(started) * chart.rowHeight() - chart.poolRows().height() / 2));
}

void GanttView::bringRowIntoSight(int row)
{
    const ChartLayout chart = chartLayout();
    if (!chart.poolRows().contains(chart.poolRow(row, verticalScrollBar()->value()).center()))
        verticalScrollBar()->setValue(int(row * chart.rowHeight() - chart.poolRows().height() / 2));
}

void GanttView::updateAxis()
{
    if (!m_record)
        return;
    qint64 longestNs = m_record->pool().elapsedNs(m_monotonicNowNs);
    bool over = m_record->pool().outcome();
    if (m_record->sequential()) {
        longestNs = std::max(longestNs, m_record->sequential()->elapsedNs(m_monotonicNowNs));
        over = over && m_record->sequential()->outcome();
    }
    const qint64 neededNs = ChartPainter::axisEndNs(std::max(longestNs, m_leastAxisNs));
    if (over)
        m_axisEndNs = neededNs;
    else if (neededNs > m_axisEndNs)
        m_axisEndNs = neededNs + neededNs / 4; // ahead in steps, so that the bars do not crawl
    m_view.grow(m_axisEndNs, longestNs, !over);
}

ChartLayout GanttView::chartLayout() const
{
    constexpr double kHighBesideOthers = 480; // below that, rows are all that is compared
    const double height = viewport()->height();
    ChartLayout::Heights heights;
    heights.row *= m_rowScale;
    heights.leastRow *= m_rowScale;
    if (m_leastAxisNs == 0 || height >= kHighBesideOthers)
        heights = heights.withStrips(height, poolRows(), m_withSequential);
    return {QSizeF(viewport()->size()), poolRows(), m_withSequential, heights,
            std::max(m_leastNamesPx, namesWidth())};
}

void GanttView::scaleRows(double factor)
{
    m_rowScale = std::clamp(m_rowScale * factor, 0.25, 4.0);
    updateScrollBar();
    viewport()->update();
}

void GanttView::resetRows()
{
    scaleRows(1 / m_rowScale);
}

TimeScale GanttView::scale() const
{
    const ChartLayout chart = chartLayout();
    return {m_view.visible().startNs, m_view.visible().endNs, chart.axisLeft(), chart.axisWidth()};
}

QSize GanttView::sizeHint() const
{
    return {760, 520};
}

void GanttView::shareAxis(qint64 leastNs, double leastNamesPx)
{
    m_leastAxisNs = leastNs;
    m_leastNamesPx = leastNamesPx;
    updateAxis();
    viewport()->update();
}

double GanttView::namesWidth() const
{
    return m_laneNamesPx && m_rowsBy == RowsBy::Worker
               ? *m_laneNamesPx
               : ChartCanvas::namesWidth(m_fonts, m_rowsBy, poolRows());
}

void GanttView::measureLaneNames()
{
    m_laneNamesPx.reset();
    if (m_record && !m_record->origin.lanes.empty())
        m_laneNamesPx = ChartCanvas::namesWidth(m_fonts, m_record->origin.lanes);
}

ChartContent GanttView::content() const
{
    ChartContent content;
    content.rowsBy = m_rowsBy;
    content.colorBy = m_colorBy;
    content.workers = m_workers;
    content.jobs = m_jobs;
    content.capacity = m_capacity;
    content.monotonicNowNs = m_monotonicNowNs;
    content.hint = m_hint;
    if (m_record) {
        content.pool = &m_record->pool();
        content.sequential = m_record->sequential();
        if (!m_record->origin.lanes.empty())
            content.laneNames = &m_record->origin.lanes;
        if (!m_record->origin.isOurs())
            content.jobNames = m_record->plan.inputs.lines.get();
    }
    return content;
}

ChartCanvas GanttView::canvas() const
{
    return {chartLayout(), scale(), *m_theme, m_fonts, 1 / devicePixelRatioF()};
}

void GanttView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const ChartCanvas canvas = this->canvas();
    const ChartContent shown = content();
    const double scroll = verticalScrollBar()->value();
    const QRectF overview = canvas.layout().overview();
    const QRect chart(0, 0, viewport()->width(), int(overview.top()));
    const QRectF exposed = (event->region() & chart).boundingRect();
    if (!exposed.isEmpty()) {
        const ChartPainter chartPainter(canvas, shown, scroll);
        chartPainter.paint(painter, m_picture, exposed);
        paintMarks(painter, canvas, shown, m_marks, scroll);
        // A strip whose own axis has changed looks different everywhere.
        const int mostWaiting = chartPainter.mostWaiting(m_picture.strips());
        const bool isOther = std::exchange(m_mostWaiting, mostWaiting) != mostWaiting;
        ChartPainter::Look look = chartPainter.look();
        if ((isOther || look != m_look) && exposed != chart)
            viewport()->update();
        m_look = std::move(look);
    }
    if (event->region().intersects(overview.toAlignedRect())) {
        painter.drawPixmap(overview.topLeft(), overviewPixmap(canvas, shown));
        paintOverviewWindow(painter, canvas, m_view);
    }
}

GanttView::OverviewKey GanttView::overviewKey(const ChartLayout& layout) const
{
    constexpr qint64 kLiveEveryNs = 100'000'000;
    return {(layout.overview().size() * devicePixelRatioF()).toSize(),
            m_theme,
            m_record.get(),
            m_view.whole().endNs,
            m_colorBy,
            m_view.isLive() ? m_monotonicNowNs / kLiveEveryNs : 0};
}

// The whole run in small changes only with the run, not with the view: it is drawn anew when there
// is something new, and while a run goes on some ten times a second.
const QPixmap& GanttView::overviewPixmap(const ChartCanvas& canvas, const ChartContent& shown)
{
    const OverviewKey key = overviewKey(canvas.layout());
    if (key == m_overviewKey)
        return m_overview;
    m_overviewKey = key;
    m_overview = QPixmap(key.size);
    m_overview.setDevicePixelRatio(devicePixelRatioF());
    QPainter painter(&m_overview);
    painter.translate(-canvas.layout().overview().topLeft());
    paintOverview(painter, canvas, shown, m_view.whole().endNs);
    return m_overview;
}

void GanttView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
}

void GanttView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_fonts = ChartFonts(font());
        measureLaneNames();
        updateScrollBar();
    }
}

void GanttView::updateScrollBar()
{
    const ChartLayout chart = chartLayout();
    verticalScrollBar()->setRange(0, int(chart.scrollRange()));
    verticalScrollBar()->setSingleStep(int(chart.rowHeight()));
    verticalScrollBar()->setPageStep(int(chart.poolRows().height()));
}

bool GanttView::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::NativeGesture:
        if (m_gestures.nativeGesture(static_cast<const QNativeGestureEvent&>(*event)))
            return true;
        break;
    case QEvent::Leave:
        updateJobFrames(std::exchange(m_marks.hovered, std::nullopt));
        break;
    case QEvent::ToolTip: {
        const auto* help = static_cast<const QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), viewport());
        return true;
    }
    default:
        break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void GanttView::wheelEvent(QWheelEvent* event)
{
    if (m_gestures.wheel(*event))
        event->accept();
    else
        QAbstractScrollArea::wheelEvent(event); // scrolls the rows
}

void GanttView::mousePressEvent(QMouseEvent* event)
{
    m_gestures.mousePress(*event);
}

void GanttView::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_gestures.mouseMove(*event))
        hover(event->position());
}

void GanttView::mouseReleaseEvent(QMouseEvent* event)
{
    m_gestures.mouseRelease(*event);
}

void GanttView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto hit = spanUnder(event->position());
    if (hit)
        select(spanOf(*m_record, *hit).job, std::nullopt);
    zoomToSelection();
}

void GanttView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape &&
        (m_marks.selected || m_marks.range || !m_marks.markers.empty())) {
        m_marks.markers.clear();
        select(std::nullopt, std::nullopt);
        return;
    }
    if (!m_gestures.keyPress(*event))
        QAbstractScrollArea::keyPressEvent(event);
}

std::optional<SpanRef> GanttView::spanUnder(QPointF point) const
{
    if (!m_record)
        return std::nullopt;
    return spanAt(*m_record, m_rowsBy, chartLayout(), scale(), verticalScrollBar()->value(), point,
                  m_monotonicNowNs);
}

void GanttView::hover(QPointF point)
{
    const auto hit = spanUnder(point);
    const auto job = hit ? std::optional(spanOf(*m_record, *hit).job) : std::nullopt;
    if (job == m_marks.hovered)
        return;
    updateJobFrames(std::exchange(m_marks.hovered, job));
    updateJobFrames(job);
}

void GanttView::updateJobFrames(std::optional<JobId> job)
{
    if (!job)
        return;
    for (const QRectF& frame : jobFrames(canvas(), content(), *job, verticalScrollBar()->value()))
        viewport()->update(frame.adjusted(-2, -2, 2, 2).toAlignedRect());
}

QString GanttView::tipAt(QPointF point) const
{
    if (!m_record)
        return {};
    const ChartLayout layout = chartLayout();
    if (const auto hit = spanUnder(point))
        return tipOf(factsOf(*m_record, *hit, m_monotonicNowNs));
    const auto pause = pauseFactsAt(*m_record, layout, scale(), point, m_monotonicNowNs);
    if (!pause.empty())
        return tipOf(pause);
    const auto& names = m_record->origin.lanes;
    const auto row = poolRowAt(layout, verticalScrollBar()->value(), point.y());
    if (m_rowsBy == RowsBy::Worker && point.x() < layout.axisLeft() && row &&
        std::size_t(*row) < names.size())
        return tipOf(
            {{tr("row"), QString::number(*row + 1)}, {tr("name"), names[std::size_t(*row)].name}});
    return {};
}

QString GanttView::rangeLengthText() const
{
    return m_marks.range ? measuredText(m_marks.range->lengthNs(), scale()) : QString();
}

QString GanttView::selectionText() const
{
    const auto place =
        m_record && m_marks.selected ? m_record->pool().find(*m_marks.selected) : std::nullopt;
    if (!place)
        return {};
    QStringList parts;
    for (const SpanFact& fact :
         factsOf(*m_record, SpanRef{RunKind::Pool, *place}, m_monotonicNowNs))
        parts.append(tr("%1 %2").arg(fact.name, fact.value));
    return parts.join(QStringLiteral(", "));
}

void GanttView::select(std::optional<JobId> job, std::optional<TimeRange> range)
{
    m_marks.selected = job;
    m_marks.range = range;
    viewport()->update();
    Q_EMIT selectionChanged();
}

void GanttView::selectJob(JobId job)
{
    const auto place = m_record ? m_record->pool().find(job) : std::nullopt;
    if (!place)
        return;
    const Span span = m_record->pool().lane(place->lane).span(place->index);
    const TimeRange visible = m_view.visible();
    if (span.startNs < visible.startNs || span.startNs > visible.endNs) {
        const qint64 start = span.startNs - visible.lengthNs() / 2;
        m_view.show({start, start + visible.lengthNs()});
    }
    bringRowIntoSight(content().rowOf(job, place->lane));
    select(job, std::nullopt);
}

void GanttView::zoomToSelection()
{
    if (m_marks.range) {
        m_view.show(*m_marks.range);
        return;
    }
    const auto place =
        m_record && m_marks.selected ? m_record->pool().find(*m_marks.selected) : std::nullopt;
    if (!place)
        return;
    const Span span = m_record->pool().lane(place->lane).span(place->index);
    const qint64 endNs = span.endOr(m_record->pool().elapsedNs(m_monotonicNowNs));
    const qint64 margin = (endNs - span.startNs) / 10 + 1;
    m_view.show({span.startNs - margin, endNs + margin});
}

void GanttView::stepFromSelection(int by)
{
    const auto place =
        m_record && m_marks.selected ? m_record->pool().find(*m_marks.selected) : std::nullopt;
    if (!place) {
        selectJob(JobId{1});
        return;
    }
    // Over all attempts at the job, of which the last was found.
    const Lane& lane = m_record->pool().lane(place->lane);
    const qint64 next = qint64(place->index) + (by < 0 ? 1 - lane.attemptAt(place->index) : 0) + by;
    if (next >= 0 && next < qint64(lane.startedCount()))
        selectJob(lane.job(std::size_t(next)));
}

void GanttView::placeMarker(qint64 timeNs)
{
    if (m_marks.markers.size() == 2)
        m_marks.markers.clear();
    m_marks.markers.push_back(timeNs);
    viewport()->update();
}
