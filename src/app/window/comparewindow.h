// Runs one above the other on one time axis, and their figures beside each other.
#pragma once

#include "app/window/comparepanel.h"
#include "gantt/model/chartcontent.h"

#include <QWidget>

#include <vector>

class GanttView;
class QSplitter;
struct Theme;

// A window of its own; deletes itself when it is closed.
class CompareWindow : public QWidget
{
    Q_OBJECT

public:
    // Runs that are over, two or more.
    CompareWindow(const std::vector<ComparedRun>& runs, QWidget* parent);

    // How the bars are coloured and what the rows are, as in the main window.
    void setLook(const Theme& theme, RowsBy rowsBy, ColorBy colorBy);

private:
    GanttView* addChart(QSplitter* charts, const ComparedRun& run);
    // What is in view in one chart is in view in all.
    void followView(GanttView* moved);
    // All have the axis of the longest run, and names of the same width.
    void shareAxis();

    const qint64 m_longestNs; // of all runs
    std::vector<GanttView*> m_charts;
    bool m_following = false;
};
