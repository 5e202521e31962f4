// A table of texts for who reads it: a row of titles, and rows below it.
#pragma once

#include "gantt/view/recentaccessibles.h"

#include <QAccessibleWidget>

// What an accessible interface with the role of a table is, too. Its cells are its children, row by
// row, the titles first; they are made when they are asked for (see RecentAccessibles), and say
// what they did then: one that would say something else is made anew, as who reads keeps the words
// of those that it knows. Main thread.
class TextTable : public QAccessibleTableInterface
{
public:
    // Rows are counted from 0, without the titles.
    virtual QString titleOf(int column) const = 0;
    virtual QString textOf(int row, int column) const = 0;
    // Where a cell of the row stands on the screen; empty where it is out of sight.
    virtual QRect placeOf(int row) const = 0;
    // The table itself.
    virtual const QAccessibleInterface* self() const = 0;

    int cellCount() const { return (rowCount() + 1) * columnCount(); }
    // Nothing where there is no such cell.
    QAccessibleInterface* cell(int index) const;
    // -1 where it is no cell of this table.
    int indexOfCell(const QAccessibleInterface* cell) const;
    // See RecentAccessibles::use().
    void use(int index) const { m_cells.use(index); }
    std::size_t madeCount() const { return m_cells.count(); }

    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    QAccessibleInterface* cellAt(int row, int column) const override;
    QString columnDescription(int column) const override;
    QString rowDescription(int row) const override;
    // Nothing can be selected from outside, and nothing is unless a table says otherwise.
    int selectedCellCount() const override { return 0; }
    QList<QAccessibleInterface*> selectedCells() const override { return {}; }
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override { return 0; }
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override { return {}; }
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int) const override { return false; }
    bool selectRow(int) override { return false; }
    bool selectColumn(int) override { return false; }
    bool unselectRow(int) override { return false; }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent*) override {}

private:
    QString wordsOf(int index) const;

    mutable RecentAccessibles<int> m_cells; // by index
};

// A widget that is read as such a table.
class TableAccessible : public QAccessibleWidget, public TextTable
{
public:
    explicit TableAccessible(QWidget* widget) : QAccessibleWidget(widget, QAccessible::Table) {}

    int childCount() const override { return cellCount(); }
    QAccessibleInterface* child(int index) const override { return cell(index); }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        return indexOfCell(child);
    }
    void* interface_cast(QAccessible::InterfaceType type) override;
    const QAccessibleInterface* self() const override { return this; }
};
