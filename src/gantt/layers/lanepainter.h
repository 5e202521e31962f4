// Paints what is in the rows: the bars of workers, or those of jobs.
#pragma once

#include "gantt/model/chartcontent.h"
#include "gantt/paint/barpainter.h"
#include "gantt/pixels/lanepicture.h"

class QPainter;
class TextBatch;

// Canvas, content and colours outlive the painter. `row` is a row's place over the whole width.
class LanePainter
{
public:
    LanePainter(const ChartCanvas& canvas, const ChartContent& content, const BarColors& colors)
        : m_canvas(canvas), m_content(content), m_colors(colors), m_bars(canvas, colors)
    {
    }

    // The bars and busy columns of a worker, with their names, for which `texts` serve; where the
    // colours are pale, as those of one that is simulated: hatched and dashed.
    void paintLane(QPainter& painter, TextBatch& texts, const QRectF& row,
                   const LanePicture& picture, WorkerId worker) const;
    // The end of a worker's job that never ended, in a run that is over.
    void paintTornEnd(QPainter& painter, const QRectF& row, const ChartPart& part,
                      const LanePicture& picture) const;
    // A worker that is idle for good, as all jobs have been taken and its own last one has ended.
    void paintIdle(QPainter& painter, TextBatch& texts, const QRectF& row, const ChartPart& part,
                   const Lane& lane) const;
    // A job that was queued at `queuedNs`: the pale part its wait, the solid part its run, of which
    // the last attempt stands at `place`, where it has started.
    void paintJob(QPainter& painter, const QRectF& row, const ChartPart& part, qint64 queuedNs,
                  const std::optional<Timeline::Place>& place) const;

private:
    void paintSimulatedLane(QPainter& painter, TextBatch& texts, const QRectF& place,
                            const LanePicture& picture, WorkerId worker) const;
    // What stands in a bar of a worker's row; empty where it has no room.
    QString nameOf(const Bar& bar) const;
    // All attempts at a job, of which the last stands there.
    std::vector<Bar> attemptsAt(const ChartPart& part, Timeline::Place last) const;

    const ChartCanvas& m_canvas;
    const ChartContent& m_content;
    const BarColors& m_colors;
    const BarPainter m_bars;
};
