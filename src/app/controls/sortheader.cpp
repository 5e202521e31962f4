#include "app/controls/sortheader.h"

#include "app/controls/apptr.h"

#include <QMenu>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTableView>

SortHeader::SortHeader(QTableView* table) : QHeaderView(Qt::Horizontal, table), m_table(table)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table, &QWidget::customContextMenuRequested, this, &SortHeader::askForColumn);
    table->installEventFilter(this);
    connect(this, &QHeaderView::geometriesChanged, this, &SortHeader::keepARowInSight);
}

void SortHeader::putOn(QTableView& table)
{
    table.setHorizontalHeader(new SortHeader(&table));
    table.setSortingEnabled(true);
}

bool SortHeader::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::Resize)
        keepARowInSight();
    return QHeaderView::eventFilter(watched, event);
}

void SortHeader::keepARowInSight()
{
    const int room = m_table->height() - 2 * m_table->frameWidth() - sizeHint().height() -
                     m_table->verticalHeader()->defaultSectionSize();
    m_table->setHorizontalScrollBarPolicy(room < m_table->horizontalScrollBar()->sizeHint().height()
                                              ? Qt::ScrollBarAlwaysOff
                                              : Qt::ScrollBarAsNeeded);
}

void SortHeader::askForColumn(const QPoint& at)
{
    QMenu menu(m_table);
    menu.addAction(AppTr::tr("Sort by"))->setEnabled(false);
    for (int column = 0; column < count(); ++column) {
        if (isSectionHidden(column))
            continue;
        QAction* action = menu.addAction(model()->headerData(column, Qt::Horizontal).toString());
        const bool isSorted = column == sortIndicatorSection();
        action->setCheckable(true);
        action->setChecked(isSorted);
        const bool turn = isSorted && sortIndicatorOrder() == Qt::AscendingOrder;
        connect(action, &QAction::triggered, m_table, [this, column, turn] {
            m_table->sortByColumn(column, turn ? Qt::DescendingOrder : Qt::AscendingOrder);
        });
    }
    menu.exec(m_table->viewport()->mapToGlobal(at));
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
