// What can be done with the chart: its actions, what is selected in it, and where jobs are found.
#pragma once

#include <QObject>
#include <QString>

class GanttView;
class JobsPanel;
class QAction;
class QPlainTextEdit;
class QWidget;

// Lives on the main thread. Keeps the actions, the table of jobs and the details in step with the
// chart.
class ChartActions : public QObject
{
    Q_OBJECT

public:
    // Where a run is seen.
    struct Views
    {
        GanttView* chart;
        JobsPanel* jobs;
        QPlainTextEdit* details; // of the selected job
    };
    struct Actions
    {
        QAction* fit;
        QAction* fitPool;
        QAction* follow;
        QAction* zoomIn;
        QAction* zoomOut;
        QAction* back; // to the view before
        QAction* forward;
        QAction* tallerRows;
        QAction* shorterRows;
        QAction* defaultRows;
        QAction* findJob;
        QAction* copySelection;
    };

    // Views and actions outlive it. `window`: what its questions stand above.
    ChartActions(const Views& views, const Actions& actions, QWidget* window);

    // Enables what can be done now.
    void update();
    // Shows in the details what is known of the selected job by now.
    void showDetails();

Q_SIGNALS:
    // What the status line is to say.
    void told(const QString& text);

private:
    void zoom(double factor);
    void showSelection();
    void findJob();

    const Views m_views;
    const Actions m_actions;
    QWidget* m_window;
};
