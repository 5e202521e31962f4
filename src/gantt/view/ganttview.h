// The live chart of a run.
#pragma once

#include "gantt/model/chartcontent.h"
#include "gantt/model/charthit.h"
#include "gantt/model/chartlayout.h"
#include "gantt/model/runchanges.h"
#include "gantt/model/runpicture.h"
#include "gantt/model/timescale.h"
#include "gantt/model/viewport.h"
#include "gantt/paint/barcolors.h"
#include "gantt/paint/chartcanvas.h"
#include "gantt/paint/chartpainter.h"
#include "gantt/view/chartgestures.h"

#include <QAbstractScrollArea>
#include <QPixmap>

#include <memory>

class RunRecord;
struct RunSettings;
struct Theme;

class GanttView : public QAbstractScrollArea
{
    Q_OBJECT

public:
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
    double namesWidth() const;

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

    const ChartMarks& marks() const { return m_marks; }
    // Makes the rows taller (above 1) or lower; within a quarter and four times the usual height.
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
    // What the drawn overview shows.
    struct OverviewKey
    {
        QSize size;
        const Theme* theme = nullptr;
        const RunRecord* record = nullptr;
        qint64 wholeEndNs = 0;
        ColorBy colorBy = ColorBy::Job;
        qint64 moment = 0; // tenths of a second while the run goes on
        bool operator==(const OverviewKey&) const = default;
    };

    void connectGestures();
    OverviewKey overviewKey(const ChartLayout& layout) const;
    const QPixmap& overviewPixmap(const ChartCanvas& canvas, const ChartContent& shown);
    ChartContent content() const;
    int poolRows() const { return m_rowsBy == RowsBy::Worker ? m_workers : m_jobs; }
    void measureLaneNames();
    void updateAxis();
    void updateRows();
    void updateChanged();
    void updateJobFrames(std::optional<JobId> job);
    void updateScrollBar();
    // Rows of jobs: keeps the newest in sight, until the user scrolls.
    void followNewestRow();
    // Rows of jobs: where none in sight has anything in the time that is shown, scrolls to those
    // that have.
    void bringRowsIntoTime();
    void bringRowIntoSight(int row);
    ChartCanvas canvas() const;
    std::optional<SpanRef> spanUnder(QPointF point) const;
    void hover(QPointF point);
    // The tool tip at a point, as plain text; empty for none.
    QString tipAt(QPointF point) const;
    void select(std::optional<JobId> job, std::optional<TimeRange> range);
    void stepFromSelection(int by);
    void placeMarker(qint64 timeNs);

    const Theme* m_theme;
    ChartFonts m_fonts;
    std::shared_ptr<const RunRecord> m_record;
    RowsBy m_rowsBy = RowsBy::Worker;
    ColorBy m_colorBy = ColorBy::Job;
    int m_workers = 3;
    int m_jobs = 0;
    int m_capacity = 0;
    bool m_withSequential = true;
    QString m_hint;
    qint64 m_axisEndNs = 1'000'000'000;
    qint64 m_leastAxisNs = 0;
    double m_leastNamesPx = 0;
    std::optional<double> m_laneNamesPx; // of lanes that have names, once they were measured
    qint64 m_monotonicNowNs = 0;
    double m_rowScale = 1;
    Viewport m_view;
    ChartGestures m_gestures;
    ChartMarks m_marks;
    QPixmap m_overview;
    OverviewKey m_overviewKey;
    RunPicture m_picture;
    std::optional<RunChanges> m_poolChanges;
    std::optional<RunChanges> m_sequentialChanges;
    ChartPainter::Look m_look; // as painted
    int m_mostWaiting = 0;     // as painted
    bool m_newestRow = true;   // rows follow a live run
};
