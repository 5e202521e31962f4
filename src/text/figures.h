// A run's figures in words: what the panel, the picture, the reports and the headless program show.
#pragma once

#include "analysis/figure.h"
#include "analysis/timings.h"

#include <QString>
#include <QStringList>

#include <vector>

struct TimingRow
{
    Figure figure; // the first of those that the row shows
    QString label;
    QString value;
    QString meaning; // of the figure, in a sentence
};

// What stands where there is no figure.
QString unknownText();
// "1 worker", "3 workers".
QString workersText(int workers);

// The figures below the two times, labelled, with units; "–" where there is none yet.
std::vector<TimingRow> timingRows(const Timings& timings);

// A figure of several runs, in their order.
struct ComparedRow
{
    QString label;
    QStringList values; // "–" where a run has none
    QString meaning;    // of the figure, in a sentence; empty where the label says it
    int best = -1;      // the run with the least time; −1 where that says nothing
};
// Two runs or more beside each other; `first` is what the first one is called. Times stand also as
// ratios to its time, where both runs came to their end.
std::vector<ComparedRow> comparedRows(const std::vector<Timings>& runs, const QString& first);

// A run's time as it is shown, "–" before it begins.
QString timeText(const RunTimings& run);

// "running, 4 of 5 jobs done", "paused, 4 of 5 jobs done", "stopped after 3 of 5 jobs", "not run",
// a failure's message; what makes a finished run special: "2 of 5 jobs failed · paused for
// 3.000 s"; else nothing.
QString stateText(const RunTimings& run, int jobs);
