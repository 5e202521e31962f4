// What can be done with the chart: its actions, what is selected in it, and where jobs are found.
#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace Ui {
class MainWindow;
}

// Lives on the main thread. Keeps the actions, the table of jobs and the details in step with the
// chart.
class ChartActions : public QObject
{
    Q_OBJECT

public:
    // `ui` outlives it.
    ChartActions(Ui::MainWindow& ui, QWidget* window);

    // Enables what can be done now.
    void update();
    // What is known of the selected job by now.
    void showDetails();

Q_SIGNALS:
    // What there is to say of it.
    void told(const QString& text);

private:
    void zoom(double factor);
    void showSelection();
    void findJob();

    Ui::MainWindow& m_ui;
    QWidget* m_window;
};
