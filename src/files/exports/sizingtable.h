// How many workers, as a table (CSV) for spreadsheets and scripts.
#pragma once

#include <QByteArray>

struct SizingCurve;

// A row for each number of workers: the measured time, the middle one where there are several, with
// its least and most and the number of runs, the simulated time and the bound, in nanoseconds. What
// is not known is empty.
QByteArray sizingTable(const SizingCurve& curve);
