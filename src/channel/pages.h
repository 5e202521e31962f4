// Zeroed memory for much, in large pages where the system has them.
//
// The first touch of a page enters the system: 0.3 µs at best, 15 to 20 µs on a virtual machine,
// more than a value costs on its way. A large page is 512 small ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace detail {

inline constexpr std::size_t kLargePage = std::size_t{2} << 20;

// Asks for large pages in this memory, before it is touched; the system may have none.
inline void wishForLargePages(void* begin, std::size_t bytes)
{
#ifdef __linux__
    ::madvise(begin, bytes, MADV_HUGEPAGE);
#endif
}

// So many values of memory that is zero; objects are made and ended in it by who has it.
template <typename T>
class ZeroedMemory
{
public:
    // Throws std::bad_alloc.
    explicit ZeroedMemory(std::size_t count)
        : m_begin(static_cast<T*>(std::calloc(count, sizeof(T))), &std::free)
    {
        if (!m_begin)
            throw std::bad_alloc();
        // What the system gives for so much is zero and untouched.
        const auto begin = reinterpret_cast<std::uintptr_t>(m_begin.get());
        const std::uintptr_t end = begin + count * sizeof(T);
        const std::uintptr_t first = (begin + kLargePage - 1) / kLargePage * kLargePage;
        if (first + kLargePage <= end)
            wishForLargePages(reinterpret_cast<void*>(first),
                              end / kLargePage * kLargePage - first);
    }

    T& operator[](std::size_t index) const { return m_begin[index]; }

private:
    const std::unique_ptr<T[], decltype(&std::free)> m_begin;
};

} // namespace detail
