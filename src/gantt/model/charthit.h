// What lies under a point of the chart.
#pragma once

#include "gantt/model/chartcontent.h"
#include "gantt/model/chartlayout.h"
#include "gantt/pixels/timescale.h"
#include "timeline/runrecord.h"

#include <QPointF>
#include <QString>

#include <optional>
#include <vector>

// A span of one of the chart's parts, from 0.
struct SpanRef
{
    std::size_t part;
    Timeline::Place place;
    bool operator==(const SpanRef&) const = default;
};

Span spanOf(const ChartContent& content, const SpanRef& ref);

// The last attempt at a job, in the part that has it; nothing where it has not started, or that
// part is not shown.
std::optional<SpanRef> lastSpanOf(const RunRecord& record, const ChartContent& content, JobId job);

// Something to say of a span, in a word and a value with its unit. Texts of others are made
// visible.
struct SpanFact
{
    QString name;
    QString value;
};

// Job, worker, status, start, end, duration, wait and share of the run. Of a simulated span that it
// is one, first of all.
std::vector<SpanFact> factsOf(const RunRecord& record, const ChartContent& content,
                              const SpanRef& ref);

struct RowRef
{
    std::size_t part;
    int row;
    bool operator==(const RowRef&) const = default;
};

// The row at a height; nothing between the parts and outside of them.
std::optional<RowRef> rowAt(const ChartContent& content, const ChartLayout& layout, double scroll,
                            double y);

// The span that is drawn at `point`, within a pixel; nothing in gaps and outside the rows. Agrees
// with what ChartPainter paints with the same layout, scale and scroll. On the row of a job that is
// its wait or its run.
std::optional<SpanRef> spanAt(const ChartContent& content, const ChartLayout& layout,
                              const TimeScale& scale, double scroll, QPointF point);

// What is to be said of what lies under a point: of the span, or else of the pause that is drawn
// behind it, or of the host, or beside the axis the whole name of the lane. Empty for anything
// else.
std::vector<SpanFact> factsAt(const RunRecord& record, const ChartContent& content,
                              const ChartLayout& layout, const TimeScale& scale, double scroll,
                              QPointF point);
