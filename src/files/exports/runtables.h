// A run's jobs and its timings as tables (CSV) for spreadsheets and scripts.
#pragma once

#include "files/io/fileprogress.h"

#include <QByteArray>
#include <QString>

class RunRecord;
struct Timings;

// A row for each job of the pool, in the order of their numbers, written to `path` whole or not at
// all: worker, status, attempts, the times of the first attempt's queueing and start and of the
// last one's end in nanoseconds from the zero of the run, how long it waited and took, what it
// computed, and its input, result and error. What a job has not is empty. Opens again as a table of
// spans, with the texts as they were. Returns an empty text, or what went wrong, a stop among it.
// Any thread.
QString writeJobTable(const RunRecord& record, const QString& path,
                      const FileProgress& progress = {});

// A row for the pool and one for the sequential run, units in the names of the columns.
QByteArray timingTable(const Timings& timings);
