// What is to be said of runs that found their files in different places.
#pragma once

#include <QString>

struct Timings;

// A sentence where the pool's run waited for the disk and the sequential one did not; else empty.
QString diskReadsText(const Timings& timings);
