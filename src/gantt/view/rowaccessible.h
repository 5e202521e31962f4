// A row of the chart for who reads it: a list of its bars.
#pragma once

#include "gantt/view/chartpartaccessible.h"

class RowAccessible : public ChartPartAccessible
{
public:
    RowAccessible(ChartAccessible& chart, int row) : ChartPartAccessible(chart, {row}) {}

    bool isValid() const override;
    QRect rect() const override;
    int childCount() const override;
    // By the time that is there, as the row may have any number of bars.
    QAccessibleInterface* childAt(int x, int y) const override;

protected:
    QString name() const override;
    QString description() const override;
};
