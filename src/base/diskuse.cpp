#include "base/diskuse.h"

#include <sys/resource.h>

qint64 readFromDiskBytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_inblock * kBlockBytes;
}
