#include "base/keptmemory.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

void keepFreedMemory()
{
#ifdef __GLIBC__
    constexpr int kMiB = 1024 * 1024;
    mallopt(M_MMAP_THRESHOLD, 4 * kMiB); // what is larger goes back at once
    mallopt(M_TRIM_THRESHOLD, 64 * kMiB);
#endif
}
