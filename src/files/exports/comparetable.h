// The figures of several runs as a table (CSV) for spreadsheets and scripts.
#pragma once

#include "analysis/timings.h"

#include <QByteArray>

#include <vector>

struct ComparedTimings
{
    QByteArray name; // of its column, such as "run 3"
    Timings timings;
};

// A column for each run behind one that says what a row is of: `figure,run 3,run 5`; then the
// numbers of workers and jobs, and a row for each figure by its key (analysis/figure.h), in the
// unit that this names. What a run has not is empty. Any thread.
QByteArray compareTable(const std::vector<ComparedTimings>& runs);
