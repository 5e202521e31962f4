// A vector that one thread appends to while others read what has been published.
#pragma once

#include "timeline/block.h"

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <memory>
#include <type_traits>

// Values never move and never change once appended, so readers need no lock: they load size() and
// may then read every index below it. Storage grows by blocks of doubling size; pages of a block
// that have not been written are not touched.
//
// append(): one thread only; may throw std::bad_alloc, and is then without effect.
// size() and operator[]: any thread, never blocks, never allocates.
template <typename T>
class AppendOnly
{
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    AppendOnly() = default;
    AppendOnly(const AppendOnly&) = delete;
    AppendOnly& operator=(const AppendOnly&) = delete;

    // How many values have been published. What was appended before is visible to the caller.
    std::size_t size() const { return m_size.load(std::memory_order_acquire); }

    // `index` is below a size() that the caller has seen.
    const T& operator[](std::size_t index) const
    {
        const Place place = placeOf(index);
        return m_blocks[place.block].load(std::memory_order_relaxed)[place.offset];
    }

    // Asks for the memory of a value, without waiting for it.
    void prefetch(std::size_t index) const { __builtin_prefetch(&(*this)[index]); }

    void append(const T& value)
    {
        const std::size_t index = m_size.load(std::memory_order_relaxed);
        const Place place = placeOf(index);
        if (place.offset == 0) {
            m_owned[place.block] = Block(sizeof(T) << (place.block + kFirstBits));
            m_blocks[place.block].store(static_cast<T*>(m_owned[place.block].get()),
                                        std::memory_order_relaxed);
        }
        std::construct_at(m_blocks[place.block].load(std::memory_order_relaxed) + place.offset,
                          value);
        m_size.store(index + 1, std::memory_order_release);
    }

    // The memory of what has been published; that of its last block may have been touched in part.
    std::size_t bytes() const { return size() * sizeof(T); }

private:
    struct Place
    {
        std::size_t block;
        std::size_t offset;
    };

    // Block b holds 2^(b + kFirstBits) values: adding 2^kFirstBits to an index makes its highest
    // set bit name the block and the bits below it the offset.
    static Place placeOf(std::size_t index)
    {
        const std::size_t shifted = index + (std::size_t{1} << kFirstBits);
        const auto block = std::size_t(std::bit_width(shifted >> (kFirstBits + 1)));
        return {block, shifted ^ (std::size_t{1} << (block + kFirstBits))};
    }

    static constexpr std::size_t kFirstBits = 5;
    static constexpr std::size_t kBlocks = 36;

    std::array<std::atomic<T*>, kBlocks> m_blocks{};
    std::array<Block, kBlocks> m_owned;
    std::atomic<std::size_t> m_size{0};
};
