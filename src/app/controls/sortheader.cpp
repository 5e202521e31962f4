#include "app/controls/sortheader.h"

#include <QTableView>

SortHeader::SortHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setHighlightSections(false);
}

void SortHeader::putOn(QTableView& table)
{
    table.setHorizontalHeader(new SortHeader(&table));
    table.setSortingEnabled(true);
}

void SortHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int logicalIndex) const
{
    QHeaderView::initStyleOptionForIndex(option, logicalIndex);
    if (option->sortIndicator == QStyleOptionHeader::None)
        return;
    // Qt calls it down where the smallest stands at the top.
    option->text += option->sortIndicator == QStyleOptionHeader::SortDown ? QStringLiteral(" ▴")
                                                                          : QStringLiteral(" ▾");
    option->sortIndicator = QStyleOptionHeader::None;
}
