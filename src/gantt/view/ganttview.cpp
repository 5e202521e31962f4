#include "gantt/view/ganttview.h"

#include "base/clock.h"
#include "base/visibletext.h"
#include "gantt/layers/markspainter.h"
#include "gantt/layers/overviewpainter.h"
#include "gantt/layers/runmarkers.h"
#include "gantt/model/jobplace.h"
#include "gantt/paint/theme.h"

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
    , m_content(ChartContent::preview(RunSettings(), {}))
    , m_gestures(
          m_view, [this] { return chartLayout(); }, [this] { return scale(); }, this)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Chart of the run"));
    setFocusPolicy(Qt::WheelFocus);
    measureNames();
    connect(&m_view, &Viewport::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&m_view, &Viewport::changed, this, [this] {
        if (!m_view.isLive() || m_view.mode() == Viewport::Mode::Free)
            bringRowsIntoTime();
    });
    connect(&m_view, &Viewport::followed, this, [this] { m_rows.setFollowing(true); });
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { m_rows.setFollowing(false); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int px) { m_rows.scrollTo(px); });
    setSelection(std::make_shared<ChartSelection>());
    connectGestures();
}

void GanttView::connectGestures()
{
    connect(&m_gestures, &ChartGestures::rangeSelected, this,
            [this](TimeRange range) { m_selection->select(range); });
    connect(&m_gestures, &ChartGestures::clicked, this,
            [this](QPointF point) { m_selection->select(jobUnder(point)); });
    connect(&m_gestures, &ChartGestures::zoomedToSelection, this, [this] {
        if (!marks().selected && !marks().range && marks().hovered)
            m_selection->select(marks().hovered);
        zoomToSelection();
    });
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
    if (what == ChartSelection::Change::Selected)
        Q_EMIT selectionChanged();
}

void GanttView::setContent(ChartContent content)
{
    content.colorBy = m_content.colorBy;
    content.setRowsBy(m_content.first().rowsBy);
    m_content = std::move(content);
}

void GanttView::showRun(std::shared_ptr<const RunRecord> record, qint64 expectedNs)
{
    m_record = std::move(record);
    m_changes.clear();
    for (const auto& part : m_record->parts())
        m_changes.emplace_back(part->timeline);
    m_pictures = ChartPictures(m_changes.size());
    setContent(ChartContent::of(*m_record, monotonicNs()));
    measureNames();
    m_axisEndNs = axisEndNs(expectedNs);
    m_rows.reset();
    m_view.reset(m_axisEndNs, true);
    updateScrollBar();
    refresh();
    viewport()->update();
    m_selection->reset();
}

void GanttView::showPreview(const RunSettings& settings, qint64 expectedNs, const QString& hint)
{
    m_record.reset();
    setContent(ChartContent::preview(settings, hint));
    measureNames();
    m_axisEndNs = axisEndNs(expectedNs);
    m_view.reset(m_axisEndNs, false);
    updateScrollBar();
    viewport()->update();
    m_selection->reset();
}

void GanttView::setTheme(const Theme& theme)
{
    m_theme = &theme;
    viewport()->update();
}

void GanttView::setRowsBy(RowsBy rowsBy)
{
    if (rowsBy == m_content.first().rowsBy)
        return;
    m_content.setRowsBy(rowsBy);
    measureNames();
    m_rows.reset();
    updateScrollBar();
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
    const std::vector<int> rows = m_content.rows();
    setContent(ChartContent::of(*m_record, monotonicNs()));
    if (m_content.rows() != rows) {
        measureNames();
        updateScrollBar();
        viewport()->update();
    }
    updateAxis();
    m_rows.followNewest(chartLayout(), m_content.first(), m_view);
    moveScrollBar();
    updateChanged();
}

// Repaints what is new. Where the axis or the rows have moved, all is repainted elsewhere.
void GanttView::updateChanged()
{
    const ChartCanvas shown = canvas();
    const TimeScale& axis = shown.scale();
    const Stretches stretches(shown.grid(), 0);
    double changedLeft = axis.leftPx + axis.widthPx;
    double changedRight = axis.leftPx;
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        const qint64 nowNs = m_content.parts[i].nowNs;
        const qint64 fromNs = m_changes[i].changedFrom(nowNs);
        m_pictures[i].forgetFrom(fromNs);
        // What is new at the end of a stretch may change how all of it is drawn.
        changedLeft = std::min(changedLeft, axis.xOf(stretches.beginOf(fromNs)));
        changedRight = std::max(changedRight, axis.xOf(nowNs));
    }
    // A job that starts changes its wait too, from when it was queued.
    if (m_content.first().rowsBy == RowsBy::Job)
        changedLeft = axis.leftPx;

    if (!m_view.isLive() || ChartPainter(shown, m_content, m_rows.px()).look() != m_look) {
        viewport()->update();
        return;
    }
    const ChartLayout& layout = shown.layout();
    const double reach = endMarkerReachPx(m_fonts);
    const double top = layout.ruler().bottom();
    viewport()->update(QRectF(changedLeft - reach, top, changedRight - changedLeft + 2 * reach,
                              layout.overview().top() - top)
                           .toAlignedRect());
    if (m_overview.isStale(shown, m_content, m_view, devicePixelRatioF()))
        viewport()->update(layout.overview().toAlignedRect());
}

