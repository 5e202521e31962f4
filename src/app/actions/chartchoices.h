// What the chart's rows and colours are: two choices in the tool bar, remembered.
#pragma once

#include "gantt/model/chartcontent.h"

#include <QWidget>

class QComboBox;

class ChartChoices : public QWidget
{
    Q_OBJECT

public:
    explicit ChartChoices(QWidget* parent = nullptr);

    RowsBy rowsBy() const;
    ColorBy colorBy() const;

Q_SIGNALS:
    void changed();

private:
    QComboBox* m_rows;
    QComboBox* m_colors;
};
