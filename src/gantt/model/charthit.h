// What lies under a point of the chart.
#pragma once

#include "gantt/model/chartcontent.h"
#include "gantt/model/chartlayout.h"
#include "gantt/model/timescale.h"
#include "timeline/timeline.h"

#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

class RunRecord;

enum class RunKind { Pool, Sequential };

// A span of one of the two runs.
struct SpanRef
{
    RunKind run;
    Timeline::Place place;
    bool operator==(const SpanRef&) const = default;
};

const Timeline& timelineOf(const RunRecord& record, RunKind run);
Span spanOf(const RunRecord& record, const SpanRef& ref);

// Something to say of a span, in a word and a value with its unit. Texts of others are made
// visible.
struct SpanFact
{
    QString name;
    QString value;
};

// Job, worker, status, start, end, duration, wait and share of the run.
std::vector<SpanFact> factsOf(const RunRecord& record, const SpanRef& ref, qint64 monotonicNowNs);

// The pool's row, from 0, at a height; nothing above and below the rows.
std::optional<int> poolRowAt(const ChartLayout& layout, double scroll, double y);

// Length, start and end of the pause that is drawn at `point`, within a pixel, behind whatever span
// stands there; empty where none is.
std::vector<SpanFact> pauseFactsAt(const RunRecord& record, const ChartLayout& layout,
                                   const TimeScale& scale, QPointF point, qint64 monotonicNowNs);

// The span that is drawn at `point`, within a pixel; nothing in gaps and outside the rows. Agrees
// with what ChartPainter paints with the same layout, scale and scroll.
// On the row of a job that is its wait or its run.
std::optional<SpanRef> spanAt(const RunRecord& record, RowsBy rowsBy, const ChartLayout& layout,
                              const TimeScale& scale, double scroll, QPointF point,
                              qint64 monotonicNowNs);
