// The live chart of a run.
#pragma once

#include "gantt/layers/chartpainter.h"
#include "gantt/layers/overviewcache.h"
#include "gantt/model/chartcontent.h"
#include "gantt/model/charthit.h"
#include "gantt/model/chartlayout.h"
#include "gantt/model/chartselection.h"
#include "gantt/model/rowscroll.h"
#include "gantt/model/viewport.h"
#include "gantt/paint/chartcanvas.h"
#include "gantt/pixels/runchanges.h"
#include "gantt/pixels/timescale.h"
#include "gantt/view/chartgestures.h"

#include <QAbstractScrollArea>

#include <memory>
#include <vector>

struct Theme;

// Forwards events to what holds the state of the view, and paints. Main thread.
class GanttView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    static constexpr double kMinRowScale = 0.25;
    static constexpr double kMaxRowScale = 4;

    explicit GanttView(QWidget* parent = nullptr);

    // Shows a run, and how long it is expected to take: bars grow into an axis that stands still.
    void showRun(std::shared_ptr<const RunRecord> record, qint64 expectedNs);
    // What is shown; nothing before the first run.
    std::shared_ptr<const RunRecord> run() const { return m_record; }
    // Shows what a run with these settings would look like: empty rows, and a hint.
    void showPreview(const RunSettings& settings, qint64 expectedNs, const QString& hint);

    // Makes room for what stands beside other charts on one axis: it is at least so long, and the
    // names beside it take at least so much room.
    void shareAxis(qint64 leastNs, double leastNamesPx);
    // What the names beside the rows need.
    double namesWidth() const { return m_namesPx; }

    void setTheme(const Theme& theme);
    void setRowsBy(RowsBy rowsBy);
    void setColorBy(ColorBy colorBy);

    // Draws what has been recorded by now; repaints only what looks different.
    void refresh();

    // What part of the time is in view; to zoom, pan and follow from elsewhere.
    Viewport& view() { return m_view; }
    // The time axis as it is drawn.
    TimeScale scale() const;
    ChartLayout chartLayout() const;

    // What is marked; charts that are given the same one show the same marks.
    const std::shared_ptr<ChartSelection>& selection() const { return m_selection; }
    void setSelection(std::shared_ptr<ChartSelection> selection);
    const ChartMarks& marks() const { return m_selection->marks(); }
    // Makes the rows taller (above 1) or lower; within kMinRowScale and kMaxRowScale times the
    // usual height.
    void scaleRows(double factor);
    void resetRows();

    // The length of the selected range in words, as exact as it is drawn; empty when none is.
    QString rangeLengthText() const;
    // The selected job in words, empty when none is.
    QString selectionText() const;
    // Marks a job and brings it into view; nothing happens when it has not started.
    void selectJob(JobId job);
    // Shows the selected job, or the selected range, over the whole width.
    void zoomToSelection();

    QSize sizeHint() const override;

Q_SIGNALS:
    // The selected job or range has changed; see marks().
    void selectionChanged();

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void connectGestures();
    // Keeps what rows and colours are by.
    void setContent(ChartContent content);
    void measureNames();
    void updateAxis();
    void updateChanged();
    void updateJobFrames(std::optional<JobId> job);
    void updateScrollBar();
    // To where the rows have been moved.
    void moveScrollBar();
    void bringRowsIntoTime();
    void onSelectionChanged(ChartSelection::Change what);
    ChartCanvas canvas() const;
    std::optional<JobId> jobUnder(QPointF point) const;
    // The tool tip at a point, as plain text; empty for none.
    QString tipAt(QPointF point) const;
    void selectNext(int by);

    const Theme* m_theme;
    ChartFonts m_fonts;
    std::shared_ptr<const RunRecord> m_record;
    ChartContent m_content; // as of the last refresh
    qint64 m_axisEndNs = 1'000'000'000;
    qint64 m_leastAxisNs = 0;
    double m_leastNamesPx = 0;
    double m_namesPx = 0;
    double m_rowScale = 1;
    Viewport m_view;
    RowScroll m_rows;
    ChartGestures m_gestures;
    std::shared_ptr<ChartSelection> m_selection;
    std::optional<JobId> m_hovered; // as painted
    OverviewCache m_overview;
    ChartPictures m_pictures;
    std::vector<RunChanges> m_changes; // of each part
    ChartPainter::Look m_look;         // as painted
    int m_mostWaiting = 0;             // as painted
};
