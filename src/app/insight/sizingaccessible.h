// The curve of times over workers for who reads it: a table of its numbers of workers.
#pragma once

#include "gantt/view/texttable.h"

class SizingChart;

// A row for each number of workers: how many, and the times that are simulated, measured, and that
// no schedule can beat, as far as they are known. Main thread.
class SizingAccessible : public TableAccessible
{
public:
    // From now on all curves are read so.
    static void install();

    explicit SizingAccessible(SizingChart* chart);

    QAccessibleInterface* childAt(int x, int y) const override;

    int rowCount() const override;
    int columnCount() const override { return 4; }
    QString titleOf(int column) const override;
    QString textOf(int row, int column) const override;
    QRect placeOf(int row) const override;

private:
    // Nothing while the widget is being destroyed.
    SizingChart* chart() const;
};
