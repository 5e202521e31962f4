// All that is known of one job, as text.
#pragma once

#include "base/ids.h"

#include <QString>

class RunRecord;

// What it was about, when each attempt ran and what it computed, how it ended, and what it or its
// program wrote. Any thread.
QString jobDetails(const RunRecord& record, JobId job, qint64 monotonicNowNs);

// What a job is given: its file or its line; empty where jobs have no input.
QString inputOf(const RunRecord& record, JobId job);
