// The log for who reads it: a table of one column, a row for each line.
#pragma once

#include "gantt/view/texttable.h"

#include <QAccessibleWidget>

class LogView;

// Main thread.
class LogAccessible : public QAccessibleWidget, public TextTable
{
public:
    // From now on all logs are read so.
    static void install();

    explicit LogAccessible(LogView* log);

    int childCount() const override { return cellCount(); }
    QAccessibleInterface* child(int index) const override { return cell(index); }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        return indexOfCell(child);
    }
    QAccessibleInterface* childAt(int x, int y) const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    int rowCount() const override;
    int columnCount() const override { return 1; }
    QString titleOf(int column) const override;
    QString textOf(int row, int column) const override;
    QRect placeOf(int row) const override;
    const QAccessibleInterface* self() const override { return this; }

private:
    // Nothing while the widget is being destroyed.
    LogView* log() const;
};
