// The log for who reads it: a table of one column, a row for each line.
#pragma once

#include "gantt/view/texttable.h"

class LogView;

// Main thread.
class LogAccessible : public TableAccessible
{
public:
    // From now on all logs are read so.
    static void install();
    // That this line of it has just been selected, or been left as the end of what is.
    static void tellSelected(LogView& view, qint64 line);

    explicit LogAccessible(LogView* log);

    QAccessibleInterface* childAt(int x, int y) const override;

    int rowCount() const override;
    int columnCount() const override { return 1; }
    QString titleOf(int column) const override;
    QString textOf(int row, int column) const override;
    QRect placeOf(int row) const override;
    int selectedRowCount() const override;
    // The first of them, as many as live at a time.
    QList<int> selectedRows() const override;
    bool isRowSelected(int row) const override;

private:
    // Nothing while the widget is being destroyed.
    LogView* log() const;
};