void GanttView::bringRowsIntoTime()
{
    m_rows.bringIntoTime(chartLayout(), m_content.first(), m_view.visible());
    moveScrollBar();
}

void GanttView::updateAxis()
{
    if (!m_record)
        return;
    const qint64 longestNs = m_content.longestNs();
    const qint64 neededNs = axisEndNs(std::max(longestNs, m_leastAxisNs));
    if (m_content.isOver)
        m_axisEndNs = neededNs;
    else if (neededNs > m_axisEndNs)
        m_axisEndNs = neededNs + neededNs / 4; // ahead in steps, so that the bars do not crawl
    m_view.grow(m_axisEndNs, longestNs, !m_content.isOver);
}

ChartLayout GanttView::chartLayout() const
{
    constexpr double kHighBesideOthers = 480; // below that, rows are all that is compared
    const double height = viewport()->height();
    const std::vector<int> rows = m_content.rows();
    ChartLayout::Heights heights;
    heights.row *= m_rowScale;
    heights.leastRow *= m_rowScale;
    if (m_leastAxisNs == 0 || height >= kHighBesideOthers)
        heights = heights.withStrips(height, rows);
    return {QSizeF(viewport()->size()), rows, heights, std::max(m_leastNamesPx, m_namesPx)};
}

void GanttView::scaleRows(double factor)
{
    m_rowScale = std::clamp(m_rowScale * factor, kMinRowScale, kMaxRowScale);
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
        ChartPainter::Look look = chartPainter.look();
        if ((isOther || look != m_look) && exposed != chart)
            viewport()->update();
        m_look = std::move(look);
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
    updateScrollBar();
}

void GanttView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_fonts = ChartFonts(font());
        measureNames();
        updateScrollBar();
    }
}

void GanttView::updateScrollBar()
{
    const ChartLayout chart = chartLayout();
    m_rows.fit(chart);
    const int px = m_rows.px(); // setRange() may move the bar, and with it the rows
    verticalScrollBar()->setRange(0, int(chart.scrollRange()));
    verticalScrollBar()->setSingleStep(int(chart.rowHeight()));
    verticalScrollBar()->setPageStep(int(chart.rows(0).height()));
    verticalScrollBar()->setValue(px);
}

void GanttView::moveScrollBar()
{
    verticalScrollBar()->setValue(m_rows.px());
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
    if (event->key() == Qt::Key_Escape && !m_selection->isEmpty()) {
        m_selection->clear();
        return;
    }
    if (!m_gestures.keyPress(*event))
        QAbstractScrollArea::keyPressEvent(event);
}

std::optional<JobId> GanttView::jobUnder(QPointF point) const
{
    const auto hit = spanAt(m_content, chartLayout(), scale(), m_rows.px(), point);
    return hit ? std::optional(spanOf(*m_record, *hit).job) : std::nullopt;
}

void GanttView::updateJobFrames(std::optional<JobId> job)
{
    if (!job)
        return;
    for (const QRectF& frame : jobFrames(canvas(), m_content, *job, m_rows.px()))
        viewport()->update(frame.adjusted(-2, -2, 2, 2).toAlignedRect());
}

QString GanttView::tipAt(QPointF point) const
{
    return m_record
               ? tipOf(factsAt(*m_record, m_content, chartLayout(), scale(), m_rows.px(), point))
               : QString();
}

QString GanttView::rangeLengthText() const
{
    return marks().range ? measuredText(marks().range->lengthNs(), scale()) : QString();
}

QString GanttView::selectionText() const
{
    const ChartPart& part = m_content.first();
    const auto place =
        part.timeline && marks().selected ? part.timeline->find(*marks().selected) : std::nullopt;
    if (!place)
        return {};
    QStringList parts;
    for (const SpanFact& fact :
         factsOf(*m_record, SpanRef{part.role, *place}, m_content.monotonicNowNs))
        parts.append(tr("%1 %2").arg(fact.name, fact.value));
    return parts.join(QStringLiteral(", "));
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
    moveScrollBar();
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

void GanttView::selectNext(int by)
{
    const Timeline* timeline = m_content.first().timeline;
    const auto selected = marks().selected;
    if (!timeline || !selected || !timeline->find(*selected))
        selectJob(JobId{1});
    else if (const auto next = jobBeside(*timeline, *selected, by))
        selectJob(*next);
}
