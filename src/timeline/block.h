// Memory for the blocks of columns: those that are too small for large pages of their own share
// some.
#pragma once

#include <cstddef>

// A block of uninitialised memory. Any thread.
class Block
{
public:
    Block() = default;
    // Aligned as operator new aligns. Throws std::bad_alloc.
    explicit Block(std::size_t bytes);
    ~Block();
    Block(Block&& other) noexcept;
    Block& operator=(Block&& other) noexcept;

    void* get() const { return m_begin; }

private:
    void* m_begin = nullptr;
    std::size_t m_bytes = 0;
};
