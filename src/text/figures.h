// A run's figures in words: what the panel, the picture, the reports and the headless program show.
#pragma once

#include "analysis/figure.h"
#include "analysis/timings.h"

#include <QString>

#include <vector>

struct TimingRow
{
    Figure figure; // the first of those that the row shows
    QString label;
    QString value;
    QString meaning; // of the figure, in a sentence
};

// The figures below the two times, labelled, with units; "–" where there is none yet.
std::vector<TimingRow> timingRows(const Timings& timings);

// The figures of two runs beside each other.
struct ComparedRow
{
    QString label;
    QString first;
    QString second;
    QString ratio; // second ÷ first, of the times; empty for others
};
std::vector<ComparedRow> comparedRows(const Timings& first, const Timings& second);

// A run's time as it is shown, "–" before it begins.
QString timeText(const RunTimings& run);

// "running, 4 of 5 jobs done", "paused, 4 of 5 jobs done", "stopped after 3 of 5 jobs", "not run",
// a failure's message; what makes a finished run special: "2 of 5 jobs failed · paused for
// 3.000 s"; else nothing.
QString stateText(const RunTimings& run, int jobs);
