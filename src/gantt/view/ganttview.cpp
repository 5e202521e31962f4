#include "gantt/view/ganttview.h"

#include "base/clock.h"
#include "gantt/layers/markspainter.h"
#include "gantt/layers/overviewpainter.h"
#include "gantt/layers/runmarkers.h"
#include "gantt/model/charttext.h"
#include "gantt/model/jobplace.h"
#include "gantt/paint/theme.h"
#include "gantt/view/chartaccessible.h"

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

GanttView::GanttView(QWidget* parent)
    : QAbstractScrollArea(parent)
    , m_theme(&Theme::light())
    , m_fonts(font())
    , m_content(ChartContent::preview(RunSettings(), {}))
    , m_rows(*verticalScrollBar())
    , m_gestures(
          m_view, [this] { return chartLayout(); }, [this] { return scale(); }, this)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setMouseTracking(true);
    ChartAccessible::install(); // before anything is told of this one
    setAccessibleName(tr("Chart of the run"));
    setFocusPolicy(Qt::WheelFocus);
    measureNames();
    connect(&m_view, &Viewport::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&m_view, &Viewport::changed, this, [this] {
        if (!m_view.isLive() || m_view.mode() == Viewport::Mode::Free)
            bringRowsIntoTime();
    });
    connect(&m_view, &Viewport::followed, this, [this] { m_rows.setFollowing(true); });
    setSelection(std::make_shared<ChartSelection>());
    connectGestures();
}

void GanttView::connectGestures()
{
    connect(&m_gestures, &ChartGestures::rangeSelected, this,
            [this](TimeRange range) { m_selection->select(range); });
    connect(&m_gestures, &ChartGestures::clicked, this, &GanttView::onClicked);
    connect(&m_gestures, &ChartGestures::zoomedToSelection, this, [this] {
        if (!marks().selected && !marks().range && marks().hovered)
            m_selection->select(marks().hovered);
        zoomToSelection();
    });
    connect(&m_gestures, &ChartGestures::fittedToPool, this, &GanttView::fitPool);
    connect(&m_gestures, &ChartGestures::markerPlaced, this,
            [this](qint64 timeNs) { m_selection->placeMarker(timeNs); });
    connect(&m_gestures, &ChartGestures::stepped, this, &GanttView::selectNext);
}

void GanttView::setSelection(std::shared_ptr<ChartSelection> selection)
{
    if (m_selection)
        m_selection->disconnect(this);
    m_selection = std::move(selection);
    connect(m_selection.get(), &ChartSelection::changed, this, &GanttView::onSelectionChanged);
    onSelectionChanged(ChartSelection::Change::Selected);
}

void GanttView::onSelectionChanged(ChartSelection::Change what)
{
    const auto hovered = std::exchange(m_hovered, marks().hovered);
    if (what == ChartSelection::Change::Hovered) {
        // The pointer passes many jobs: only their frames are painted anew.
        updateJobFrames(hovered);
        updateJobFrames(m_hovered);
        return;
    }
    viewport()->update();
    if (what == ChartSelection::Change::Selected) {
        ChartAccessible::tellSelection(*this);
        Q_EMIT selectionChanged();
    }
}

void GanttView::setContent(ChartContent content)
{
    content.colorBy = m_content.colorBy;
    content.lit = m_content.lit;
    content.setRowsBy(m_content.first().rowsBy);
    m_content = std::move(content);
    m_pictures.resize(m_content.parts.size());
}

void GanttView::showRun(std::shared_ptr<const RunRecord> record, qint64 expectedNs)
{
    light({});
    m_record = std::move(record);
    m_changes = RecordChanges(*m_record);
    m_pictures.clear();
    setContent(ChartContent::of(*m_record, monotonicNs()));
    m_whatIf = {};
    keepScrollBar();
    measureNames();
    m_axisEndNs = axisEndNs(expectedNs);
    m_rows.reset();
    m_view.reset(m_axisEndNs, true);
    m_rows.fit(chartLayout());
    refresh();
    viewport()->update();
    m_selection->reset();
}

