#include "app/actions/chartactions.h"

#include "analysis/rangestatistics.h"
#include "app/controls/plaintext.h"
#include "base/clock.h"
#include "text/jobdetails.h"
#include "text/rangetext.h"
#include "timeline/runrecord.h"
#include "ui_mainwindow.h"

#include <QClipboard>
#include <QInputDialog>

ChartActions::ChartActions(Ui::MainWindow& ui, QWidget* window)
    : QObject(window), m_ui(ui), m_window(window)
{
    Viewport& view = m_ui.chart->view();
    connect(m_ui.actionFit, &QAction::triggered, &view, &Viewport::fitAll);
    connect(m_ui.actionFollow, &QAction::triggered, &view, &Viewport::follow);
    connect(m_ui.actionZoomIn, &QAction::triggered, this, [this] { zoom(0.5); });
    connect(m_ui.actionZoomOut, &QAction::triggered, this, [this] { zoom(2); });
    m_ui.actionTaller->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    connect(m_ui.actionTaller, &QAction::triggered, m_ui.chart,
            [this] { m_ui.chart->scaleRows(1.25); });
    connect(m_ui.actionLower, &QAction::triggered, m_ui.chart,
            [this] { m_ui.chart->scaleRows(0.8); });
    connect(m_ui.actionUsualRows, &QAction::triggered, m_ui.chart, &GanttView::resetRows);
    connect(m_ui.actionBack, &QAction::triggered, &view, &Viewport::goBack);
    connect(m_ui.actionForward, &QAction::triggered, &view, &Viewport::goForward);
    connect(&view, &Viewport::changed, this, &ChartActions::update);
    connect(m_ui.chart, &GanttView::selectionChanged, this, &ChartActions::showSelection);
    connect(m_ui.jobs, &JobsPanel::jobChosen, m_ui.chart, &GanttView::selectJob);
    connect(m_ui.actionFind, &QAction::triggered, this, &ChartActions::findJob);
    connect(m_ui.actionCopySelection, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_ui.chart->selectionText());
        Q_EMIT told(tr("The selection is on the clipboard"));
    });
}

void ChartActions::zoom(double factor)
{
    Viewport& view = m_ui.chart->view();
    view.zoom(factor, view.visible().startNs + view.visible().lengthNs() / 2);
}

void ChartActions::update()
{
    const Viewport& view = m_ui.chart->view();
    m_ui.actionFit->setEnabled(view.mode() != Viewport::Mode::FitAll);
    m_ui.actionFollow->setEnabled(view.isLive() && view.mode() == Viewport::Mode::Free);
    m_ui.actionBack->setEnabled(view.canGoBack());
    m_ui.actionForward->setEnabled(view.canGoForward());
}

void ChartActions::showSelection()
{
    m_ui.jobs->selectJob(m_ui.chart->marks().selected);
    showDetails();
    const QString text = m_ui.chart->selectionText();
    m_ui.actionCopySelection->setEnabled(!text.isEmpty());
    const ChartMarks& marks = m_ui.chart->marks();
    if (marks.range && m_ui.chart->run()) {
        const Timeline& pool = m_ui.chart->run()->pool();
        Q_EMIT told(rangeText(rangeStatisticsOf(pool, marks.range->startNs, marks.range->endNs,
                                                pool.elapsedNs(monotonicNs())),
                              m_ui.chart->rangeLengthText()));
    } else if (!text.isEmpty()) {
        Q_EMIT told(text);
    }
}

void ChartActions::showDetails()
{
    const auto record = m_ui.chart->run();
    const auto job = m_ui.chart->marks().selected;
    const QString text =
        record && job ? visibleLines(jobDetails(*record, *job, monotonicNs())) : QString();
    if (text != m_ui.details->toPlainText())
        m_ui.details->setPlainText(text);
}

void ChartActions::findJob()
{
    const auto record = m_ui.chart->run();
    if (!record)
        return;
    const QString text =
        QInputDialog::getText(m_window, tr("Find Job"),
                              tr("Job number, 1 to %1:").arg(record->settings.jobs.count))
            .trimmed();
    if (text.isEmpty())
        return;
    bool isNumber = false;
    const int job = text.toInt(&isNumber);
    if (!isNumber || job < 1 || job > record->settings.jobs.count)
        Q_EMIT told(tr("There is no job %1").arg(text));
    else if (!record->pool().find(JobId{job}))
        Q_EMIT told(tr("Job %1 has not started").arg(job));
    else
        m_ui.chart->selectJob(JobId{job});
}
