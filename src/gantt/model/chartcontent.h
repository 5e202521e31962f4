// What the chart shows, and what the user has marked in it.
#pragma once

#include "base/bytelines.h"
#include "base/ids.h"
#include "gantt/model/viewport.h"
#include "timeline/lanelabel.h"

#include <QString>

#include <optional>
#include <vector>

class Timeline;

// What the pool's rows are.
enum class RowsBy { Worker, Job };

// What the colours of bars tell apart.
enum class ColorBy { Job, Worker, Duration, Status };

// What is to be seen.
struct ChartContent
{
    const Timeline* pool = nullptr;       // nothing before the first run: rows stand empty
    const Timeline* sequential = nullptr; // nothing when it is off
    RowsBy rowsBy = RowsBy::Worker;
    ColorBy colorBy = ColorBy::Job;
    int workers = 1;
    int jobs = 0;                                      // how many the run has
    qint64 monotonicNowNs = 0;                         // up to when running jobs are drawn
    int capacity = 0;                                  // of the jobs channel
    const std::vector<LaneLabel>* laneNames = nullptr; // of the pool, where they are no workers'
    const ByteLines* jobNames = nullptr;               // by job number − 1, where they have names
    QString hint;                                      // said where there is nothing to see yet

    int poolRows() const { return rowsBy == RowsBy::Worker ? workers : jobs; }
    // The pool's row, from 0, on which a span stands.
    int rowOf(JobId job, int lane) const
    {
        return rowsBy == RowsBy::Worker ? lane : job.number - 1;
    }
};

// What the user has marked.
struct ChartMarks
{
    std::optional<JobId> hovered; // lit up in both runs
    std::optional<JobId> selected;
    std::optional<TimeRange> range;
    std::vector<qint64> markers; // one or two; two are a distance
};
