// What the chart shows of a run at one moment: the window's and the exported picture's.
#pragma once

#include "base/bytelines.h"
#include "base/ids.h"
#include "gantt/model/chartlayout.h"
#include "gantt/model/hostrows.h"
#include "timeline/lanelabel.h"
#include "timeline/runrecord.h"

#include <QString>

#include <memory>
#include <vector>

// What the rows of the first part are.
enum class RowsBy { Worker, Job, Host };

// What the colours of bars tell apart.
enum class ColorBy { Job, Worker, Duration, Status };

// What a pool would take if something were otherwise, to be shown under the pool that ran.
struct WhatIfPart
{
    std::shared_ptr<const Timeline> timeline; // it is over; nothing shows none
    QString words;                            // what is otherwise: "4 workers, longest first"
};

// A part of the record, or what is simulated of it, with rows of its own on the common time axis.
struct ChartPart
{
    RunRole role = RunRole::Pool;
    bool isSimulated = false;           // of a WhatIfPart: never drawn as what was measured
    QString words;                      // of that
    const Timeline* timeline = nullptr; // nothing before the first run: rows stand empty
    int workers = 1;
    RowsBy rowsBy = RowsBy::Worker;
    int rows = 1;
    const LaneLabels* laneNames = nullptr; // where its lanes are no workers'
    std::shared_ptr<const HostRows> hosts; // where there is a row for each
    bool begun = false;
    qint64 nowNs = 0;   // from its zero: up to when it is drawn
    qint64 usualNs = 0; // see usualNs() of lanepicture.h

    // The row, from 0, on which a span stands.
    int rowOf(JobId job, int lane) const
    {
        switch (rowsBy) {
        case RowsBy::Worker:
            break;
        case RowsBy::Job:
            return job.number - 1;
        case RowsBy::Host:
            return hosts->rowOf(lane);
        }
        return lane;
    }
};

class LitStretches;

// Points into the record and the what-if part that it is of, and what is lit, which must outlive
// it.
struct ChartContent
{
    std::vector<ChartPart> parts; // one at least, the pool's first; a simulated one is the second
    ColorBy colorBy = ColorBy::Job;
    int jobs = 0;                        // how many the run has
    int capacity = 0;                    // of the jobs channel
    qint64 monotonicNowNs = 0;           // the moment that is shown
    const ByteLines* jobNames = nullptr; // by job number − 1, where they have names
    QString hint;                        // said where there is nothing to see yet
    bool isOver = false;                 // all parts have ended
    // What stands out among the first part's rows; nothing where all look alike.
    const LitStretches* lit = nullptr;

    // The record as it looks at that moment, with a row a worker. Costs a look at each lane.
    static ChartContent of(const RunRecord& record, qint64 monotonicNowNs,
                           const WhatIfPart& whatIf = {});
    // What a run with these settings would look like: empty rows, and a hint.
    static ChartContent preview(const RunSettings& settings, const QString& hint);

    const ChartPart& first() const { return parts.front(); }
    // Only the first part may have a row for each job, or for each host.
    void setRowsBy(RowsBy rowsBy);
    // The rows of each part.
    PartRows rows() const;
    // How long the part that has run longest has done so.
    qint64 longestNs() const;
    // The same of the record alone: how far the run has come.
    qint64 newestNs() const;
};

// The axis' end for runs that took or will take `longestNs`: some room for the end marker. 73
// years at most.
qint64 axisEndNs(qint64 longestNs);
