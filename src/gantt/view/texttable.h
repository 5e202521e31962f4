// A table of texts for who reads it: a row of titles, and rows below it.
#pragma once

#include <QAccessible>

#include <map>

// What an accessible interface with the role of a table is, too. Its cells are its children, row by
// row, the titles first; they are made when they are asked for, and say what they did then: one
// that would say something else is made anew, as who reads keeps the words of those that it knows.
// Main thread.
class TextTable : public QAccessibleTableInterface
{
public:
    TextTable() = default;
    ~TextTable() override;
    TextTable(const TextTable&) = delete;
    TextTable& operator=(const TextTable&) = delete;

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

    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    QAccessibleInterface* cellAt(int row, int column) const override;
    QString columnDescription(int column) const override;
    QString rowDescription(int row) const override;
    // Nothing can be selected.
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

    mutable std::map<int, QAccessible::Id> m_cells; // by index
};
