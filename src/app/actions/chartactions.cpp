#include "app/actions/chartactions.h"

#include "analysis/rangestatistics.h"
#include "app/controls/plaintext.h"
#include "app/panels/jobspanel.h"
#include "base/clock.h"
#include "gantt/view/ganttview.h"
#include "text/jobdetails.h"
#include "text/rangetext.h"
#include "timeline/runrecord.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QPlainTextEdit>

ChartActions::ChartActions(const Views& views, const Actions& actions, QWidget* window)
    : QObject(window), m_views(views), m_actions(actions), m_window(window)
{
    GanttView* chart = m_views.chart;
    Viewport& view = chart->view();
    connect(m_actions.fit, &QAction::triggered, &view, &Viewport::fitAll);
    connect(m_actions.fitPool, &QAction::triggered, chart, &GanttView::fitPool);
    connect(m_actions.follow, &QAction::triggered, &view, &Viewport::follow);
    connect(m_actions.zoomIn, &QAction::triggered, this, [this] { zoom(0.5); });
    connect(m_actions.zoomOut, &QAction::triggered, this, [this] { zoom(2); });
    m_actions.tallerRows->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    connect(m_actions.tallerRows, &QAction::triggered, chart, [chart] { chart->scaleRows(1.25); });
    connect(m_actions.shorterRows, &QAction::triggered, chart, [chart] { chart->scaleRows(0.8); });
    connect(m_actions.defaultRows, &QAction::triggered, chart, &GanttView::resetRows);
    connect(m_actions.back, &QAction::triggered, &view, &Viewport::goBack);
    connect(m_actions.forward, &QAction::triggered, &view, &Viewport::goForward);
    connect(&view, &Viewport::changed, this, &ChartActions::update);
    connect(chart, &GanttView::selectionChanged, this, &ChartActions::showSelection);
    connect(m_views.jobs, &JobsPanel::jobChosen, chart, &GanttView::selectJob);
    connect(m_actions.findJob, &QAction::triggered, this, &ChartActions::findJob);
    connect(m_actions.copySelection, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_views.chart->selectionText());
        Q_EMIT told(tr("The selection is on the clipboard"));
    });
}

void ChartActions::zoom(double factor)
{
    Viewport& view = m_views.chart->view();
    view.zoom(factor, view.visible().startNs + view.visible().lengthNs() / 2);
}

void ChartActions::update()
{
    const Viewport& view = m_views.chart->view();
    m_actions.fit->setEnabled(view.mode() != Viewport::Mode::FitAll);
    m_actions.fitPool->setEnabled(m_views.chart->canFitPool());
    m_actions.follow->setEnabled(view.isLive() && view.mode() == Viewport::Mode::Free);
    m_actions.back->setEnabled(view.canGoBack());
    m_actions.forward->setEnabled(view.canGoForward());
    m_actions.findJob->setEnabled(m_views.chart->run() != nullptr);
}

void ChartActions::showSelection()
{
    m_views.jobs->selectJob(m_views.chart->marks().selected);
    showDetails();
    const QString text = m_views.chart->selectionText();
    m_actions.copySelection->setEnabled(!text.isEmpty());
    const ChartMarks& marks = m_views.chart->marks();
    if (marks.range && m_views.chart->run()) {
        const Timeline& pool = m_views.chart->run()->pool();
        Q_EMIT told(rangeText(rangeStatisticsOf(pool, marks.range->startNs, marks.range->endNs,
                                                pool.elapsedNs(monotonicNs())),
                              m_views.chart->rangeLengthText()));
    } else if (!text.isEmpty()) {
        Q_EMIT told(text);
    }
}

void ChartActions::showDetails()
{
    const auto record = m_views.chart->run();
    const auto job = m_views.chart->marks().selected;
    const QString text =
        record && job ? visibleLines(jobDetails(*record, *job, monotonicNs())) : QString();
    if (text != m_views.details->toPlainText())
        m_views.details->setPlainText(text);
}

void ChartActions::findJob()
{
    const auto record = m_views.chart->run();
    if (!record)
        return;
    const QString text = QInputDialog::getText(m_window, tr("Find Job"),
                                               tr("Job number, 1 to %1:").arg(record->jobs()))
                             .trimmed();
    if (text.isEmpty())
        return;
    bool isNumber = false;
    const int job = text.toInt(&isNumber);
    if (!isNumber || job < 1 || job > record->jobs())
        Q_EMIT told(tr("There is no job %1").arg(text));
    else if (!record->pool().find(JobId{job}))
        Q_EMIT told(tr("Job %1 has not started").arg(job));
    else
        m_views.chart->selectJob(JobId{job});
}
