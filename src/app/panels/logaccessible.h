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

    explicit LogAccessible(LogView* log);

    QAccessibleInterface* childAt(int x, int y) const override;

    int rowCount() const override;
    int columnCount() const override { return 1; }
    QString titleOf(int column) const override;
    QString textOf(int row, int column) const override;
    QRect placeOf(int row) const override;

private:
    // Nothing while the widget is being destroyed.
    LogView* log() const;
};
