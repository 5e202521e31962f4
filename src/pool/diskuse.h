// What is read from disks.
#pragma once

#include <QtGlobal>

// How many bytes this process, and those of its children that have ended and been waited for, have
// had read from disks so far; what was found in memory does not count. Page faults that had to read
// do. 0 where the system does not count. Source: getrusage(2), ru_inblock.
qint64 readFromDiskBytes();
