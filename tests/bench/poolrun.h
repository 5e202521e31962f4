// The pool's runs without a window and without anything else beside the recorder.
#pragma once

#include "plan/settings/runsettings.h"

#include <QtGlobal>

// Runs sleeping or empty jobs with events recorded; its makespan in nanoseconds.
qint64 makespanOf(const RunSettings& settings);

// So many empty jobs; the sequential run is off.
RunSettings emptyJobs(int jobs, int workers, int capacity);
