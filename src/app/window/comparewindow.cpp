#include "app/window/comparewindow.h"

#include "analysis/timings.h"
#include "app/controls/columnscrollarea.h"
#include "app/dialogs/background.h"
#include "app/dialogs/framefit.h"
#include "base/clock.h"
#include "base/visibletext.h"
#include "gantt/paint/theme.h"
#include "gantt/view/ganttview.h"
#include "text/figures.h"
#include "text/settingstext.h"
#include "timeline/runrecord.h"

#include <QGridLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

CompareWindow::CompareWindow(const ComparedRun& first, const ComparedRun& second, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_longestNs(std::max(first.record->longestNs(), second.record->longestNs()))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1 and %2 – Poolscope").arg(first.name, second.name));
    resize(1280, 900);
    new FrameFit(this);
    auto* charts = new QSplitter(Qt::Vertical, this);
    charts->setHandleWidth(1);
    charts->setChildrenCollapsible(false);
    m_first = addChart(charts, first);
    m_second = addChart(charts, second);
    shareAxis();
    link(m_first, m_second);
    link(m_second, m_first);

    auto* column = new QWidget(this);
    m_figures = new QGridLayout(column);
    m_figures->setContentsMargins(20, 16, 20, 16);
    m_figures->setHorizontalSpacing(16);
    m_figures->setVerticalSpacing(5);
    auto* scroll = new ColumnScrollArea(this);
    scroll->setWidget(column);
    auto* across = new QSplitter(Qt::Horizontal, this);
    across->setHandleWidth(1);
    across->setChildrenCollapsible(false);
    across->addWidget(charts);
    across->addWidget(scroll);
    across->setStretchFactor(0, 1);
    across->setSizes({860, 420});
    charts->setSizes({400, 400});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(across);
    fillFigures(first, second);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QWidget::close);
}

GanttView* CompareWindow::addChart(QSplitter* charts, const ComparedRun& run)
{
    auto* part = new QWidget(charts);
    auto* name = new QLabel(tr("%1: %2").arg(run.name, visibleText(runText(*run.record))), part);
    name->setContentsMargins(16, 8, 16, 6);
    name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* chart = new GanttView(part);
    chart->setMinimumSize(320, 180);
    chart->setAccessibleName(name->text());
    // In both, even if only one needs it: the time axes must be of the same width.
    chart->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(name);
    column->addWidget(chart, 1);
    chart->showRun(run.record, run.record->longestNs());
    return chart;
}

void CompareWindow::link(GanttView* from, GanttView* to)
{
    connect(&from->view(), &Viewport::changed, this, [this, from, to] {
        if (m_following)
            return;
        const QScopedValueRollback<bool> following(m_following, true);
        to->view().drag(from->view().visible());
    });
}

void CompareWindow::shareAxis()
{
    const QScopedValueRollback<bool> following(m_following, true);
    const double namesPx = std::max(m_first->namesWidth(), m_second->namesWidth());
    m_first->shareAxis(m_longestNs, namesPx);
    m_second->shareAxis(m_longestNs, namesPx);
}

void CompareWindow::setLook(const Theme& theme, RowsBy rowsBy, ColorBy colorBy)
{
    for (GanttView* chart : {m_first, m_second}) {
        chart->setTheme(theme);
        chart->setRowsBy(rowsBy);
        chart->setColorBy(colorBy);
    }
    shareAxis();
}

void CompareWindow::fillFigures(const ComparedRun& first, const ComparedRun& second)
{
    addFigure({QString(), first.name, second.name, tr("%1 ÷ %2").arg(second.name, first.name)},
              QStringLiteral("heading"));
    // A pass over all spans: in the background, so that the window stays alive.
    const auto compare = [a = first.record, b = second.record] {
        return comparedRows(timingsOf(*a, monotonicNs(), Waits::Included),
                            timingsOf(*b, monotonicNs(), Waits::Included));
    };
    whenDone(this, QtConcurrent::run(compare), [this](const std::vector<ComparedRow>& rows) {
        for (const ComparedRow& row : rows)
            addFigure({row.label, row.first, row.second, row.ratio}, QStringLiteral("value"));
        m_figures->setRowStretch(m_figures->rowCount(), 1);
    });
}

void CompareWindow::addFigure(const QStringList& texts, const QString& role)
{
    const int row = m_figures->rowCount();
    for (int i = 0; i < texts.size(); ++i) {
        auto* label = new QLabel(texts[i], m_figures->parentWidget());
        label->setProperty(
            "role", i == 0 && role == QLatin1String("value") ? QStringLiteral("muted") : role);
        label->setAlignment((i == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_figures->addWidget(label, row, i);
    }
}
