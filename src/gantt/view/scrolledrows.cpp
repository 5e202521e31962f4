#include "gantt/view/scrolledrows.h"

#include "gantt/model/chartlayout.h"

#include <QScrollBar>

ScrolledRows::ScrolledRows(QScrollBar& bar) : m_bar(bar)
{
    QObject::connect(&bar, &QScrollBar::actionTriggered, &bar,
                     [this] { m_rows.setFollowing(false); });
    QObject::connect(&bar, &QScrollBar::valueChanged, &bar,
                     [this](int px) { m_rows.scrollTo(px); });
}

void ScrolledRows::fit(const ChartLayout& layout)
{
    m_rows.fit(layout);
    const int px = m_rows.px(); // setRange() may move the bar, and with it the rows
    m_bar.setRange(0, int(layout.scrollRange()));
    m_bar.setSingleStep(int(layout.rowHeight()));
    m_bar.setPageStep(int(layout.rows(0).height()));
    m_bar.setValue(px);
}

void ScrolledRows::moveBar()
{
    m_bar.setValue(m_rows.px());
}

void ScrolledRows::followNewest(const ChartLayout& layout, const ChartPart& part,
                                const Viewport& view)
{
    m_rows.followNewest(layout, part, view);
    moveBar();
}

void ScrolledRows::bringIntoTime(const ChartLayout& layout, const ChartPart& part,
                                 const TimeRange& visible)
{
    m_rows.bringIntoTime(layout, part, visible);
    moveBar();
}

void ScrolledRows::bringIntoSight(const ChartLayout& layout, int row)
{
    m_rows.bringIntoSight(layout, row);
    moveBar();
}
