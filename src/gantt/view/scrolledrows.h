// Which rows of a chart are in sight, and the scroll bar that shows and moves them.
#pragma once

#include "gantt/model/rowscroll.h"

class QScrollBar;

// The bar outlives it. For the main thread; see RowScroll for what the functions do.
class ScrolledRows
{
public:
    explicit ScrolledRows(QScrollBar& bar);
    ScrolledRows(const ScrolledRows&) = delete;
    ScrolledRows& operator=(const ScrolledRows&) = delete;

    int px() const { return m_rows.px(); }

    void reset() { m_rows.reset(); }
    void setFollowing(bool following) { m_rows.setFollowing(following); }
    // Takes over what can be scrolled of the layout.
    void fit(const ChartLayout& layout);
    void followNewest(const ChartLayout& layout, const ChartPart& part, const Viewport& view);
    void bringIntoTime(const ChartLayout& layout, const ChartPart& part, const TimeRange& visible);
    void bringIntoSight(const ChartLayout& layout, int row);

private:
    void moveBar();

    QScrollBar& m_bar;
    RowScroll m_rows;
};
