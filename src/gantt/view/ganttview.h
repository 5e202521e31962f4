// The live chart of a run.
#pragma once

#include "gantt/layers/chartpainter.h"
#include "gantt/layers/overviewcache.h"
#include "gantt/model/chartcontent.h"
#include "gantt/model/charthit.h"
#include "gantt/model/chartlayout.h"
#include "gantt/model/chartselection.h"
#include "gantt/model/litstretches.h"
#include "gantt/model/recordchanges.h"
#include "gantt/model/viewport.h"
#include "gantt/paint/chartcanvas.h"
#include "gantt/pixels/timescale.h"
#include "gantt/view/chartgestures.h"
#include "gantt/view/scrolledrows.h"

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

    // Shows under the pool of the run what it would take if something were otherwise, in `words`:
    // a timeline that is over. It moves nothing above it, and may be called while a slider moves.
    // nullptr takes it away; so does another run. Does nothing where no run is shown.
    void showWhatIf(std::shared_ptr<const Timeline> timeline, const QString& words);

    // Makes these stretches of the pool's lanes stand out among its rows; none: all look alike
    // again. On the rows of jobs they are those of the jobs that run then. Esc and a click
    // elsewhere end it, and so does another run.
    void light(std::vector<LaneStretch> stretches);
    bool isLit() const { return !m_lit.isEmpty(); }
    // The same, and brings the longest one into view, a step in the view's history.
    void showStretches(std::vector<LaneStretch> stretches);

    // Makes room for what stands beside other charts on one axis: it is at least so long, and the
    // names beside it take at least so much room.
    void shareAxis(qint64 leastNs, double leastNamesPx);
    // What the names beside the rows need.
    double namesWidth() const { return m_namesPx; }

    void setTheme(const Theme& theme);
    // How large its font is, 1 for the usual size, for which the usual heights are.
    void setTextScale(double scale);
    void setRowsBy(RowsBy rowsBy);
    void setColorBy(ColorBy colorBy);

    // Draws what has been recorded by now; repaints only what looks different.
    void refresh();

    // What part of the time is in view; to zoom, pan and follow from elsewhere.
    Viewport& view() { return m_view; }
    const Viewport& view() const { return m_view; }
    // The time axis as it is drawn.
    TimeScale scale() const;
    ChartLayout chartLayout() const;

    // What is shown, as of the last refresh, how far its rows are scrolled, and what its strips
    // showed when they were painted last, for each of so many columns of the time in view.
    const ChartContent& content() const { return m_content; }
    int scrolledPx() const { return m_rows.px(); }
    const StripValues& strips() const;
    int columnCount() const;

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
    // Whether the pool is over and the whole axis is longer than its part, as where the sequential
    // run takes its time.
    bool canFitPool() const { return poolRange().has_value(); }
    // Shows the pool's part over the whole width, a step in the view's history; nothing where all
    // of the axis shows that.
    void fitPool();
    // Shows the selected job, or the selected range, over the whole width.
    void zoomToSelection();

    QSize sizeHint() const override;

Q_SIGNALS:
    // The selected job or range has changed; see marks().
    void selectionChanged();
    // All of the pool's rows look alike again.
    void lightsOff();

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
    std::optional<TimeRange> poolRange() const;
    void connectGestures();
    // Keeps what rows and colours are by.
    void setContent(ChartContent content);
    // It stands there while rows come and go, so that the axis keeps its width.
    void keepScrollBar();
    void measureNames();
    void updateAxis();
    void updateChanged();
    void updateJobFrames(std::optional<JobId> job);
    void bringRowsIntoTime();
    void onClicked(QPointF point);
    void onSelectionChanged(ChartSelection::Change what);
    ChartCanvas canvas() const;
    std::optional<JobId> jobUnder(QPointF point) const;
    void selectNext(int by);

    const Theme* m_theme;
    ChartFonts m_fonts;
    std::shared_ptr<const RunRecord> m_record;
    WhatIfPart m_whatIf;
    LitStretches m_lit;
    ChartContent m_content; // as of the last refresh
    qint64 m_axisEndNs = 1'000'000'000;
    qint64 m_leastAxisNs = 0;
    double m_leastNamesPx = 0;
    double m_namesPx = 0;
    double m_rowScale = 1;
    double m_textScale = 1;
    Viewport m_view;
    ScrolledRows m_rows;
    ChartGestures m_gestures;
    std::shared_ptr<ChartSelection> m_selection;
    std::optional<JobId> m_hovered; // as painted
    OverviewCache m_overview;
    ChartPictures m_pictures;
    RecordChanges m_changes;
    ChartPainter::Look m_look; // as painted
    int m_mostWaiting = 0;     // as painted
};
