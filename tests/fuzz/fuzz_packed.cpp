#include "fuzz/fuzzed.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzzed::openAndSave({reinterpret_cast<const char*>(data), size});
    return 0;
}