void GanttView::showPreview(const RunSettings& settings, qint64 expectedNs, const QString& hint)
{
    light({});
    m_record.reset();
    setContent(ChartContent::preview(settings, hint));
    m_whatIf = {};
    keepScrollBar();
    measureNames();
    m_axisEndNs = axisEndNs(expectedNs);
    m_view.reset(m_axisEndNs, false);
    m_rows.fit(chartLayout());
    viewport()->update();
    m_selection->reset();
}

void GanttView::showWhatIf(std::shared_ptr<const Timeline> timeline, const QString& words)
{
    if (!m_record)
        return;
    // The one that is shown lives until the content is of the new one.
    const WhatIfPart before = std::exchange(m_whatIf, WhatIfPart{std::move(timeline), words});
    keepScrollBar();
    refresh();
    viewport()->update();
}

void GanttView::keepScrollBar()
{
    setVerticalScrollBarPolicy(m_whatIf.timeline ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAsNeeded);
}

void GanttView::light(std::vector<LaneStretch> stretches)
{
    const bool wasLit = isLit();
    m_lit = m_record ? LitStretches(std::move(stretches)) : LitStretches();
    m_content.lit = isLit() ? &m_lit : nullptr;
    viewport()->update();
    if (wasLit && !isLit())
        Q_EMIT lightsOff();
}

void GanttView::showStretches(std::vector<LaneStretch> stretches)
{
    light(std::move(stretches));
    const auto longest = m_lit.longest();
    if (!longest)
        return;
    const qint64 roomNs = (longest->toNs - longest->fromNs) / 2 + 1;
    m_view.show({longest->fromNs - roomNs, longest->toNs + roomNs});
    if (const auto row = rowOf(m_content.first(), *longest))
        m_rows.bringIntoSight(chartLayout(), *row);
}

void GanttView::setTheme(const Theme& theme)
{
    m_theme = &theme;
    viewport()->update();
}

void GanttView::setTextScale(double scale)
{
    if (scale == m_textScale)
        return;
    m_textScale = scale;
    m_rows.fit(chartLayout());
    viewport()->update();
}

void GanttView::setRowsBy(RowsBy rowsBy)
{
    if (rowsBy == m_content.first().rowsBy)
        return;
    m_content.setRowsBy(rowsBy);
    measureNames();
    m_rows.reset();
    m_rows.fit(chartLayout());
    if (marks().selected)
        selectJob(*marks().selected);
    else if (!m_view.isLive())
        bringRowsIntoTime();
    viewport()->update();
}

void GanttView::setColorBy(ColorBy colorBy)
{
    m_content.colorBy = colorBy;
    viewport()->update();
}

void GanttView::refresh()
{
    if (!m_record)
        return;
    const PartRows rows = m_content.rows();
    const auto* const names = m_content.first().laneNames;
    setContent(ChartContent::of(*m_record, monotonicNs(), m_whatIf));
    if (m_content.rows() != rows || m_content.first().laneNames != names) {
        measureNames();
        m_rows.fit(chartLayout());
        viewport()->update();
    }
    updateAxis();
    m_rows.followNewest(chartLayout(), m_content.first(), m_view);
    updateChanged();
}

// Repaints what is new. Where the axis or the rows have moved, all is repainted elsewhere.
void GanttView::updateChanged()
{
    const ChartCanvas shown = canvas();
    const PxRange changed = m_changes.changedOn(shown.grid(), m_content, m_pictures);
    if (!m_view.isLive() || ChartPainter(shown, m_content, m_rows.px()).look() != m_look) {
        viewport()->update();
        return;
    }
    const ChartLayout& layout = shown.layout();
    const double reach = endMarkerReachPx(m_fonts);
    const double top = layout.ruler().bottom();
    viewport()->update(QRectF(changed.left - reach, top, changed.right - changed.left + 2 * reach,
                              layout.overview().top() - top)
                           .toAlignedRect());
    if (m_overview.isStale(shown, m_content, m_view, devicePixelRatioF()))
        viewport()->update(layout.overview().toAlignedRect());
}

