#include "gantt/ganttview.h"

#include "gantt/chartpainter.h"
#include "gantt/theme.h"
#include "pool/clock.h"
#include "timeline/runrecord.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

GanttView::GanttView(QWidget* parent) : QAbstractScrollArea(parent), m_theme(&Theme::light())
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Chart of the run"));
    setFocusPolicy(Qt::StrongFocus);
}

void GanttView::showRun(std::shared_ptr<const RunRecord> record, qint64 expectedNs)
{
    m_record = std::move(record);
    m_workers = m_record->settings.workers;
    m_withSequential = m_record->sequential != nullptr;
    m_hint.clear();
    m_axisEndNs = ChartPainter::axisEndNs(expectedNs);
    updateScrollBar();
    refresh();
}

void GanttView::showPreview(const RunSettings& settings, qint64 expectedNs, const QString& hint)
{
    m_record.reset();
    m_workers = settings.workers;
    m_withSequential = settings.sequential != SequentialRunWhen::Off;
    m_hint = hint;
    m_axisEndNs = ChartPainter::axisEndNs(expectedNs);
    updateScrollBar();
    viewport()->update();
}

void GanttView::setTheme(const Theme& theme)
{
    m_theme = &theme;
    viewport()->update();
}

void GanttView::refresh()
{
    m_monotonicNowNs = monotonicNs();
    updateAxis();
    viewport()->update();
}

void GanttView::updateAxis()
{
    if (!m_record)
        return;
    qint64 longestNs = m_record->pool.elapsedNs(m_monotonicNowNs);
    bool over = m_record->pool.outcome();
    if (m_record->sequential) {
        longestNs = std::max(longestNs, m_record->sequential->elapsedNs(m_monotonicNowNs));
        over = over && m_record->sequential->outcome();
    }
    const qint64 neededNs = ChartPainter::axisEndNs(longestNs);
    if (over)
        m_axisEndNs = neededNs;
    else if (neededNs > m_axisEndNs)
        m_axisEndNs = neededNs + neededNs / 4; // ahead in steps, so that the bars do not crawl
}

ChartLayout GanttView::layout() const
{
    return {QSizeF(viewport()->size()), m_workers, m_withSequential, ChartLayout::Heights(),
            ChartPainter::namesWidth(font(), m_workers)};
}

TimeScale GanttView::scale() const
{
    const ChartLayout chart = layout();
    return {0, m_axisEndNs, chart.axisLeft(), chart.axisWidth()};
}

QSize GanttView::sizeHint() const
{
    return {760, 420};
}

void GanttView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme->chart);
    const ChartLayout chart = layout();
    ChartContent content;
    content.workers = m_workers;
    content.monotonicNowNs = m_monotonicNowNs;
    content.hint = m_hint;
    if (m_record) {
        content.pool = &m_record->pool;
        content.sequential = m_record->sequential.get();
        content.jobs = m_record->settings.jobs;
    }
    const ChartPainter chartPainter(chart, scale(), *m_theme, font(), 1 / devicePixelRatioF());
    chartPainter.paint(painter, content, verticalScrollBar()->value());
}

void GanttView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
}

void GanttView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateScrollBar();
}

void GanttView::updateScrollBar()
{
    const ChartLayout chart = layout();
    verticalScrollBar()->setRange(0, int(chart.scrollRange()));
    verticalScrollBar()->setSingleStep(int(chart.rowHeight()));
    verticalScrollBar()->setPageStep(int(chart.poolRows().height()));
}
