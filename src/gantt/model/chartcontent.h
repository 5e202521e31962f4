// What the chart shows of a run at one moment: the window's and the exported picture's.
#pragma once

#include "base/bytelines.h"
#include "base/ids.h"
#include "timeline/lanelabel.h"
#include "timeline/runrecord.h"

#include <QString>

#include <vector>

// What the rows of the first part are.
enum class RowsBy { Worker, Job };

// What the colours of bars tell apart.
enum class ColorBy { Job, Worker, Duration, Status };

// A part of the record, with rows of its own on the common time axis.
struct ChartPart
{
    RunRole role = RunRole::Pool;
    const Timeline* timeline = nullptr; // nothing before the first run: rows stand empty
    int workers = 1;
    RowsBy rowsBy = RowsBy::Worker;
    int rows = 1;
    const std::vector<LaneLabel>* laneNames = nullptr; // where its lanes are no workers'
    bool begun = false;
    qint64 nowNs = 0;   // from its zero: up to when it is drawn
    qint64 usualNs = 0; // see usualNs() of lanepicture.h

    // The row, from 0, on which a span stands.
    int rowOf(JobId job, int lane) const
    {
        return rowsBy == RowsBy::Worker ? lane : job.number - 1;
    }
};

// Points into the record that it is of, which must outlive it.
struct ChartContent
{
    std::vector<ChartPart> parts; // one at least; the rows of the first scroll
    ColorBy colorBy = ColorBy::Job;
    int jobs = 0;                        // how many the run has
    int capacity = 0;                    // of the jobs channel
    qint64 monotonicNowNs = 0;           // the moment that is shown
    const ByteLines* jobNames = nullptr; // by job number − 1, where they have names
    QString hint;                        // said where there is nothing to see yet
    bool isOver = false;                 // all parts have ended

    // The record as it looks at that moment, with a row a worker. Costs a look at each lane.
    static ChartContent of(const RunRecord& record, qint64 monotonicNowNs);
    // What a run with these settings would look like: empty rows, and a hint.
    static ChartContent preview(const RunSettings& settings, const QString& hint);

    const ChartPart& first() const { return parts.front(); }
    // Only the first part's rows scroll, so that only it may have one for each job.
    void setRowsBy(RowsBy rowsBy);
    // The rows of each part.
    std::vector<int> rows() const;
    // How long the part that has run longest has done so.
    qint64 longestNs() const;
};

// The axis' end for runs that took or will take `longestNs`: some room for the end marker. 73
// years at most.
qint64 axisEndNs(qint64 longestNs);
