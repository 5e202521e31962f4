// The curve of times over workers for who reads it: a table of its numbers of workers.
#pragma once

#include "gantt/view/texttable.h"

#include <QAccessibleWidget>

class SizingChart;

// A row for each number of workers: how many, and the times that are simulated, measured, and that
// no schedule can beat, as far as they are known. Main thread.
class SizingAccessible : public QAccessibleWidget, public TextTable
{
public:
    // From now on all curves are read so.
    static void install();

    explicit SizingAccessible(SizingChart* chart);

    int childCount() const override { return cellCount(); }
    QAccessibleInterface* child(int index) const override { return cell(index); }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        return indexOfCell(child);
    }
    QAccessibleInterface* childAt(int x, int y) const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    int rowCount() const override;
    int columnCount() const override { return 4; }
    QString titleOf(int column) const override;
    QString textOf(int row, int column) const override;
    QRect placeOf(int row) const override;
    const QAccessibleInterface* self() const override { return this; }

private:
    // Nothing while the widget is being destroyed.
    SizingChart* chart() const;
};
