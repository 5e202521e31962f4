// The chart as a screen reader has it: a chart of rows, with bars on them, in words.
#pragma once

#include "gantt/model/chartoutline.h"
#include "gantt/view/chartplace.h"
#include "gantt/view/recentaccessibles.h"

#include <QAccessibleWidget>

class GanttView;

// Its children are the rows of all parts from the top, in sight or not, and where there are strips
// a table for each of the two. A row is a list and a bar an item of it, as no other roles are read
// with "2 of 5" by those who read AT-SPI; and what is an item they do not cache, so that a bar that
// grows is read as it is. Children are made when they are asked for: see RecentAccessibles. Main
// thread.
class ChartAccessible : public QAccessibleWidget
{
public:
    // From now on all charts are read so.
    static void install();
    // The selected job is another: it is told, and the focus is on it where the chart has it.
    static void tellSelection(GanttView& view);

    explicit ChartAccessible(GanttView* view);

    // Nothing while the widget is being destroyed.
    GanttView* view() const;
    // Of what is shown now.
    ChartOutline outline() const;
    // What lies there on the viewport, as it is on the screen; empty where it is out of sight.
    QRect onScreen(const QRectF& place) const;
    // What has the focus in the chart: the last attempt at the selected job; nothing where none is.
    std::optional<ChartOutline::BarRef> current() const;

    // Lives at least until a thousand others were asked for. Nothing where there is no such place.
    QAccessibleInterface* at(const ChartPlace& place);
    void use(const ChartPlace& place) { m_made.use(place); }
    std::size_t madeCount() const { return m_made.count(); }

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override;
    QString text(QAccessible::Text text) const override;

private:
    int stripCount() const;
    QAccessibleInterface* make(const ChartPlace& place);

    RecentAccessibles<ChartPlace> m_made;
};
