#include "gantt/view/texttable.h"

#include <utility>

namespace {

// Belongs to its table.
class TextCell : public QAccessibleInterface, public QAccessibleTableCellInterface
{
public:
    TextCell(const TextTable& table, int index, QString words)
        : m_table(table), m_index(index), m_words(std::move(words))
    {
    }

    const TextTable& ofTable() const { return m_table; }
    int index() const { return m_index; }
    const QString& words() const { return m_words; }

    bool isValid() const override { return m_index < m_table.cellCount(); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_table.self()->window(); }
    QAccessibleInterface* parent() const override { return table(); }
    int childCount() const override { return 0; }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QRect rect() const override
    {
        return isValid() && !isTitle() ? m_table.placeOf(rowIndex()) : QRect();
    }
    QAccessible::Role role() const override
    {
        return isTitle() ? QAccessible::ColumnHeader : QAccessible::Cell;
    }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        state.readOnly = true;
        state.offscreen = !isTitle() && rect().isEmpty();
        state.selected = isSelected();
        return state;
    }
    QString text(QAccessible::Text text) const override
    {
        return text == QAccessible::Name && isValid() ? m_words : QString();
    }
    void setText(QAccessible::Text, const QString&) override {}
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableCellInterface && !isTitle()
                   ? static_cast<QAccessibleTableCellInterface*>(this)
                   : nullptr;
    }

    bool isSelected() const override
    {
        return isValid() && !isTitle() && m_table.isRowSelected(rowIndex());
    }
    QList<QAccessibleInterface*> columnHeaderCells() const override
    {
        m_table.use(m_index);
        return {m_table.cell(columnIndex())};
    }
    // What stands first in a row says what the row is.
    QList<QAccessibleInterface*> rowHeaderCells() const override
    {
        m_table.use(m_index);
        return columnIndex() > 0 ? QList{m_table.cellAt(rowIndex(), 0)}
                                 : QList<QAccessibleInterface*>();
    }
    int columnIndex() const override { return m_index % m_table.columnCount(); }
    int rowIndex() const override { return m_index / m_table.columnCount() - 1; }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface* table() const override
    {
        return const_cast<QAccessibleInterface*>(m_table.self());
    }

private:
    bool isTitle() const { return m_index < m_table.columnCount(); }

    const TextTable& m_table;
    const int m_index;
    const QString m_words;
};

} // namespace

QString TextTable::wordsOf(int index) const
{
    const int row = index / columnCount() - 1;
    const int column = index % columnCount();
    return row < 0 ? titleOf(column) : textOf(row, column);
}

QAccessibleInterface* TextTable::cell(int index) const
{
    if (index < 0 || index >= cellCount())
        return nullptr;
    const QString words = wordsOf(index);
    const auto make = [&] {
        return new TextCell(*this, index, words);
    };
    QAccessibleInterface* made = m_cells.at(index, make);
    if (static_cast<TextCell*>(made)->words() == words)
        return made;
    m_cells.giveUp(index);
    return m_cells.at(index, make);
}

int TextTable::indexOfCell(const QAccessibleInterface* cell) const
{
    const auto* ours = dynamic_cast<const TextCell*>(cell);
    return ours && &ours->ofTable() == this ? ours->index() : -1;
}

QAccessibleInterface* TextTable::cellAt(int row, int column) const
{
    if (row < 0 || row >= rowCount() || column < 0 || column >= columnCount())
        return nullptr;
    return cell((row + 1) * columnCount() + column);
}

QString TextTable::columnDescription(int column) const
{
    return column >= 0 && column < columnCount() ? titleOf(column) : QString();
}

QString TextTable::rowDescription(int row) const
{
    return row >= 0 && row < rowCount() ? textOf(row, 0) : QString();
}

void* TableAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this)
                                               : QAccessibleWidget::interface_cast(type);
}
