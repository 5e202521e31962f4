#include "fuzz/fuzzed.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzzed::openAndSave("worker,job,start,end", data, size);
    return 0;
}
