// Whether the two runs found their files in the same place: on the disk, or in memory.
#pragma once

#include <QtGlobal>

struct Timings;

// Whether the pool's run waited for the disk where the sequential one did not: it read 1 MiB or
// more from there, and the sequential run, which found the rest in memory, less than a tenth.
bool onlyThePoolWaitedForTheDisk(qint64 poolBytes, qint64 sequentialBytes);

// The same of a run and its sequential one; false where that is not known, as the two ran
// alongside.
bool onlyThePoolWaitedForTheDisk(const Timings& timings);