void GanttView::bringRowsIntoTime()
{
    m_rows.bringIntoTime(chartLayout(), m_content.first(), m_view.visible());
}

void GanttView::updateAxis()
{
    if (!m_record)
        return;
    const qint64 neededNs = axisEndNs(std::max(m_content.longestNs(), m_leastAxisNs));
    if (m_content.isOver)
        m_axisEndNs = neededNs;
    else if (neededNs > m_axisEndNs)
        m_axisEndNs = neededNs + neededNs / 4; // ahead in steps, so that the bars do not crawl
    m_view.grow(m_axisEndNs, m_content.newestNs(), !m_content.isOver);
}

ChartLayout GanttView::chartLayout() const
{
    constexpr double kHighBesideOthers = 480; // below that, rows are all that is compared
    const double height = viewport()->height();
    const PartRows rows = m_content.rows();
    auto heights = ChartLayout::Heights::forTexts(m_textScale);
    heights.row *= m_rowScale;
    heights.leastRow *= m_rowScale;
    if (m_leastAxisNs == 0 || height >= kHighBesideOthers)
        heights = heights.withStrips(height, rows);
    return {QSizeF(viewport()->size()), rows, heights, std::max(m_leastNamesPx, m_namesPx)};
}

void GanttView::scaleRows(double factor)
{
    m_rowScale = std::clamp(m_rowScale * factor, kMinRowScale, kMaxRowScale);
    m_rows.fit(chartLayout());
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

const StripValues& GanttView::strips() const
{
    static const StripValues kNotPainted;
    return m_pictures.empty() ? kNotPainted : m_pictures.front().strips();
}

int GanttView::columnCount() const
{
    return canvas().grid().all().count();
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

void GanttView::measureNames()
{
    m_namesPx = ChartCanvas::namesWidth(m_fonts, m_content);
}

ChartCanvas GanttView::canvas() const
{
    return {chartLayout(), scale(), *m_theme, m_fonts, 1 / devicePixelRatioF()};
}

void GanttView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const ChartCanvas canvas = this->canvas();
    const QRectF overview = canvas.layout().overview();
    const QRect chart(0, 0, viewport()->width(), int(overview.top()));
    const QRectF exposed = (event->region() & chart).boundingRect();
    if (!exposed.isEmpty()) {
        const ChartPainter chartPainter(canvas, m_content, m_rows.px());
        chartPainter.paint(painter, m_pictures, exposed);
        paintMarks(painter, canvas, m_content, marks(), m_rows.px());
        // A strip with another scale looks different everywhere.
        const int mostWaiting = chartPainter.mostWaiting(m_pictures.front().strips());
        const bool isOther = std::exchange(m_mostWaiting, mostWaiting) != mostWaiting;
        if ((isOther || chartPainter.look() != m_look) && exposed != chart)
            viewport()->update();
        m_look = chartPainter.look();
    }
    if (event->region().intersects(overview.toAlignedRect())) {
        painter.drawPixmap(overview.topLeft(),
                           m_overview.pixmap(canvas, m_content, m_view, devicePixelRatioF()));
        paintOverviewWindow(painter, canvas, m_view);
    }
}

void GanttView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_rows.fit(chartLayout());
}

void GanttView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_fonts = ChartFonts(font());
        measureNames();
        m_rows.fit(chartLayout());
    }
}

