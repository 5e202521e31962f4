// Where a job stands among the others of its worker, and in time.
#pragma once

#include "base/ids.h"
#include "gantt/model/viewport.h"

#include <optional>

class Timeline;
struct ChartPart;

// The job that its worker took `by` jobs after it, or before it where that is negative; 1 or -1.
// Attempts at one job are one. Nothing at either end, and for a job that has not started.
std::optional<JobId> jobBeside(const Timeline& timeline, JobId job, int by);

// The same beside the selected job; the first job where none is selected, or one that has not
// started.
std::optional<JobId> jobBesideSelected(const ChartPart& part, std::optional<JobId> selected,
                                       int by);

// The job that runs in the next row that has some, or in the one before it where `by` is -1, in the
// middle of this one; the last one before that where none does then. Nothing where there is no such
// row.
std::optional<JobId> jobInNextRow(const ChartPart& part, JobId job, int by);

// The last attempt at a job with some room around it; nothing when it has not started.
std::optional<TimeRange> rangeAround(const ChartPart& part, JobId job);
