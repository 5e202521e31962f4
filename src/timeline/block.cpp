#include "timeline/block.h"

#include "channel/pages.h"

#include <cstdint>
#include <mutex>
#include <new>
#include <utility>

namespace {

using detail::kLargePage;

// From this size on a block is worth a part of a chunk; from a large page on it has its own pages.
constexpr std::size_t kSmall = 16 * 1024;
constexpr std::size_t kChunk = 4 * kLargePage;

void* newPages(std::size_t bytes, std::size_t alignment)
{
    void* const pages = ::operator new(bytes, std::align_val_t(alignment));
    detail::wishForLargePages(pages, bytes);
    return pages;
}

void freePages(void* pages, std::size_t alignment)
{
    ::operator delete(pages, std::align_val_t(alignment));
}

// Memory that several blocks share; it begins with this.
struct Chunk
{
    std::size_t used;   // bytes from its begin that were given away
    std::size_t blocks; // that are still held; and one more while blocks are taken from it
};

std::mutex s_mutex;
Chunk* s_current = nullptr; // from which blocks are taken; this and what is in chunks: under it

// Under the mutex.
void letGo(Chunk* chunk)
{
    if (--chunk->blocks == 0)
        freePages(chunk, kChunk);
}

void* fromChunk(std::size_t bytes)
{
    constexpr std::size_t kHeader = 64;
    const std::lock_guard lock(s_mutex);
    if (!s_current || s_current->used + bytes > kChunk) {
        void* const pages = newPages(kChunk, kChunk);
        if (s_current)
            letGo(s_current);
        s_current = ::new (pages) Chunk{kHeader, 1};
    }
    void* const begin = reinterpret_cast<std::byte*>(s_current) + s_current->used;
    s_current->used += bytes;
    ++s_current->blocks;
    return begin;
}

void backToChunk(void* begin)
{
    const auto address = reinterpret_cast<std::uintptr_t>(begin);
    const std::lock_guard lock(s_mutex);
    letGo(reinterpret_cast<Chunk*>(address - address % kChunk));
}

} // namespace

Block::Block(std::size_t bytes) : m_bytes(bytes)
{
    if (bytes < kSmall)
        m_begin = ::operator new(bytes);
    else if (bytes < kLargePage)
        m_begin = fromChunk(bytes);
    else
        m_begin = newPages(bytes, kLargePage);
}

Block::~Block()
{
    if (!m_begin)
        return;
    if (m_bytes < kSmall)
        ::operator delete(m_begin);
    else if (m_bytes < kLargePage)
        backToChunk(m_begin);
    else
        freePages(m_begin, kLargePage);
}

Block::Block(Block&& other) noexcept
    : m_begin(std::exchange(other.m_begin, nullptr)), m_bytes(other.m_bytes)
{
}

Block& Block::operator=(Block&& other) noexcept
{
    std::swap(m_begin, other.m_begin);
    std::swap(m_bytes, other.m_bytes);
    return *this;
}
