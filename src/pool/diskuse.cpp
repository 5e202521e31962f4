#include "pool/diskuse.h"

#include <sys/resource.h>

qint64 readFromDiskBytes()
{
    constexpr qint64 kBlockBytes = 512; // whatever the disk's own blocks are
    qint64 blocks = 0;
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        getrusage(who, &usage);
        blocks += qint64{usage.ru_inblock};
    }
    return blocks * kBlockBytes;
}
