// The titles of a table that is sorted by one of its columns.
#pragma once

#include <QHeaderView>
#include <QStyleOptionHeader>

class QTableView;

// The arrow stands behind the title of the column, wherever that stands. The table's context menu,
// which has a key, sorts, too.
class SortHeader final : public QHeaderView
{
    Q_OBJECT

public:
    // Takes the place of the header that the table has; the table's model must be set.
    static void putOn(QTableView& table);

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int logicalIndex) const override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    explicit SortHeader(QTableView* table);
    void askForColumn(const QPoint& at);
    // In a low table the scroll bar below gives way to it.
    void keepARowInSight();

    QTableView* const m_table;
};
