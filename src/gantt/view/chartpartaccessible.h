// What the things in a chart have in common for who reads them.
#pragma once

#include "gantt/view/chartplace.h"

#include <QAccessibleInterface>
#include <QString>

class ChartAccessible;
class GanttView;

// Known by its place alone: what stands there is looked up whenever it is asked for, so it may
// outlive what it was made for. Belongs to the RecentAccessibles of its chart. Main thread.
class ChartPartAccessible : public QAccessibleInterface
{
public:
    const ChartPlace& place() const { return m_place; }

    QObject* object() const override { return nullptr; }
    QWindow* window() const override;
    QAccessibleInterface* parent() const override;
    int childCount() const override { return 0; }
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessible::Role role() const override;
    QAccessible::State state() const override;
    QString text(QAccessible::Text text) const override;
    void setText(QAccessible::Text, const QString&) override {}

protected:
    ChartPartAccessible(ChartAccessible& chart, const ChartPlace& place);

    // What it is called, and what more there is to say of it. Only of one that is valid.
    virtual QString name() const = 0;
    virtual QString description() const { return {}; }

    ChartAccessible& chart() const { return m_chart; }
    // Not while the chart is being destroyed: nothing is valid then.
    const GanttView& view() const;
    bool hasView() const;

private:
    ChartAccessible& m_chart;
    const ChartPlace m_place;
};