bool GanttView::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::NativeGesture:
        if (m_gestures.nativeGesture(static_cast<const QNativeGestureEvent&>(*event)))
            return true;
        break;
    case QEvent::Leave:
        m_selection->hover(std::nullopt);
        break;
    case QEvent::ToolTip: {
        const auto* help = static_cast<const QHelpEvent*>(event);
        const QString tip =
            m_record ? tipAt(*m_record, m_content, chartLayout(), scale(), m_rows.px(), help->pos())
                     : QString();
        QToolTip::showText(help->globalPos(), tip, viewport());
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
        m_selection->hover(jobUnder(event->position()));
}

void GanttView::mouseReleaseEvent(QMouseEvent* event)
{
    m_gestures.mouseRelease(*event);
}

void GanttView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto job = jobUnder(event->position()))
        m_selection->select(job);
    zoomToSelection();
}

void GanttView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && (isLit() || !m_selection->isEmpty())) {
        if (isLit())
            light({});
        else
            m_selection->clear();
        return;
    }
    const bool isUpOrDown = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    if (isUpOrDown && marks().selected) {
        const int by = event->key() == Qt::Key_Up ? -1 : 1;
        if (const auto next = jobInNextRow(m_content.first(), *marks().selected, by))
            return selectJob(*next);
    }
    if (!m_gestures.keyPress(*event))
        QAbstractScrollArea::keyPressEvent(event);
}

void GanttView::onClicked(QPointF point)
{
    if (isLit() && !isLitAt(m_content, chartLayout(), canvas().grid(), m_rows.px(), point))
        light({});
    m_selection->select(jobUnder(point));
}

std::optional<JobId> GanttView::jobUnder(QPointF point) const
{
    const auto hit = spanAt(m_content, chartLayout(), scale(), m_rows.px(), point);
    return hit ? std::optional(spanOf(m_content, *hit).job) : std::nullopt;
}

void GanttView::updateJobFrames(std::optional<JobId> job)
{
    if (!job)
        return;
    for (const QRectF& frame : jobFrames(canvas(), m_content, *job, m_rows.px()))
        viewport()->update(frame.adjusted(-2, -2, 2, 2).toAlignedRect());
}

QString GanttView::rangeLengthText() const
{
    return marks().range ? measuredText(marks().range->lengthNs(), scale()) : QString();
}

QString GanttView::selectionText() const
{
    return m_record && marks().selected ? textOfJob(*m_record, m_content, *marks().selected)
                                        : QString();
}

void GanttView::selectJob(JobId job)
{
    const ChartPart& part = m_content.first();
    const auto place = part.timeline ? part.timeline->find(job) : std::nullopt;
    if (!place)
        return;
    const qint64 startNs = part.timeline->lane(place->lane).span(place->index).startNs;
    const TimeRange visible = m_view.visible();
    if (startNs < visible.startNs || startNs > visible.endNs) {
        const qint64 fromNs = startNs - visible.lengthNs() / 2;
        m_view.show({fromNs, fromNs + visible.lengthNs()});
    }
    m_rows.bringIntoSight(chartLayout(), part.rowOf(job, place->lane));
    m_selection->select(job);
}

void GanttView::zoomToSelection()
{
    const ChartMarks& marked = marks();
    const auto range = !marked.range && marked.selected
                           ? rangeAround(m_content.first(), *marked.selected)
                           : marked.range;
    if (range)
        m_view.show(*range);
}

std::optional<TimeRange> GanttView::poolRange() const
{
    const Timeline* pool = m_content.first().timeline;
    const auto makespanNs = pool ? pool->makespanNs() : std::nullopt;
    const TimeRange range{0, axisEndNs(makespanNs.value_or(0))};
    return makespanNs && range.endNs < m_view.whole().endNs ? std::optional(range) : std::nullopt;
}

void GanttView::fitPool()
{
    if (const auto range = poolRange())
        m_view.show(*range);
}

void GanttView::selectNext(int by)
{
    if (const auto next = jobBesideSelected(m_content.first(), marks().selected, by))
        selectJob(*next);
}
