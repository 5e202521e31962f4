// Jobs that compute share the cores, and results may wait for their reader: event by event.
#pragma once

#include "insight/simulation.h"

// Simulates the run on so many cores; infinitely many where each job has its own.
void simulateSharing(Simulation& run, double cores);
