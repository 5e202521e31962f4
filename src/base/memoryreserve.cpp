#include "base/memoryreserve.h"

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

// Some kilobytes for each of a few threads that are made at once, and the arenas of their heaps.
constexpr std::size_t kBytes = std::size_t{1} << 20;

std::atomic<void*> s_kept{nullptr};
bool s_isInUse = false; // written before there are other threads

// What operator new calls where it finds nothing, until it does.
void giveAway()
{
    void* const kept = s_kept.exchange(nullptr);
    if (!kept)
        throw std::bad_alloc();
    std::free(kept);
}

} // namespace

void memoryreserve::keep()
{
    s_kept = std::malloc(kBytes);
    s_isInUse = true;
    std::set_new_handler(giveAway);
}

void memoryreserve::require()
{
    if (!s_isInUse || s_kept)
        return;
    void* const found = std::malloc(kBytes);
    if (!found)
        throw std::bad_alloc();
    void* none = nullptr;
    if (!s_kept.compare_exchange_strong(none, found))
        std::free(found);
}
