// What the chart's rows and colours are: two choices in the tool bar, remembered.
#pragma once

#include "gantt/model/chartcontent.h"

#include <QList>
#include <QWidget>

class QComboBox;
class QLabel;
class QToolBar;

class ChartChoices : public QWidget
{
    Q_OBJECT

public:
    // Belongs to the tool bar. Where that is too narrow for all that is in it, the choices stand
    // there without what they are called.
    explicit ChartChoices(QToolBar* bar);

    RowsBy rowsBy() const;
    ColorBy colorBy() const;
    // Texts have another size.
    void measureAnew();

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitBar();

    QToolBar* m_bar;
    QComboBox* m_rows;
    QComboBox* m_colors;
    QList<QLabel*> m_names;
    int m_namesPx = 0; // what hiding the names saves, while they are hidden
};
