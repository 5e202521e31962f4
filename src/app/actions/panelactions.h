// Which panels are shown around the chart: the View menu's choices, remembered.
#pragma once

#include <QObject>
#include <QSet>

class QAction;
class QWidget;

// Lives on the main thread.
class PanelActions : public QObject
{
    Q_OBJECT

public:
    // A part of a splitter, and the action that shows and hides it.
    struct Panel
    {
        QAction* action;
        QWidget* widget;
    };
    struct Panels
    {
        Panel settings;
        Panel timings;
        Panel lower;
    };

    // All outlive it. The chart gets the focus from a panel that is hidden.
    PanelActions(const Panels& panels, QWidget* chart, QObject* parent);

private:
    void show(QWidget* panel, bool shown);
    void giveUsualSize(QWidget* panel);

    const Panels m_panels;
    QWidget* const m_chart;
    QSet<QWidget*> m_withoutSize; // hidden since the start: nothing knows how large they were
};
