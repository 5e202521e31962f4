// Which panels are shown around the chart: the View menu's choices, remembered.
#pragma once

#include <QObject>
#include <QSet>

class QWidget;

namespace Ui {
class MainWindow;
}

// Lives on the main thread.
class PanelActions : public QObject
{
    Q_OBJECT

public:
    // `ui` outlives it.
    PanelActions(Ui::MainWindow& ui, QObject* parent);

private:
    void show(QWidget* panel, bool shown);
    void giveUsualSize(QWidget* panel);

    Ui::MainWindow& m_ui;
    QSet<QWidget*> m_withoutSize; // hidden since the start: nothing knows how large they were
};
