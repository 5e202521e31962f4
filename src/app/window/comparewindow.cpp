#include "app/window/comparewindow.h"

#include "app/controls/framefit.h"
#include "app/controls/textscale.h"
#include "base/numbertext.h"
#include "base/visibletext.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"
#include "text/settingstext.h"
#include "timeline/runrecord.h"

#include <QLabel>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace {

qint64 longestNs(const std::vector<ComparedRun>& runs)
{
    qint64 longest = 0;
    for (const ComparedRun& run : runs)
        longest = std::max(longest, run.record->longestNs());
    return longest;
}

} // namespace

CompareWindow::CompareWindow(const std::vector<ComparedRun>& runs, QWidget* parent)
    : QWidget(parent, Qt::Window), m_longestNs(longestNs(runs))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(runs.size() == 2
                       ? tr("%1 and %2 – Poolscope").arg(runs[0].name(), runs[1].name())
                       : tr("%Ln runs – Poolscope", nullptr, pluralCount(runs.size())));
    resize(1280, 900);
    new FrameFit(this);
    auto* charts = new QSplitter(Qt::Vertical, this);
    charts->setHandleWidth(1);
    charts->setChildrenCollapsible(false);
    for (const ComparedRun& run : runs)
        m_charts.push_back(addChart(charts, run));
    shareAxis();
    charts->setSizes(QList<int>(qsizetype(runs.size()), 400)); // equal shares
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(charts);
    scroll->setAccessibleName(tr("Charts of the runs"));

    auto* figures = new ComparePanel(runs, this);
    auto* across = new QSplitter(Qt::Horizontal, this);
    across->setHandleWidth(1);
    across->setChildrenCollapsible(false);
    across->addWidget(scroll);
    across->addWidget(figures);
    across->setStretchFactor(0, 1);
    const int figuresPx = std::min(figures->sizeHint().width(), width() / 2);
    across->setSizes({width() - figuresPx, figuresPx});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(across);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
}

GanttView* CompareWindow::addChart(QSplitter* charts, const ComparedRun& run)
{
    auto* part = new QWidget(charts);
    auto* name = new QLabel(tr("%1: %2").arg(run.name(), visibleText(runText(*run.record))), part);
    name->setContentsMargins(16, 8, 16, 6);
    name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* chart = new GanttView(part);
    chart->setMinimumSize(320, 240);
    chart->setAccessibleName(name->text());
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(name);
    column->addWidget(chart, 1);
    chart->showRun(run.record, run.record->longestNs());
    // In all, even if only one needs it: the time axes must be of the same width. A chart that
    // shows another run decides that anew.
    chart->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    connect(&chart->view(), &Viewport::changed, this, [this, chart] { followView(chart); });
    return chart;
}

void CompareWindow::followView(GanttView* moved)
{
    if (m_following)
        return;
    const QScopedValueRollback<bool> following(m_following, true);
    for (GanttView* chart : m_charts) {
        if (chart != moved)
            chart->view().drag(moved->view().visible());
    }
}

void CompareWindow::shareAxis()
{
    const QScopedValueRollback<bool> following(m_following, true);
    double namesPx = 0;
    for (const GanttView* chart : m_charts)
        namesPx = std::max(namesPx, chart->namesWidth());
    for (GanttView* chart : m_charts)
        chart->shareAxis(m_longestNs, namesPx);
}

void CompareWindow::setLook(const Theme& theme, RowsBy rowsBy, ColorBy colorBy)
{
    for (GanttView* chart : m_charts) {
        chart->setTheme(theme);
        chart->setTextScale(TextScale::factor());
        chart->setRowsBy(rowsBy);
        chart->setColorBy(colorBy);
    }
    shareAxis();
}
