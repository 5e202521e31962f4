// What lies under a point of the chart, and what is selected, in words.
#pragma once

#include "base/ids.h"

#include <QPointF>
#include <QString>

class ChartLayout;
class RunRecord;
struct ChartContent;
struct SpanRef;
struct TimeScale;

// The tool tip at a point, as plain text: a line for each fact. Empty for none. The rows are
// scrolled by `scroll` px.
QString tipAt(const RunRecord& record, const ChartContent& content, const ChartLayout& layout,
              const TimeScale& scale, double scroll, QPointF point);

// The facts of a job in the first part, in one line; empty where it has not started.
QString textOfJob(const RunRecord& record, const ChartContent& content, JobId job);
// The facts of any span, in one line.
QString textOfSpan(const RunRecord& record, const ChartContent& content, const SpanRef& span);
