// Two runs, one above the other on one time axis, and their figures beside each other.
#pragma once

#include "gantt/model/chartcontent.h"

#include <QString>
#include <QWidget>

#include <memory>

class GanttView;
class QGridLayout;
class QSplitter;
class RunRecord;
struct Theme;

struct ComparedRun
{
    QString name; // "Run 3"
    std::shared_ptr<const RunRecord> record;
};

// A window of its own; deletes itself when it is closed.
class CompareWindow : public QWidget
{
    Q_OBJECT

public:
    CompareWindow(const ComparedRun& first, const ComparedRun& second, QWidget* parent);

    // How the bars are coloured and what the rows are, as in the main window.
    void setLook(const Theme& theme, RowsBy rowsBy, ColorBy colorBy);

private:
    GanttView* addChart(QSplitter* charts, const ComparedRun& run);
    // What is in view in one is in view in the other.
    void link(GanttView* from, GanttView* to);
    // Both have the axis of the longer one, and names of the same width.
    void shareAxis();
    void fillFigures(const ComparedRun& first, const ComparedRun& second);
    void addFigure(const QStringList& texts, const QString& role);

    const qint64 m_longestNs; // of both runs
    GanttView* m_first;
    GanttView* m_second;
    QGridLayout* m_figures;
    bool m_following = false;
};
