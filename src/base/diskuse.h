// What is read from disks.
#pragma once

#include <QtGlobal>

// The unit of getrusage(2)'s ru_inblock, whatever the size of the disk's blocks.
constexpr qint64 kBlockBytes = 512;

// How many bytes this process, all of its threads, has had read from disks so far; what was found
// in memory does not count, page faults that had to read do. 0 where the system does not count. Any
// thread. Source: getrusage(2), ru_inblock.
qint64 readFromDiskBytes();
